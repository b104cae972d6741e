import Archive
import Testing

@testable import Workflow

@Suite("Numbers compared")
struct ComparisonTests {
  private func difference(_ a: [Double], _ b: [Double]) -> NumberComparison? {
    Comparison.numbers(.float64(a), .float64(b))
  }

  @Test func largestDifferences() {
    let found = difference([1, 100, 3], [1.5, 101, 3])
    #expect(found?.differing == 2)
    #expect(found?.largestAbsolute == 1)
    #expect(found?.largestRelative == 0.5 / 1.5)
  }

  @Test func whatIsNotFiniteIsInfinitelyFar() {
    #expect(difference([.nan, 1], [.nan, 1])?.differing == 0)
    #expect(difference([.nan], [1])?.largestAbsolute == .infinity)
    #expect(difference([.infinity], [1])?.largestRelative == .infinity)
  }

  @Test func typesAreNotMixed() {
    #expect(Comparison.numbers(.float64([1]), .float32([1])) == nil)
    #expect(
      Comparison.difference(
        NamedArray(shape: [1], scalars: .float64([1])), NamedArray(shape: [1], scalars: .float32([1])))
        == "another type of elements")
  }
}
