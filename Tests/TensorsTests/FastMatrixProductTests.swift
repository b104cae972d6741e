import TestSupport
import Testing

@testable import Tensors

/// oneDNN's float32 matrix products against the definition in float64.
@Suite("Fast matrix product")
struct FastMatrixProductTests {
  static let tolerance = Tolerance(ofArray: 3e-6, ofKind: 0)

  /// Rows and columns of the result, and summands. From 2^20 multiplications on, the longer side of the
  /// result is cut into bands: 102 x 103 x 100 lies just above.
  static let sizes = [
    [1, 1, 1], [5, 7, 3], [1, 33, 9], [33, 1, 9], [128, 10, 256], [102, 103, 99], [102, 103, 100],
    [103, 102, 100], [10, 300, 400], [300, 10, 400], [17, 1030, 61], [1030, 17, 61], [1, 1100, 1000],
    [128, 128, 65],
  ]

  @Test(arguments: sizes)
  func agreesWithReference(size: [Int]) {
    let (m, n, k) = (size[0], size[1], size[2])
    for (transposesA, transposesB) in [(false, false), (false, true), (true, false), (true, true)] {
      let product = MatrixProduct(m: m, n: n, k: k, transposesA: transposesA, transposesB: transposesB)
      func result(_ precision: Precision) -> [Double] {
        let (a, b) = (sample([m, k], seed: 10, precision), sample([k, n], seed: 20, precision))
        return Tensor(product(a.value, b.value)).doubles
      }
      let compared = Compared("result", result(.single), result(.double))
      #expect(
        differences(
          in: "\(m) x \(n) x \(k), transposed: \(transposesA), \(transposesB)", [compared], Self.tolerance)
          == [])
    }
  }

  /// The reference itself, by hand: every way of storing the same two matrices.
  @Test(arguments: [Precision.single, .double])
  func productByHand(precision: Precision) {
    func value(_ scalars: [Double]) -> Value { Tensor(shape: [scalars.count], scalars, precision).value }
    let a = [false: value([1, 2, 3, 4, 5, 6]), true: value([1, 4, 2, 5, 3, 6])]
    let b = [false: value([1, 10, 100, 1000, 0, 1]), true: value([1, 100, 0, 10, 1000, 1])]
    for transposesA in [false, true] {
      for transposesB in [false, true] {
        let product = MatrixProduct(m: 2, n: 2, k: 3, transposesA: transposesA, transposesB: transposesB)
        #expect(Tensor(product(a[transposesA]!, b[transposesB]!)).doubles == [201, 2013, 504, 5046])
      }
    }
  }
}
