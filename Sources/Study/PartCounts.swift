import Robustness
import Workflow

/// What is counted of a study within a cell, or of the whole beside it.
public struct PartCounts: Sendable {
  /// By the test's name.
  public var tests: [String: TestResults]
  public var strong: StrongResults

  public init(tests: [String: TestResults], strong: StrongResults) { (self.tests, self.strong) = (tests, strong) }

  /// Takes over what another has.
  public mutating func merge(_ other: PartCounts) {
    tests.merge(other.tests) { own, new in
      var both = own
      both.merge(new)
      return both
    }
    strong.merge(other.strong)
  }
}

extension Study {
  /// What is there of some tests and of the strong attacks.
  public func counted(_ tests: [RobustnessTest], _ ledger: Ledger) throws -> PartCounts {
    PartCounts(
      tests: Dictionary(uniqueKeysWithValues: try tests.map { ($0.name, try ledger.content(counts($0))) }),
      strong: try ledger.content(strongAttacks))
  }
}
