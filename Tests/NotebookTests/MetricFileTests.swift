import Testing

@testable import Notebook

@Suite("Counts of a changed teacher")
struct MetricFileTests {
  @Test func onlyItsLearnersAreForgotten() {
    var counts = Counts(
      axes: [
        .init("teacher", ["a", "b"]), .init("algorithm", Algorithm.allCases.map(\.rawValue)),
        .init("trial", [1.0]),
      ], total: 10)
    for teacher in ["a", "b"] {
      for algorithm in Algorithm.allCases { counts[teacher, algorithm.rawValue, "1.0"] = 5 }
    }
    let forgotten = counts.forget(teacher: "a")
    #expect(forgotten == 2)
    #expect(counts["a", "10_gtn", "1.0"] == nil && counts["a", "gtn", "1.0"] == nil)
    #expect(counts["a", "vanilla", "1.0"] == 5)
    #expect(counts["b", "10_gtn", "1.0"] == 5 && counts["b", "gtn", "1.0"] == 5)
    let again = counts.forget(teacher: "a")
    #expect(again == 0)
  }
}
