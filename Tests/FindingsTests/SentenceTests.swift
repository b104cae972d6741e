import Robustness
import Testing

@testable import Findings
@testable import Study

/// The sentences with which pages open.
@Suite("Sentences of result")
struct SentenceTests {
  @Test func testTellsBothModes() {
    let findings = SmallCounts.findings(.noise) { tested, _ in
      guard tested.key.trial < 3, tested.key.recipe == "vanilla" || tested.mode == .evaluation else { return nil }
      return tested.key.recipe == "gtn" ? 50 : tested.mode == .training ? 70 : 17 + tested.key.trial
    }
    #expect(
      findings.sentence
        == "Under noise, with teacher base_larger, accuracy over all strengths in evaluation mode is 18.5% (vanilla) and"
        + " 50.0% (gtn), a difference of −0.315 [−0.379, −0.251]. In training mode it is 70.0% (vanilla); gtn is not"
        + " counted yet.")
    #expect(SmallCounts.findings(.noise) { _, _ in nil }.sentence == "Nothing is counted yet.")
    #expect(SmallCounts.findings(.lbfgsAsWritten) { _, _ in 5 }.sentence.hasPrefix("Under LBFGS as written, with"))
  }

  private func accuracies(_ settings: Settings) -> TestResults {
    // linear passes; base_larger does not by 10_gtn; base_larger3 is not counted by vanilla.
    SmallCounts.results(.unperturbed, settings) { tested, _ in
      switch (tested.key.learner, tested.key.recipe) {
      case ("base_larger", "10_gtn"): 69 + tested.key.trial
      case ("base_larger3", "vanilla"): nil
      case ("base_larger3", _): 90
      default: 80 + tested.key.trial
      }
    }
  }

  @Test func accuracyTableTellsWhichTypesPass() throws {
    let settings = SmallCounts.settings(.report, trials: 2)
    let findings = AccuracyFindings(accuracies(settings), settings)
    let rows = try findings.table().rows
    #expect(rows.map { $0[1] } == ["base_larger", "base_larger3", "linear"])
    #expect(rows[0][2] == "0.7050 ± 0.0071" && rows[0][5] == "2 of 2" && rows[0][6] == "yes")
    #expect(rows[1][4] == "–" && rows[1][5] == "2, 2, 0 of 2" && rows[1][6] == "–")
    #expect(
      findings.sentence
        == "With teacher base_larger, 2 of 2 learner types have a mean accuracy above 0.7 by every recipe: base_larger and"
        + " linear.")
    let few = SmallCounts.settings(.report, trials: 1)
    #expect(
      AccuracyFindings(accuracies(few), few).sentence
        == "With teacher base_larger, 1 of 2 learner types has a mean accuracy above 0.7 by every recipe: linear."
    )
    #expect(
      AccuracyFindings(SmallCounts.results(.unperturbed) { _, _ in nil }, few).sentence.contains("No learner")
    )
  }

  /// Ours less the slides', of the types that both have, of the teacher that they have.
  @Test func accuracyDifferencesAreThoseToTheSlides() throws {
    let settings = SmallCounts.settings(.report, trials: 2)
    let rows = try #require(try AccuracyFindings(accuracies(settings), settings).differenceTable()).rows
    #expect(rows.map { $0[0] } == ["10_gtn", "gtn", "vanilla"])
    #expect(rows.map { $0[1] } == ["3", "3", "2"])
    let slides = ["base_larger", "base_larger3", "linear"].map { Reported.accuracy($0, recipe: "10_gtn")! }
    let mean = zip([0.705, 0.9, 0.815], slides).map { $0 - $1 }.reduce(0, +) / 3
    #expect(rows[0][2] == formatted(mean, "%+.3f"))
    let other = SmallCounts.settings(.report, teachers: ["base_larger3"], trials: 2)
    #expect(try AccuracyFindings(accuracies(other), other).differenceTable() == nil)
  }

  private func learning(_ taught: [Double], _ vanilla: [Double]) -> LearningFindings {
    var curves: [LearningCurve: [LearningPoint]] = [:]
    for (recipe, accuracies) in [("gtn", taught), ("vanilla", vanilla)] where !accuracies.isEmpty {
      curves[LearningCurve(teacher: "base_larger", recipe: recipe)] = accuracies.enumerated().map {
        LearningPoint(step: $0 + 1, accuracy: $1)
      }
    }
    return LearningFindings(curves, SmallCounts.settings())
  }

  @Test func learningSpeedTellsTheStepsTo95Percent() throws {
    let findings = learning([0.5, 0.96, 0.94], [0.3, 0.91, 0.9])
    #expect(
      findings.sentence
        == "A learner taught by base_larger reaches 95% test accuracy after 2 update steps; one trained on images does"
        + " not reach 95% test accuracy (best 91.0%, after 2 update steps).")
    #expect(learning([0.95], []).sentence.hasSuffix("reaches 95% test accuracy after 1 update step."))
    #expect(learning([0.9], []).sentence.hasSuffix("(best 90.0%, after 1 update step)."))
    #expect(learning([], []).sentence == "Nothing is measured yet.")
    #expect(
      try findings.speedTable().rows == [
        ["base_larger", "gtn", "2", "2", "0.960"], ["base_larger", "vanilla", "2", "not reached", "0.910"],
      ])
    #expect(try findings.table().rows.count == 6)
    #expect(findings.chart("base_larger", note: "a note")?.series.map(\.name) == ["gtn", "vanilla"])
  }

  private var teachers: TeacherFindings {
    var history = TeacherHistory()
    history.metaLoss = Array(repeating: 1, count: 400)
    history.finalLoss = history.metaLoss
    history.evaluatedOuterSteps = [1, 350]
    history.evaluatedInnerSteps = [10, 64]
    history.testAccuracy = [[0.1, 0.2], [0.861, 0.954]]
    history.validationAccuracy = history.testAccuracy
    var settings = SmallCounts.settings(teachers: ["base_larger", "base_larger3"])
    settings.teachers[0].training.outerSteps = 2000
    return TeacherFindings(["base_larger": history], settings)
  }

  @Test func metaTrainingTellsWhatATeacherIsWorth() throws {
    #expect(
      teachers.sentence
        == "After 400 of 2000 outer steps, a fresh learner taught by the teacher base_larger, measured at outer step 350,"
        + " reaches a test accuracy of 86.1% after 10 and 95.4% after 64 inner steps.")
    #expect(teachers.descriptions == ["base_larger": "base_larger after 400 of 2000 outer steps"])
    let rows = try teachers.table().rows
    #expect(rows[0][1] == "400 of 2000" && rows[0][3] == "0.861 after 10, 0.954 after 64")
    #expect(rows[1][0] == "base_larger3" && rows[1][3] == "–")
    #expect(TeacherFindings([:], Settings(.report)).sentence == "No teacher is trained yet.")
    // Such et al. at 350 outer steps, between 200 (0.956) and 500 (0.9715).
    #expect(try teachers.differenceTable().rows == [["base_larger", "350", "0.954", "0.964", "-0.010"]])
    #expect(teachers.figures().map(\.name) == ["meta-training-base_larger"])
  }
}
