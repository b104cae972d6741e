import Robustness
import Study
import Workflow

extension TestPart {
  /// Counts what is asked for and missing of a study within a cell: its tests, and the strong attacks.
  ///
  /// - Parameter admits: which learners can be counted.
  /// - Returns: all that is there; nil while other shards are at work, the last of which draws.
  public func count(
    _ study: Study, _ attack: AttackFilter, _ run: Run, admits: (LearnerKey) -> Bool = { _ in true }
  ) throws -> PartCounts? {
    let tests = study.part?.roster.tests ?? []
    if drawing.figuresOnly { return try drawn(study, tests, run) }
    var results: [String: TestResults] = [:]
    for test in tests { results[test.name] = try count(study.counts(test), run, admits: admits) }
    guard let strong = try self.attack(study.strongAttacks, attack, run, admits: admits), results.count == tests.count
    else { return nil }
    return PartCounts(tests: results, strong: strong)
  }

  /// What is there, of which some test has to be.
  private func drawn(_ study: Study, _ tests: [RobustnessTest], _ run: Run) throws -> PartCounts {
    func isThere(_ artifact: any Artifact) -> Bool {
      if run.ledger.isThere(artifact.file) { return true }
      say("  \(artifact.file) is not there yet")
      return false
    }
    let attacks = study.strongAttacks
    var counted = PartCounts(tests: [:], strong: attacks.empty)
    for test in tests where isThere(study.counts(test)) {
      counted.tests[test.name] = try found(study.counts(test), run)
    }
    if isThere(attacks) {
      counted.strong = try run.ledger.requirePart(attacks)
      try run.tellIfPartial(attacks)
    } else if counted.tests.isEmpty, let test = tests.first {
      try run.ledger.requireFile(study.counts(test))
    }
    return counted
  }
}
