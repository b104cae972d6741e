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

  func middleSum(_ x: Value, _ a: Int, _ b: Int, _ c: Int, shape: [Int]) -> Value {
    reshaped(reduced(reshaped(x, [a, b, c]), by: "add", from: 0, along: [1]), shape)
  }

  func middleBroadcast(_ x: Value, _ a: Int, _ b: Int, _ c: Int, shape: [Int]) -> Value {
    reshaped(broadcast(reshaped(x, [a, c]), along: [0, 2], to: [a, b, c]), shape)
  }

  func rowMaxima(_ x: Value) -> Value { reduced(x, by: "maximum", from: -.infinity, along: [1]) }

  func shifted(_ x: Value, by row: Value, sign: Double) -> Value {
    let repeated = broadcast(reshaped(row, [row.count]), along: [x.shape.count - 1], to: x.shape)
    return elementwise(sign > 0 ? "add" : "subtract", x, repeated)
  }

  func scaled(_ matrix: Value, by factors: Value, perColumn: Bool) -> Value {
    let columns = perColumn ? factors.count : matrix.count / factors.count
    let shape = [matrix.count / columns, columns]
    let repeated = broadcast(reshaped(factors, [factors.count]), along: [perColumn ? 1 : 0], to: shape)
    return reshaped(elementwise("multiply", repeated, reshaped(matrix, shape)), matrix.shape)
  }

  func rowProducts(_ x: Value, _ y: Value, rows: Int) -> Value {
    reduced(reshaped(elementwise("multiply", x, y), [rows, x.count / rows]), by: "add", from: 0, along: [1])
  }

  func columnProducts(_ x: Value, _ y: Value, columns: Int) -> Value {
    reduced(reshaped(elementwise("multiply", x, y), [x.count / columns, columns]), by: "add", from: 0, along: [0])
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
