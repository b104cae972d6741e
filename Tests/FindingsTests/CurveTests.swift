import Figures
import Robustness
import Study
import Testing

@testable import Findings

@Suite("Curves of a test")
struct CurveTests {
  @Test func complete() throws {
    let findings = SmallCounts.findings(.noise) { _, _ in 50 }
    #expect(findings.learners("base_larger") == ["base_larger", "base_larger3"])
    #expect(findings.missingLearners("base_larger") == ["base_fc"])
    #expect(
      findings.band("one sd", teacher: "base_larger", learners: ["base_larger"])
        == "band: one sd (n − 1) over 3 of 3 trials")
  }

  /// What is there is drawn, and how much it is is said.
  @Test func partial() throws {
    let findings = SmallCounts.findings(.noise) { tested, strength in
      let key = tested.key
      if key.learner == "base_larger3" { return nil }
      // Of `gtn` two trials, of the second but the first strength.
      if key.recipe == "gtn", key.trial == 3 || key.trial == 2 && strength != 0 { return nil }
      return key.recipe == "10_gtn" ? nil : 50
    }
    #expect(findings.learners("base_larger") == ["base_larger"])
    #expect(findings.missingLearners("base_larger") == ["base_larger3", "base_fc"])
    #expect(
      findings.band("sd", teacher: "base_larger", learners: ["base_larger"])
        == "band: sd (n − 1) over 1 to 3 of 3 trials")
    let curve = findings.curve(.published, teacher: "base_larger", .gtn, learners: ["base_larger"])
    #expect(curve.map { $0?.count } == [2] + Array(repeating: 1, count: 9))
    let rows = try findings.curveTable().rows
    #expect(rows.count == 2 * 3 * 10)
    #expect(Set(rows.map { $0[7] }) == ["1", "2", "3"])
  }

  /// Each protocol reads its mode, and a recipe without a teacher stands in the figure of every teacher.
  @Test func curvesAreThoseOfTheirModeAndTeacher() throws {
    let settings = SmallCounts.settings(teachers: ["base_larger", "base_larger-seed2"], trials: 1)
    let findings = SmallCounts.findings(.blur, settings) { tested, _ in
      let mode = tested.mode == .training ? 10 : 0
      switch tested.key.teacher {
      case nil: return 20 + mode
      case "base_larger": return 40 + mode
      default: return 60 + mode
      }
    }
    func accuracy(_ kind: EvaluationProtocol, _ teacher: String, _ recipe: Recipe) -> Double? {
      findings.curve(kind, teacher: teacher, recipe, learners: ["linear"])[0]?.mean
    }
    for teacher in findings.teachers {
      #expect(accuracy(.published, teacher, .vanilla) == 0.3)
      #expect(accuracy(.evaluation, teacher, .vanilla) == 0.2)
    }
    #expect(accuracy(.published, "base_larger", .gtn) == 0.4)
    #expect(accuracy(.training, "base_larger", .gtn) == 0.5)
    #expect(accuracy(.published, "base_larger-seed2", .gtn) == 0.6)
  }

  /// Reported curves are found by the teacher's name: another seed has none.
  @Test func reportedCurvesAreOfTheirTeacher() throws {
    let settings = SmallCounts.settings(teachers: ["base_larger", "base_larger-seed2"])
    let findings = SmallCounts.findings(.blur, settings) { _, _ in 50 }
    let reported = try findings.curveTable().rows.filter { !$0[8].isEmpty }
    #expect(reported.count == 30 && reported.allSatisfy { $0[0] == "published" && $0[1] == "base_larger" })
    let figures = findings.figures(strengthLabel: "β")
    #expect(figures.map(\.name) == ["blur-base_larger", "blur-base_larger-seed2"])
    for (figure, dashed) in zip(figures, [3, 0]) {
      #expect(figure.panels.charts.map(\.title) == ["as published", "evaluation mode", "training mode"])
      #expect(figure.panels.charts.allSatisfy { $0.series.prefix(3).map(\.name) == ["10_gtn", "gtn", "vanilla"] })
      // Reported curves describe the published protocol alone.
      #expect(figure.panels.charts.map { $0.series.count(where: \.dashed) } == [dashed, 0, 0])
    }
    #expect(figures.map { $0.caption.contains("dashed") } == [true, false])
    #expect(
      try ReportedComparison(["blur": findings]).curveTable().rows.map { $0[1] }
        == Array(repeating: "base_larger", count: 3))
  }

  /// Only another set than the report's is drawn, and `base_fc` is no type of its own.
  @Test(
    arguments: [
      (["base_larger", "base_larger3"], nil), (["base_larger3", "base_larger"], nil),
      (["base_larger"], ["base_larger"]), ([], []),
      (["linear", "base_larger", "base_larger3"], ["linear", "base_larger", "base_larger3"]),
    ] as [([String], [String]?)])
  func admittedTypesThatDiffer(admitted: [String], expected: [String]?) throws {
    let findings = SmallCounts.findings(.noise, admitted: ["base_larger": admitted]) { _, _ in 50 }
    #expect(findings.differentlyAdmitted("base_larger") == expected)
    #expect(SmallCounts.findings(.noise) { _, _ in 50 }.differentlyAdmitted("base_larger") == nil)
    // Curves over the admitted types come after those over the report's.
    let rows = try findings.curveTable().rows.map { $0[3] }
    #expect(Set(rows).count == (expected?.isEmpty ?? true ? 1 : 2))
    if let expected, !expected.isEmpty { #expect(rows.last == expected.joined(separator: " ")) }
    #expect(findings.figures(strengthLabel: "β").count == (expected?.isEmpty ?? true ? 1 : 2))
  }

  /// Means over strengths and the figure's learner types, trial by trial; a trial with a hole does not count.
  @Test func accuracyOverStrengths() throws {
    let findings = SmallCounts.findings(.fgsm) { tested, strength in
      let key = tested.key
      if key.trial == 3, key.learner == "base_larger", strength == 0.02 { return nil }
      let trial = key.trial == 1 ? 0 : 10
      // The third type is none of the report's.
      return key.learner == "base_larger" ? 40 + trial : key.learner == "base_larger3" ? 60 + trial : 0
    }
    let spread = try #require(
      findings.overStrengths(
        .evaluation, teacher: "base_larger", .gtn, learners: findings.learners("base_larger")))
    #expect(spread.count == 2)
    #expect(abs(spread.mean - 0.55) < 1e-12)
    #expect(abs(try #require(spread.deviation) - 0.005.squareRoot()) < 1e-12)
  }

  /// An attack's clean accuracy is counted beside it; a corruption's first strength leaves images as they are.
  @Test func summaryShowsWhatPerturbationCosts() throws {
    let attack = SmallCounts.findings(.fgsm, clean: { $0.mode == .training ? 90 : 95 }) { _, _ in 40 }
    let rows = try attack.summaryTable().rows
    #expect(
      rows.map { $0[3] } == ["0.900", "0.950", "0.900"] + ["0.950", "0.950", "0.950"] + ["0.900", "0.900", "0.900"])
    #expect(rows.allSatisfy { $0[4] == "0.400 ± 0.000" && $0.last == "3 of 3" })
    let blur = SmallCounts.findings(.blur) { $1 == 0.01 ? 97 : 5 }
    #expect(try blur.summaryTable().rows.allSatisfy { $0[3] == "0.970" && $0[5] == "0.050 ± 0.000" })
  }

  @Test func movementIsTheLargestOfAll() throws {
    let findings = SmallCounts.findings(.fgsm, clean: { _ in 95 }) { tested, _ in
      tested.key.recipe == "vanilla" ? 80 : 50
    }
    let moved = try #require(findings.movement)
    #expect(abs(moved.image - 1.2) < 1e-12 && moved.pixel == 0.3 && abs(moved.accuracy - 0.45) < 1e-12)
    let rows = try #require(try findings.distanceTable()).rows
    #expect(rows.count == 6 && rows[0] == ["0.001", "0.1100", "0.2000", "0.3000"])
    #expect(try findings.networkDistanceTable()?.rows.count == 3 * 3 * 3 * 2 * 6)
    let noise = SmallCounts.findings(.noise) { _, _ in 5 }
    #expect(noise.movement == nil)
    #expect(try noise.distanceTable() == nil)
  }

  /// The strip is drawn once the image is there at every strength.
  @Test func sampleStripIsComplete() throws {
    var results = SmallCounts.results(.noise) { _, _ in 50 }
    for strength in 0..<9 { results.sample[strength] = [0, 0, 0, 0] }
    #expect(TestFindings(.noise, results, SmallCounts.settings(), admitted: [:]).sampleStrip == nil)
    results.sample[9] = [0, 0, 0, 1]
    let strip = try #require(TestFindings(.noise, results, SmallCounts.settings(), admitted: [:]).sampleStrip)
    #expect(strip.side == 2 && strip.images.count == 10 && strip.labels.last == "β = 1.6")
  }
}
