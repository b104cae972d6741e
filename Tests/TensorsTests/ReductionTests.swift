import TestSupport
import Testing

@testable import Tensors

/// Sums in float32 against sums in float64; rows longer than 2^15 are summed in blocks.
@Suite("Reductions")
struct ReductionTests {
  /// Of the sum of absolute values, not of the sum, which may be near zero.
  static let tolerance = 1e-6

  static let shapes = [
    [1, 1], [3, 7], [1, 32_768], [1, 32_769], [2, 66_003], [33_001, 3], [40_003, 1], [999, 33],
  ]

  @Test(arguments: shapes)
  func sumsAgree(shape: [Int]) {
    let x = sample(shape, seed: 1, .single)
    let y = sample(shape, seed: 2, .single)
    let (rows, columns) = (shape[0], shape[1])
    let (left, right) = (x.doubles, y.doubles)
    let products = zip(left, right).map { $0 * $1 }

    check("sum", x.sum(), [left], shape)
    check("dot", x.dot(y), [products], shape)
    check("sumOverColumns", x.sumOverColumns(), Self.byRow(left, rows, columns), shape)
    check("rowProducts", x.rowProducts(y), Self.byRow(products, rows, columns), shape)
    check("sumOverRows", x.sumOverRows(), Self.byColumn(left, rows, columns), shape)
    check("columnProducts", x.columnProducts(y), Self.byColumn(products, rows, columns), shape)
  }

  @Test(arguments: [[1, 1, 1, 1], [3, 5, 7, 2], [40, 28, 28, 3], [2, 1, 1, 9]])
  func meansOverPixelsAgree(shape: [Int]) {
    let x = sample(shape, seed: 1, .single)
    let pixels = shape[1] * shape[2]
    let scalars = x.doubles
    let terms = (0..<shape[0]).flatMap { image in
      Self.byColumn(
        scalars[image * pixels * shape[3]..<(image + 1) * pixels * shape[3]].map { $0 / Double(pixels) },
        pixels, shape[3])
    }
    check("meanOverPixels", x.meanOverPixels(), terms, shape)
  }

  @Test(arguments: [[1, 3], [5, 4], [20_001, 3], [17, 12, 12, 5]])
  func centringLeavesMeansOfZero(shape: [Int]) {
    let x = sample(shape, seed: 1, .single)
    let (centred, means) = x.centred()
    let rows = x.count / shape.last!
    let terms = Self.byColumn(x.doubles.map { $0 / Double(rows) }, rows, shape.last!)
    check("means", means, terms, shape)
    let subtracted = means.doubles
    let shifted = zip(x.doubles, centred.doubles).enumerated().map { index, pair in
      pair.0 - pair.1 - subtracted[index % subtracted.count]
    }
    #expect(shifted.allSatisfy { abs($0) < 1e-6 })
  }

  /// A sum against that of its terms.
  private func check(_ name: String, _ computed: Tensor, _ terms: [[Double]], _ shape: [Int]) {
    #expect(computed.count == terms.count, "\(name) of \(shape)")
    for (index, (sum, terms)) in zip(computed.doubles, terms).enumerated() {
      let error = abs(sum - terms.reduce(0, +))
      let allowed = Self.tolerance * terms.reduce(0) { $0 + abs($1) }
      if !(error <= allowed) {
        Issue.record("\(name) of \(shape)[\(index)]: off by \(error), allowed \(allowed)")
      }
    }
  }

  private static func byRow(_ x: [Double], _ rows: Int, _ columns: Int) -> [[Double]] {
    (0..<rows).map { Array(x[$0 * columns..<($0 + 1) * columns]) }
  }

  private static func byColumn(_ x: [Double], _ rows: Int, _ columns: Int) -> [[Double]] {
    (0..<columns).map { column in stride(from: column, to: x.count, by: columns).map { x[$0] } }
  }
}
