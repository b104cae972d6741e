extension Tensor {
  /// Rows [n, k] times the transpose of weights [m, k]: [n, m], a dense layer without bias.
  public func multiplied(byTransposeOf weights: Tensor) -> Tensor {
    precondition(
      shape.count == 2 && weights.shape.count == 2 && shape[1] == weights.shape[1],
      "cannot multiply \(shape) by the transpose of \(weights.shape)")
    return Self.dense(rows: shape[0], inputs: shape[1], outputs: weights.shape[0])(self, weights)
  }

  /// The form Σ x[n, k] w[m, k] y[n, m].
  private static func dense(rows n: Int, inputs k: Int, outputs m: Int) -> Trilinear {
    Trilinear(
      ab: { MatrixProduct(m: n, n: m, k: k, transposesA: false, transposesB: true)($0, $1) },
      bc: { MatrixProduct(m: n, n: k, k: m, transposesA: false, transposesB: false)($1, $0) },
      ca: { MatrixProduct(m: m, n: k, k: n, transposesA: true, transposesB: false)($0, $1) })
  }
}
