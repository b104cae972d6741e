import Figures
import Robustness
import Study
import Testing

@testable import Findings

@Suite("Conclusion")
struct ConclusionTests {
  /// Ordinary networks behind in evaluation mode under noise, about equal under blur; ahead in training mode, where taught
  /// ones are counted if asked for.
  private func conclusion(inTraining: Bool = false) -> ConclusionFindings {
    func findings(_ test: RobustnessTest, _ vanilla: (EvaluationMode) -> Int) -> TestFindings {
      SmallCounts.findings(test) { tested, _ in
        if tested.key.recipe == "gtn", tested.mode == .training, !inTraining { return nil }
        return tested.key.recipe == "vanilla" ? vanilla(tested.mode) + tested.key.trial : 50
      }
    }
    let blur = findings(.blur) { $0 == .training ? 68 : 47 }
    return ConclusionFindings(
      ["noise": findings(.noise) { $0 == .training ? 70 : 30 }, "blur": blur], SmallCounts.settings())
  }

  @Test func primaryContrastsAreAdjustedTogether() throws {
    let conclusion = conclusion()
    #expect(conclusion.tests.map(\.test.name) == ["noise", "blur"])
    let rows = try conclusion.primaryTable().rows
    #expect(
      rows.map { $0[0] + " " + $0[2] } == ["noise evaluation", "noise training", "blur evaluation", "blur training"])
    // Differences −.19, −.18, −.17 and −.02, −.01, 0: t = −31.2 and −1.73 with 2 degrees of freedom.
    #expect(rows[0].dropFirst(3) == ["−0.180", "−0.205 to −0.155", "0.016", "3"])
    #expect(rows[1].dropFirst(3) == ["–", "–", "–", "0"])
    #expect(rows[2][3] == "−0.010" && rows[2][5] == "1.000")
  }

  @Test func resultIsToldInEachMode() {
    let evaluation =
      "In evaluation mode, vanilla learners are less accurate than gtn learners in 2 of 2 comparisons under perturbation"
      + " (vanilla − gtn from −0.180 to −0.010); vanilla is behind in 1 beyond chance (Holm over 16)."
    #expect(conclusion().sentence == evaluation + " In training mode, gtn learners are not counted yet.")
    let both = conclusion(inTraining: true).sentence
    #expect(both.hasPrefix(evaluation))
    #expect(both.contains("In training mode, vanilla learners are less accurate than gtn learners in 0 of 2"))
    #expect(both.hasSuffix("By these averages, the sign under noise depends on the mode."))
  }

  /// Attacked strongly, ordinary networks are behind in both modes: every image falls, and a quarter, a half or three
  /// quarters of those of taught ones stand.
  @Test func strongAttacksJoinTheFamily() throws {
    var settings = SmallCounts.settings(learners: ["base_larger"])
    (settings.strong.images, settings.strong.budgets, settings.strong.costlyBudgets) = (4, [0.05], [0.05])
    let conclusion = ConclusionFindings([:], strong: StrongFindings(Self.attacked(settings), settings), settings)
    let rows = try conclusion.primaryTable().rows
    #expect(rows.map { $0[0] + " " + $0[2] + " " + $0[3] } == ["pgd evaluation −0.500", "pgd training −0.500"])
    #expect(
      conclusion.sentence.hasSuffix("none is beyond chance (Holm over 16)."), "an interval with zero decides nothing")
    let panels = try #require(conclusion.modesFigure(descriptions: [:]))
    #expect(panels.charts.map(\.title) == ["PGD 0.05, base_larger"])
    #expect(panels.charts[0].series.map(\.mean) == [[0.5, 0.5], [0, 0]])
  }

  /// - Parameter all: also by the costlier attacks, which fell one image more.
  private static func attacked(_ settings: Settings, byAll all: Bool = false) -> StrongResults {
    var results = StrongResults(images: 4)
    for trial in 1...3 {
      for mode in EvaluationMode.allCases {
        for attack in StrongAttack.all where attack.kind == .curve || all && attack.isOfWorstCase {
          func record(_ teacher: String?, _ recipe: String, standing: Int) {
            let key = LearnerKey(teacher: teacher, recipe: recipe, learner: "base_larger", trial: trial)
            results.record(
              (0..<4).map { $0 < standing ? .right : .fallen },
              at: StrongUnit(TestedNetwork(key, mode), attack.name, budget: 0))
          }
          record(nil, "vanilla", standing: 0)
          record("base_larger", "gtn", standing: attack.kind == .curve ? trial : trial - 1)
        }
      }
    }
    return results
  }

  /// The words of the answer hold only where every contrast is on their side of zero.
  @Test func answerIsGivenWhereItsWordsHold() throws {
    #expect(conclusion(inTraining: true).answer == nil)
    var settings = SmallCounts.settings(learners: ["base_larger"])
    (settings.strong.images, settings.strong.budgets, settings.strong.costlyBudgets) = (4, [0.05], [0.05])
    func answer(noise: Int, byAll all: Bool = false) -> [String: String]? {
      func findings(_ test: RobustnessTest, training: Int) -> TestFindings {
        SmallCounts.findings(test, settings) { tested, _ in
          tested.key.recipe != "vanilla" ? 50 : tested.mode == .training ? training : 40
        }
      }
      let tests = [
        "noise": findings(.noise, training: noise), "blur": findings(.blur, training: 45),
        "fgsm": findings(.fgsm, training: 70),
      ]
      return ConclusionFindings(
        tests, strong: StrongFindings(Self.attacked(settings, byAll: all), settings), settings
      ).answer
    }
    let found = try #require(answer(noise: 51))
    #expect(found["noiseTraining"] == "+0.010" && found["noiseEvaluation"] == "−0.100")
    #expect(found["pgdTraining"] == "−0.500 [−1.121, +0.121]" && found["trials"] == "3" && found["budget"] == "0.05")
    #expect(found["certainEvaluation"] == "3 of 4, all with vanilla behind")
    #expect(found["certainTraining"] == "3 of 4: vanilla behind in 1, ahead in 2")
    #expect(found["types"] == "3 of 3" && found["fewerLessons"] == "0 of 6")
    #expect(found["noiseTypes"] == "+0.010 (base_larger) with the teacher for base_larger")
    #expect(found["fgsmRelative"] == "none", "its clean images are not counted")
    #expect(found["fewerLessonsRelative"] == "0 of 4")
    #expect(found["worstCase"] == nil)
    #expect(
      answer(noise: 51, byAll: true)?["worstCase"] == "−0.250, where PGD alone leaves −0.500 (base_larger, n = 3)")
    #expect(found["fewerLessonsTrials"] == "3" && found["otherTypes"] == nil)
    #expect(answer(noise: 49) == nil)
  }

  @Test func otherContrastsHaveNoVerdict() throws {
    let table = try conclusion().descriptiveTable()
    #expect(table.columns == ["contrast", "test", "teacher", "published", "evaluation", "training"])
    #expect(table.rows.count == 12)
    #expect(
      table.rows[0] == ["vanilla − gtn", "noise", "base_larger", "+0.220 [+0.195, +0.245]", "primary", "primary"])
    #expect(
      table.rows[1].suffix(3) == ["+0.220 [+0.195, +0.245]", "−0.180 [−0.205, −0.155]", "+0.220 [+0.195, +0.245]"])
  }

  @Test func accuraciesStandBesideReportedOnes() throws {
    let table = try conclusion().robustnessTable()
    #expect(table.columns.count == 2 + 4 * 3 && table.columns[7] == "evaluation: vanilla")
    let noise = table.rows[0]
    #expect(noise[4] == "0.720 ± 0.010" && noise[7] == "0.320 ± 0.010" && noise[9] == "–")
    let reported = Reported.curve("noise", teacher: "base_larger", recipe: "gtn").map(\.mean)
    #expect(noise[12] == formatted(reported.reduce(0, +) / Double(reported.count), "%.3f"))
  }

  /// A line a learner type and recipe; what is counted in one mode is a point.
  @Test func modesAreJoined() throws {
    let panels = try #require(conclusion().modesFigure(descriptions: ["base_larger": "the first"]))
    #expect(panels.charts.map(\.title) == ["noise, base_larger", "blur, base_larger"])
    let noise = panels.charts[0].series
    #expect(noise.filter { $0.name.hasPrefix("gtn, ") }.allSatisfy { $0.x == [1] && $0.mean == [0.5] })
    let learners = ["base_larger", "base_larger3"].filter { learner in
      noise.contains { $0.name.hasSuffix(", \(learner)") }
    }
    #expect(
      noise.count == 3 * learners.count && noise.map(\.dashed) == noise.map { !$0.name.hasSuffix(", base_larger") })
    #expect(
      noise.filter { $0.name.hasPrefix("vanilla, ") }.allSatisfy {
        $0.x == [0, 1] && abs($0.mean[0] - 0.72) < 1e-12 && abs($0.mean[1] - 0.32) < 1e-12
      })
    #expect(panels.charts[0].xNames == ["training", "evaluation"])
    #expect(panels.note?.contains("the first") == true)
  }

  /// A point for each reported one that is computed, and the line on which they would agree.
  @Test func figureShowsReportedPointsBesideOurs() throws {
    let chart = try #require(conclusion().agreementFigure(descriptions: ["base_larger": "the first"]))
    #expect(chart.series.map(\.name) == ["10_gtn", "gtn", "vanilla", "equal"])
    #expect(chart.series.dropLast().allSatisfy { $0.x.count == 20 })
    #expect(chart.note == "teachers the first; quick scale")
  }
}
