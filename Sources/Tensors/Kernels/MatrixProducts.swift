import COneDNN

/// One matrix product: result[m, n] = sum over k of a[m, k] b[k, n], each factor stored as said or
/// transposed.
struct MatrixProduct {
  let m: Int, n: Int, k: Int
  let transposesA: Bool, transposesB: Bool

  func callAsFunction(_ a: Value, _ b: Value) -> Value {
    precondition(a.count == m * k && b.count == k * n, "matrix product of \(a.shape) and \(b.shape)")
    if let program = ProgramWriter.of(a, b) { return program.product(self, a, b) }
    let result = Value(uninitialised: [m, n], a.precision)
    switch result.precision {
    case .single: fast(a, b, into: result)
    case .double: reference(a, b, into: result, Double.self)
    }
    return result
  }

  func reference<T: Scalar>(_ a: Value, _ b: Value, into c: Value, _: T.Type) {
    let (left, right, out) = (a.scalars(T.self), b.scalars(T.self), c.mutable(T.self))
    let (rowA, columnA) = transposesA ? (1, m) : (k, 1)
    let (rowB, columnB) = transposesB ? (1, k) : (n, 1)
    Parallel.ranges(m, grain: max(1, (1 << 16) / max(1, n * k))) { rows in
      for row in rows {
        for column in 0..<n {
          var total: T = 0
          for inner in 0..<k {
            total += left[row * rowA + inner * columnA] * right[inner * rowB + column * columnB]
          }
          out[row * n + column] = total
        }
      }
    }
  }

  /// oneDNN's product, the longer side of the result cut into at most four bands.
  private func fast(_ a: Value, _ b: Value, into c: Value) {
    let (left, right, out) = (a.scalars(Float.self), b.scalars(Float.self), c.mutable(Float.self))
    let longer = max(m, n)
    let isSmall = m * n * k < 1 << 20
    let band = isSmall ? longer : max(16, (longer + 63) / 64 * 16)
    Parallel.ranges(longer, grain: band) { range in
      let start = range.lowerBound
      let bandOfA = n >= m ? left : left + start * (transposesA ? 1 : k)
      let bandOfB = n >= m ? right + start * (transposesB ? k : 1) : right
      let status = onednn_matrix_product(
        CChar(UInt8(ascii: transposesA ? "T" : "N")), CChar(UInt8(ascii: transposesB ? "T" : "N")),
        n >= m ? m : range.count, n >= m ? range.count : n, k, bandOfA, transposesA ? m : k,
        bandOfB, transposesB ? k : n, 0, out + start * (n >= m ? 1 : n), n)
      precondition(status == 0, "oneDNN refuses a matrix product, status \(status)")
    }
  }
}
