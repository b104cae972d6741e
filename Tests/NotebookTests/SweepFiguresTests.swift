import Testing

@testable import Notebook

@Suite("Figures of a test")
struct SweepFiguresTests {
  private func figures(
    _ results: SweepResults, _ test: RobustnessTest = .noise, admitted: [String: [String]] = [:]
  ) throws -> SweepFigures {
    let run = Run(Cells.noise, try Options.parse(["--scale", "quick"]))
    return SweepFigures(test, results, run, admitted: admitted)
  }

  @Test func complete() throws {
    let figures = try figures(SmallSweep.results(.noise) { _ in 50 })
    #expect(figures.learners("base_larger") == ["base_larger", "base_larger3"])
    #expect(figures.missingLearners("base_larger") == ["base_fc"])
    #expect(figures.trials(teacher: "base_larger", learners: ["base_larger"]) == "3 of 3 trials")
  }

  /// What is there is drawn, and how much it is is said.
  @Test func partial() throws {
    let results = SmallSweep.results(.noise) { labels in
      if labels[3] == "base_larger3" { return nil }
      // Of `gtn` two trials, of the second but the first strength.
      if labels[2] == "gtn", labels[4] == "3.0" || labels[4] == "2.0" && labels[5] != "0.0" { return nil }
      return labels[2] == "10_gtn" ? nil : 50
    }
    let figures = try figures(results)
    #expect(figures.learners("base_larger") == ["base_larger"])
    #expect(figures.missingLearners("base_larger") == ["base_larger3", "base_fc"])
    let trials =
      "gtn 1 to 2 of 3, vanilla 3 of 3"
    #expect(
      figures.trials(teacher: "base_larger", learners: ["base_larger"])
        == "trials (published: \(trials); consistent: \(trials))")
    let curve = figures.curve(.published, teacher: "base_larger", .gtn, learners: ["base_larger"])
    #expect(curve.map { $0?.count } == [2] + Array(repeating: 1, count: 9))
    let rows = try figures.curveTable().rows
    #expect(rows.count == 2 * 2 * 10)
    #expect(Set(rows.map { $0[7] }) == ["1", "2", "3"])
  }

  /// Only another set than the report's is drawn, and `base_fc` is no type of its own.
  @Test(
    arguments: [
      (["base_larger", "base_larger3"], nil), (["base_larger3", "base_larger"], nil),
      (["base_larger"], ["base_larger"]), ([], []),
      (["linear", "base_larger", "base_larger3"], ["linear", "base_larger", "base_larger3"]),
    ] as [([String], [String]?)])
  func admittedTypesThatDiffer(admitted: [String], expected: [String]?) throws {
    let results = SmallSweep.results(.noise) { _ in 50 }
    let figures = try figures(results, admitted: ["base_larger": admitted])
    #expect(figures.differentlyAdmitted("base_larger") == expected)
    #expect(try self.figures(results).differentlyAdmitted("base_larger") == nil)
    let word = try figures.learnerTable().rows[0].last
    #expect(word == (expected == nil ? "yes" : "no"))
    // Curves over the admitted types come after those over the report's.
    let rows = try figures.curveTable().rows.map { $0[3] }
    #expect(Set(rows).count == (expected?.isEmpty ?? true ? 1 : 2))
    if let expected, !expected.isEmpty { #expect(rows.last == expected.joined(separator: " ")) }
  }

  @Test func movementIsTheLargestOfAll() throws {
    var results = SmallSweep.results(.fgsm) { $0[2] == "vanilla" ? 80 : 50 }
    for position in results.counts.positions { results.recordClean(95, at: position) }
    let moved = try #require(try figures(results, .fgsm).movement())
    #expect(abs(moved.largest - 1.2) < 1e-12)
    #expect(abs(moved.changed - 0.45) < 1e-12)
    #expect(moved.networks == 2 * 3 * 3 * 3)
    #expect(try figures(results, .fgsm).distanceTable(inFull: false)?.rows.count == 6)
    #expect(try figures(SmallSweep.results(.noise) { _ in 5 }).movement() == nil)
  }

  /// A network stands for many: tolerances by test, and nothing is said of what is not counted.
  @Test func protocolCheckJudgesEveryNumber() throws {
    /// Counts as the independent network has them, but for `slip` in one number.
    func results(_ test: RobustnessTest, slip: Double) -> SweepResults {
      SmallSweep.results(test, learners: ["base_larger"], total: 1000) { labels in
        guard labels[2] == "vanilla" else { return 1 }
        let strength = Double(labels[5]) ?? 0
        let point = Reported.check.first {
          $0.test == test.name && abs($0.strength - strength) < 1e-3 * strength
        }
        guard let point else { return 0 }
        let isLast = labels[0] == "published" && labels[5] == "\(test.strengths.last!)"
        let accuracy = labels[0] == "published" ? point.trainingMode : point.evaluationMode
        return Int(((accuracy - (isLast ? slip : 0)) * 1000).rounded())
      }
    }
    func check(_ slip: Double, _ tests: [RobustnessTest]) throws -> ProtocolCheck {
      ProtocolCheck(
        Dictionary(
          uniqueKeysWithValues: try tests.map { ($0.name, try figures(results($0, slip: slip), $0)) }))
    }
    let tests: [RobustnessTest] = [.noise, .fgsm, .lbfgsAsRun]
    #expect(try check(0.02, tests).verdict(.training, .report).contains("passed, 9 of 9"))
    #expect(try check(0.05, tests).verdict(.training, .report).contains("failed, 8 of 9"))
    #expect(try check(0.07, tests).verdict(.training, .report).contains("failed, 6 of 9"))
    #expect(try check(0.07, tests).verdict(.training, .quick).contains("not judged at quick scale, 6 of 9"))
    #expect(try check(0.07, tests).verdict(.evaluation, .report).contains("passed, 9 of 9"))
    let some = try check(0, [.noise])
    #expect(some.verdict(.training, .report).contains("so far, on 3 of 3 trials, 3 of 3 numbers"))
    #expect(some.verdict(.training, .report).contains("6 not computed yet"))
    #expect(try some.table().rows.count == 18)
  }
}
