import Figures
import Robustness
import Study
import Testing

@testable import Findings

/// The question on one figure each, on numbers that are made up.
@Suite("Overview of the conclusion")
struct OverviewTests {
  private func conclusion() -> ConclusionFindings {
    let settings = SmallCounts.settings(teachers: ["base_larger", "base_larger3"])
    // Attacks move images of the second and third learner type by .01 more each.
    func findings(_ test: RobustnessTest, _ vanilla: Int) -> TestFindings {
      SmallCounts.findings(test, settings, clean: { _ in 90 }) { tested, _ in
        if test.name == "lbfgs", tested.key.recipe == "gtn", tested.mode == .training { return nil }
        return tested.key.recipe == "vanilla" ? vanilla : tested.key.learner == "base_larger" ? 60 : 40
      }
    }
    let tests = ["noise": findings(.noise, 70), "fgsm": findings(.fgsm, 20), "lbfgs": findings(.lbfgsAsRun, 80)]
    return ConclusionFindings(tests, settings)
  }

  @Test func effectsAreSetSideBySide() throws {
    let map = try #require(conclusion().effectsFigure(descriptions: [:]))
    #expect(map.rowLabels == ["noise", "FGSM", "LBFGS as run"])
    #expect(map.groupLabels == ["reported", "ours as published", "evaluation mode", "training mode"])
    #expect(map.columnLabels == ["base_larger", "base_larger3"])
    // With the second teacher `linear` is among the report's types.
    let fgsm = map.values[1]
    #expect(fgsm[2].compactMap { $0 }.allSatisfy { $0 < -0.2 } && fgsm[2].count == 2)
    #expect(fgsm[0][0] == Reported.effect(.main, "fgsm", "base_larger"))
    #expect(map.values[2][3] == [nil, nil], "gtn is not counted there")
    #expect(map.note?.contains("base_larger, base_larger3") == true)
    #expect(ConclusionFindings([:], SmallCounts.settings()).effectsFigure(descriptions: [:]) == nil)
  }

  /// Under a strong attack there are no reported effects and no published mode; a trial that lacks a type does not count.
  @Test func strongAttacksHaveARowAndTrialsAreWhole() throws {
    var settings = SmallCounts.settings(learners: ["base_larger", "base_larger3"])
    (settings.strong.images, settings.strong.budgets, settings.strong.costlyBudgets) = (4, [0.05], [0.05])
    var results = StrongResults(images: 4)
    for (teacher, recipe, standing) in [(nil, "vanilla", 1), ("base_larger", "gtn", 3)] as [(String?, String, Int)] {
      for attack in StrongAttack.all where attack.kind == .curve {
        for learner in settings.learners {
          let key = LearnerKey(teacher: teacher, recipe: recipe, learner: learner, trial: 1)
          results.record(
            (0..<4).map { $0 < standing ? .right : .fallen },
            at: StrongUnit(TestedNetwork(key, .evaluation), attack.name, budget: 0))
        }
      }
    }
    // The second type has one trial alone, in which everything is wrong.
    let fgsm = SmallCounts.findings(.fgsm, settings, clean: { _ in 90 }) { tested, _ in
      tested.key.learner == "base_larger" ? 60 : tested.key.trial == 1 ? 0 : nil
    }
    let conclusion = ConclusionFindings(
      ["fgsm": fgsm], strong: StrongFindings(results, settings), settings)
    let map = try #require(conclusion.effectsFigure(descriptions: [:]))
    #expect(map.rowLabels == ["FGSM", "PGD 0.05"])
    #expect(map.values[1] == [[nil], [nil], [-0.5], [nil]])
    let series = try #require(conclusion.distanceFigure(descriptions: [:])).charts[0].series
    #expect(series.allSatisfy { $0.mean.allSatisfy { abs($0 - 0.3) < 1e-12 } && abs($0.x[0] - 0.105 * 0.3081) < 1e-6 })
  }

  @Test func curvesHaveEveryLearnerTypeBehindTheMean() throws {
    let panels = try #require(conclusion().curvesFigure("base_larger", descriptions: ["base_larger": "the first"]))
    #expect(panels.charts.count == 6 && panels.columns == 3)
    #expect(panels.charts[0].title == "noise, training" && panels.charts[3].title == "noise, evaluation")
    #expect(panels.charts.map(\.logarithmicX) == [false, false, true, false, false, true])
    let gtn = panels.charts[3].series.filter { $0.name == "gtn" }
    #expect(gtn.map(\.thin) == [true, true, false] && gtn.map(\.showsInLegend) == [false, false, true])
    #expect(gtn.map { formatted($0.mean[0], "%.3f") } == ["0.600", "0.400", "0.500"])
    #expect(panels.note?.hasPrefix("teacher the first") == true)
    #expect(ConclusionFindings([:], SmallCounts.settings()).curvesFigure("base_larger", descriptions: [:]) == nil)
  }

  @Test func attacksStandWhereTheyMoveImages() throws {
    let panels = try #require(conclusion().distanceFigure(descriptions: [:]))
    #expect(
      panels.charts.map(\.title) == [
        "training mode, teacher base_larger", "evaluation mode, teacher base_larger",
        "training mode, teacher base_larger3", "evaluation mode, teacher base_larger3",
      ])
    let evaluation = panels.charts[1].series
    #expect(Set(evaluation.map(\.name)).count == 6 && evaluation.count { $0.dashed } == 3)
    let vanilla = try #require(evaluation.first { $0.name == "vanilla, FGSM" })
    #expect(vanilla.mean.allSatisfy { abs($0 - 0.2) < 1e-12 })
    // .1 and .11 in units of .3081.
    #expect(vanilla.x.allSatisfy { abs($0 - 0.105 * 0.3081) < 1e-6 })
    #expect(!panels.charts[0].series.contains { $0.name == "gtn, LBFGS as run" })
    #expect(ConclusionFindings([:], SmallCounts.settings()).distanceFigure(descriptions: [:]) == nil)
  }
}
