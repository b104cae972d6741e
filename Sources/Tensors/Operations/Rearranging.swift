extension Tensor {
  /// The same scalars in row-major order under another shape, which must hold as many.
  public func reshaped(_ shape: [Int]) -> Tensor {
    shape == self.shape ? self : Self.reshaping(from: self.shape, to: shape)(self)
  }

  private static func reshaping(from: [Int], to: [Int]) -> Linear {
    Linear {
      $0.reshaped(to)
    } transpose: {
      reshaping(from: to, to: from)
    }
  }

  /// Images NHWC as rows of features, channel by channel: [n, c h w], the order of PyTorch's flatten.
  public func flattenedByChannel() -> Tensor {
    let (n, h, w, c) = (shape[0], shape[1], shape[2], shape[3])
    return Self.innerTransposing(n, h * w, c, from: shape, to: [n, c * h * w])(self)
  }

  /// The inverse of ``flattenedByChannel()``: rows [n, c h w] as images NHWC.
  public func unflattenedByChannel(height: Int, width: Int, channels: Int) -> Tensor {
    let n = shape[0]
    precondition(count == n * height * width * channels, "\(shape) are no rows of such images")
    return Self.innerTransposing(
      n, channels, height * width, from: shape, to: [n, height, width, channels])(self)
  }

  private static func innerTransposing(
    _ n: Int, _ a: Int, _ b: Int, from: [Int], to: [Int]
  ) -> Linear {
    Linear {
      Kernels.innerTranspose($0, n, a, b, shape: to)
    } transpose: {
      innerTransposing(n, b, a, from: to, to: from)
    }
  }

  /// Rows [n, c] side by side with the rows [n, d] of `other`: [n, c + d].
  public func joined(_ other: Tensor) -> Tensor {
    let (rows, columns, more) = (shape[0], shape[1], other.shape[1])
    precondition(other.shape[0] == rows, "cannot join \(shape) and \(other.shape)")
    return Self.pasting(rows, columns, at: 0, of: columns + more)(self)
      + Self.pasting(rows, more, at: columns, of: columns + more)(other)
  }

  /// Columns placed among zeros, and (the transpose) cut out again.
  private static func pasting(_ rows: Int, _ columns: Int, at start: Int, of all: Int) -> Linear {
    Linear {
      Kernels.pastedColumns($0, rows, columns, at: start, of: all)
    } transpose: {
      cutting(rows, columns, at: start, of: all)
    }
  }

  private static func cutting(_ rows: Int, _ columns: Int, at start: Int, of all: Int) -> Linear {
    Linear {
      Kernels.cutColumns($0, rows, columns, at: start, of: all)
    } transpose: {
      pasting(rows, columns, at: start, of: all)
    }
  }
}

// MARK: Sums and repetitions

extension Tensor {
  /// The sum of all elements: [1].
  public func sum() -> Tensor { Self.summing(1, count, 1, from: shape, to: [1])(self) }

  /// The sum over the last axis.
  public func sumOverColumns() -> Tensor {
    let rows = Array(shape.dropLast())
    return Self.summing(rows.product, shape.last!, 1, from: shape, to: rows)(self)
  }

  /// The sum over every axis but the last: [c].
  public func sumOverRows() -> Tensor {
    let columns = shape.last!
    return Self.summing(1, count / columns, columns, from: shape, to: [columns])(self)
  }

  /// Every element repeated `columns` times along a new last axis.
  public func repeatedOverColumns(_ columns: Int) -> Tensor {
    Self.repeating(count, columns, 1, from: shape, to: shape + [columns])(self)
  }

  /// A row [c] repeated to the given shape, which must end in c.
  public func repeatedOverRows(_ shape: [Int]) -> Tensor {
    precondition(self.shape == [shape.last!], "cannot repeat \(self.shape) as rows of \(shape)")
    return Self.repeating(1, shape.product / count, count, from: self.shape, to: shape)(self)
  }

  /// The mean over all pixels of images NHWC: [n, c] (global average pooling).
  public func meanOverPixels() -> Tensor {
    let (n, pixels, c) = (shape[0], shape[1] * shape[2], shape[3])
    return (1 / Double(pixels)) * Self.summing(n, pixels, c, from: shape, to: [n, c])(self)
  }

  /// The mean of every column over all rows, subtracted; and those means [c], as a constant.
  public func centred() -> (centred: Tensor, means: Tensor) {
    let columns = shape.last!
    let (centred, means) = Kernels.centred(value, count / columns, columns)
    return (Self.centring(rows: count / columns, columns: columns)(self, result: centred), Tensor(means))
  }

  /// Leaky ReLU of ``centred()``, in one pass.
  public func centredLeakyReLU(slope: Double = 0.1) -> (result: Tensor, means: Tensor) {
    precondition(slope > 0, "the gate is told from the result's sign")
    let columns = shape.last!
    let (result, means) = Kernels.centredAndGated(value, count / columns, columns, slope: slope)
    // The result has the sign of what was gated.
    let map = Self.centringAndGating(by: result, slope: slope, rows: count / columns, columns: columns)
    return (map(self, result: result), Tensor(means))
  }

  private static func centringAndGating(
    by gate: Value, slope: Double, rows: Int, columns: Int
  ) -> Linear {
    Linear {
      Kernels.gatedCentred($0, by: gate, slope: slope, rows, columns)
    } transpose: {
      gatingAndCentring(by: gate, slope: slope, rows: rows, columns: columns)
    }
  }

  private static func gatingAndCentring(
    by gate: Value, slope: Double, rows: Int, columns: Int
  ) -> Linear {
    Linear {
      Kernels.centredOfGated($0, by: gate, slope: slope, rows, columns)
    } transpose: {
      centringAndGating(by: gate, slope: slope, rows: rows, columns: columns)
    }
  }

  /// A row [c] added to every row.
  public func addingToRows(_ row: Tensor) -> Tensor {
    precondition(row.shape == [shape.last!], "cannot add \(row.shape) to the rows of \(shape)")
    return Self.addToRows(self, row)
  }

  private static let addToRows = LinearSum(
    kernel: { Kernels.shifted($0, by: $1, sign: 1) }, transposes: ({ $0 }, { $0.sumOverRows() }))

  private static func summing(_ a: Int, _ b: Int, _ c: Int, from: [Int], to: [Int]) -> Linear {
    Linear {
      Kernels.middleSum($0, a, b, c, shape: to)
    } transpose: {
      repeating(a, b, c, from: to, to: from)
    }
  }

  private static func repeating(_ a: Int, _ b: Int, _ c: Int, from: [Int], to: [Int]) -> Linear {
    Linear {
      Kernels.middleBroadcast($0, a, b, c, shape: to)
    } transpose: {
      summing(a, b, c, from: to, to: from)
    }
  }

  /// A symmetric map: its transpose is itself.
  private static func centring(rows: Int, columns: Int) -> Linear {
    Linear {
      Kernels.centred($0, rows, columns).centred
    } transpose: {
      centring(rows: rows, columns: columns)
    }
  }
}
