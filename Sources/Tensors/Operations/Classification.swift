extension Tensor {
  /// log(softmax) over the last axis of rows [n, k].
  public func logSoftmax() -> Tensor {
    // Shifting a row by a constant changes nothing, so its maximum may be one without a derivative.
    let shifted = self - rowMaxima().repeatedOverColumns(shape[1])
    return shifted - shifted.exponential.sumOverColumns().logarithm.repeatedOverColumns(shape[1])
  }

  /// The mean cross-entropy [1] of rows of log-probabilities [n, k] against one-hot rows.
  public func crossEntropy(_ oneHot: Tensor) -> Tensor {
    (-1 / Double(shape[0])) * (self * oneHot).sum()
  }
}

// MARK: Operations without a derivative; their results are constants

extension Tensor {
  /// The largest element of each row of [n, k].
  func rowMaxima() -> Tensor {
    if let program = ProgramWriter.of(value) { return Tensor(program.rowMaxima(value)) }
    let columns = shape[1]
    let scalars = doubles
    let maxima = (0..<shape[0]).map { row in
      scalars[row * columns..<(row + 1) * columns].reduce(-Double.infinity, Swift.max)
    }
    return Tensor(shape: [shape[0]], maxima, precision)
  }

  /// The position of the largest element of each row of [n, k], the first of equals.
  public func largestInRows() -> [Int] {
    let columns = shape[1]
    let scalars = doubles
    return (0..<shape[0]).map { row in
      (1..<columns).reduce(0) { scalars[row * columns + $1] > scalars[row * columns + $0] ? $1 : $0 }
    }
  }

  /// Rows with a one at the position of each label and zeros elsewhere: [labels, classes].
  public static func oneHot(_ labels: [Int], classes: Int = 10, _ precision: Precision = .single) -> Tensor {
    var scalars = [Double](repeating: 0, count: labels.count * classes)
    for (row, label) in labels.enumerated() { scalars[row * classes + label] = 1 }
    return Tensor(shape: [labels.count, classes], scalars, precision)
  }

  /// 1, -1 or 0 (for zero), element by element.
  public var sign: Tensor { Tensor(Kernels.map(Sign.self, value)) }

  /// A range of the images, or rows, that lie along the first axis.
  public func images(_ range: Range<Int>) -> Tensor {
    precondition(range.lowerBound >= 0 && range.upperBound <= shape[0], "no images \(range) in \(shape)")
    let size = count / max(1, shape[0])
    let part = Kernels.cutColumns(value, 1, range.count * size, at: range.lowerBound * size, of: count)
    return Tensor(part.reshaped([range.count] + shape.dropFirst()))
  }

  /// The images, or rows, at these positions along the first axis, in their order.
  public func images(at positions: [Int]) -> Tensor {
    let size = count / max(1, shape[0])
    func gather<T>(_ scalars: [T]) -> [T] { positions.flatMap { scalars[$0 * size..<($0 + 1) * size] } }
    let shape = [positions.count] + shape.dropFirst()
    return precision == .single ? Tensor(shape: shape, gather(floats)) : Tensor(shape: shape, gather(doubles))
  }

  /// The same images, or rows, but for those at these positions, which are the rows of `others` in that order.
  public func replacingImages(at positions: [Int], with others: Tensor) -> Tensor {
    precondition(positions.count == others.shape[0], "\(positions.count) positions for \(others.shape[0]) images")
    let size = count / max(1, shape[0])
    func scatter<T>(_ new: [T], into scalars: [T]) -> [T] {
      var result = scalars
      for (row, position) in positions.enumerated() {
        result.replaceSubrange(position * size..<(position + 1) * size, with: new[row * size..<(row + 1) * size])
      }
      return result
    }
    return precision == .single
      ? Tensor(shape: shape, scatter(others.floats, into: floats))
      : Tensor(shape: shape, scatter(others.doubles, into: doubles))
  }

  /// Every element moved to the nearest point of the range.
  public func clipped(to bounds: ClosedRange<Double>) -> Tensor {
    Tensor(Kernels.clipped(value, to: bounds))
  }
}
