import Figures
import Robustness
import Study
import TestSupport
import Testing

@testable import Findings

// docs/tutorial.md shows this code; TutorialTests compares the two.

extension TestFindings {
  /// A curve a trial: how much the learners of one type differ that were trained in the same way. Evaluation mode; nil
  /// while no trial is counted.
  public func trialsChart(teacher: String, _ recipe: Recipe, learner: String) -> LineChart? {
    let curves = trials.compactMap { trial -> Series? in
      let counts = counts(.evaluation, teacher, recipe, learner, trial)
      guard counts.count == results.strengths.count else { return nil }
      let accuracies = counts.map { Double($0) / Double(results.total) }
      return Series(name: recipe.name, style: recipe.look, x: results.strengths, mean: accuracies)
    }
    guard !curves.isEmpty else { return nil }
    return LineChart(
      title: "\(learner), \(curves.count) trials", xLabel: "strength β", yLabel: "accuracy", yRange: 0...1,
      series: curves)
  }
}

@Suite("Tutorial: a figure")
struct TutorialFigureTests {
  @Test func oneCurveATrialIsDrawn() throws {
    let findings = SmallCounts.findings(.noise) { tested, strength in
      tested.key.trial == 3 ? nil : 90 - 10 * tested.key.trial - Int(20 * strength)
    }
    let chart = try #require(findings.trialsChart(teacher: "base_larger", .gtn, learner: "linear"))
    #expect(chart.series.map { $0.mean[0] } == [0.8, 0.7])
    #expect(findings.trialsChart(teacher: "base_larger", .gtn, learner: "base") == nil)
    let folder = try TemporaryFolder()
    let files = try FigureFile(chart).draw(to: folder.path, name: "trials")
    #expect(files.contains { $0.hasSuffix("trials.svg") })
  }
}
