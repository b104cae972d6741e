// How sums, repetitions and products of matrices are written in a program.

extension ProgramWriter {
  /// The axes are gone from the result, whose elements are sums or maxima along them.
  func reduced(_ x: Value, by operation: String, from first: Double, along axes: [Int]) -> Value {
    let shape = x.shape.indices.filter { !axes.contains($0) }.map { x.shape[$0] }
    let start = scalar(first, x.precision)
    return value(
      "stablehlo.reduce(\(name(x)) init: \(start)) applies stablehlo.\(operation) across dimensions = \(axes)"
        + " : (\(type(x)), \(type([], x.precision))) -> \(type(shape, x.precision))", shape, x.precision)
  }

  // Images keep their four axes wherever they can: a device lays them out as its convolutions like it, and every change
  // of shape that does not fit that layout costs it a copy.

  func middleSum(_ x: Value, _ a: Int, _ b: Int, _ c: Int, shape: [Int]) -> Value {
    if let axes = middle(of: x.shape, a, b, c) { return reshaped(reduced(x, by: "add", from: 0, along: axes), shape) }
    return reshaped(reduced(reshaped(x, [a, b, c]), by: "add", from: 0, along: [1]), shape)
  }

  func middleBroadcast(_ x: Value, _ a: Int, _ b: Int, _ c: Int, shape: [Int]) -> Value {
    guard let middle = middle(of: shape, a, b, c) else {
      return reshaped(broadcast(reshaped(x, [a, c]), along: [0, 2], to: [a, b, c]), shape)
    }
    let others = shape.indices.filter { !middle.contains($0) }
    return broadcast(reshaped(x, others.map { shape[$0] }), along: others, to: shape)
  }

  /// The axes that make up b, where those before them make up a and those after them c; nil if no axes do.
  private func middle(of shape: [Int], _ a: Int, _ b: Int, _ c: Int) -> [Int]? {
    let start = (0...shape.count).first { shape[..<$0].reduce(1, *) == a } ?? 0
    let end = (0...shape.count).last { shape[$0...].reduce(1, *) == c } ?? 0
    guard start < end, shape[..<start].reduce(1, *) == a, shape[end...].reduce(1, *) == c else { return nil }
    return shape[start..<end].reduce(1, *) == b ? Array(start..<end) : nil
  }

  func rowMaxima(_ x: Value) -> Value { reduced(x, by: "maximum", from: -.infinity, along: [1]) }

  func shifted(_ x: Value, by row: Value, sign: Double) -> Value {
    let repeated = broadcast(reshaped(row, [row.count]), along: [x.shape.count - 1], to: x.shape)
    return elementwise(sign > 0 ? "add" : "subtract", x, repeated)
  }

  func scaled(_ matrix: Value, by factors: Value, perColumn: Bool) -> Value {
    let count = factors.count
    let axis = perColumn ? matrix.shape.count - 1 : 0
    let factors = reshaped(factors, [count])
    if matrix.shape[axis] == count {
      return elementwise("multiply", broadcast(factors, along: [axis], to: matrix.shape), matrix)
    }
    let shape = perColumn ? [matrix.count / count, count] : [count, matrix.count / count]
    let repeated = broadcast(factors, along: [perColumn ? 1 : 0], to: shape)
    return reshaped(elementwise("multiply", repeated, reshaped(matrix, shape)), matrix.shape)
  }

  func rowProducts(_ x: Value, _ y: Value, rows: Int) -> Value {
    middleSum(elementwise("multiply", x, y), rows, x.count / rows, 1, shape: [rows])
  }

  func columnProducts(_ x: Value, _ y: Value, columns: Int) -> Value {
    middleSum(elementwise("multiply", x, y), 1, x.count / columns, columns, shape: [columns])
  }

  func product(_ product: MatrixProduct, _ a: Value, _ b: Value) -> Value {
    let (m, n, k) = (product.m, product.n, product.k)
    return self.product(
      reshaped(a, product.transposesA ? [k, m] : [m, k]), reshaped(b, product.transposesB ? [n, k] : [k, n]),
      contracting: (product.transposesA ? 0 : 1, product.transposesB ? 1 : 0))
  }

  /// The product of two matrices, summed over one axis of each.
  private func product(_ a: Value, _ b: Value, contracting axes: (Int, Int)) -> Value {
    let shape = [a.shape[1 - axes.0], b.shape[1 - axes.1]]
    return value(
      "stablehlo.dot_general \(name(a)), \(name(b)), contracting_dims = [\(axes.0)] x [\(axes.1)],"
        + " precision = [\(productPrecision), \(productPrecision)] : (\(type(a)), \(type(b)))"
        + " -> \(type(shape, a.precision))", shape, a.precision)
  }

  // MARK: The filters of the four phases of an upsampled convolution

  /// The sums of taps as a product with a matrix of zeros and ones, and an exchange of axes.
  func phaseFilters(_ filter: Value, shape: [Int]) -> Value {
    let (o, i) = (filter.shape[0], filter.shape[1])
    let sums = product(reshaped(filter, [o * i, 9]), phaseMatrix(filter.precision), contracting: (1, 0))
    return reshaped(transposed(reshaped(sums, [o * i, 4, 4]), [1, 0, 2]), shape)
  }

  /// The transpose of ``phaseFilters``.
  func summedPhaseFilters(_ phases: Value, shape: [Int]) -> Value {
    let (o, i) = (shape[0], shape[1])
    let exchanged = reshaped(transposed(reshaped(phases, [4, o * i, 4]), [1, 0, 2]), [o * i, 16])
    return reshaped(product(exchanged, phaseMatrix(phases.precision), contracting: (1, 1)), shape)
  }

  /// [9, 16]: a one where a tap of the filter is added to a tap of a phase's.
  private func phaseMatrix(_ precision: Precision) -> Value {
    var scalars = [Double](repeating: 0, count: 9 * 16)
    for phase in 0..<4 {
      for tap in 0..<9 {
        let row = place(ofTap: tap / 3, phase: phase / 2)
        let column = place(ofTap: tap % 3, phase: phase % 2)
        scalars[16 * tap + 4 * phase + 2 * row + column] = 1
      }
    }
    return Tensor(shape: [9, 16], scalars, precision).value
  }
}
