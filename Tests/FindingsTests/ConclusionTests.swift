import Figures
import Robustness
import Study
import Testing

@testable import Findings

@Suite("Conclusion")
struct ConclusionTests {
  private let claim = Claim.all[0]

  private func judgement(_ verdict: Verdict, _ kind: EvaluationProtocol) -> Judgement {
    let difference =
      switch verdict {
      case .holds: 0.1
      case .doesNotHold: -0.1
      case .undecided: 0.0
      }
    return Judgement(
      claim: claim, test: "noise", teacher: "base_larger", evaluation: kind,
      byTrial: Array(repeating: difference, count: 3))
  }

  @Test func verdictsAreCountedByProtocolAndTogether() {
    let verdicts: [(Verdict, Verdict)] = [
      (.holds, .holds), (.holds, .doesNotHold), (.holds, .doesNotHold), (.holds, .undecided),
      (.doesNotHold, .holds), (.doesNotHold, .doesNotHold), (.undecided, .holds),
    ]
    let answer = Answer(
      claim: claim,
      statements: verdicts.map { Statement(judgements: [judgement($0, .published), judgement($1, .evaluation)]) })
    #expect(answer.count(.holds, .published) == 4)
    #expect(answer.count(.doesNotHold, .published) == 2)
    #expect(answer.count(.holds, .evaluation) == 3)
    #expect(answer.count(.doesNotHold, .evaluation) == 3)
    #expect(answer.countUnderAll(.holds) == 1)
    #expect(answer.countUnderAll(.doesNotHold) == 1)
    #expect(answer.reversed == 2, "what turns the other way round does not count")
    #expect(answer.statements.count(where: \.changes) == 5)
  }

  @Test func standingsReadAsSentences() {
    let standing = Standing(ahead: ["noise", "blur", "fgsm"], behind: [], undecided: ["lbfgs"])
    #expect(standing.text == "ahead under noise, blur and fgsm, undecided under lbfgs")
    #expect(
      standing.predicate
        == "do better under noise, blur and fgsm, and neither better nor worse for certain under lbfgs")
    #expect(enumerated([]) == "none")
    #expect(enumerated(["noise"]) == "noise")
  }

  /// Ordinary networks ahead as published, behind in evaluation mode under noise, equal under blur.
  private func conclusion(trials: Int = 3) -> ConclusionFindings {
    let settings = SmallCounts.settings(trials: trials)
    func findings(_ test: RobustnessTest, _ vanilla: (EvaluationMode) -> Int) -> TestFindings {
      SmallCounts.findings(test, settings) { tested, _ in
        tested.key.recipe == "vanilla" ? vanilla(tested.mode) : 50
      }
    }
    return ConclusionFindings(
      ["noise": findings(.noise) { $0 == .training ? 70 : 30 }, "blur": findings(.blur) { _ in 50 }], settings)
  }

  @Test func whatIsTurnedRoundIsListed() throws {
    let conclusion = conclusion()
    #expect(conclusion.tests.map(\.test.name) == ["noise", "blur"])
    #expect(conclusion.statements.count == 12)
    #expect(conclusion.unjudged == 0)
    let changes = try conclusion.changesTable()
    #expect(changes.columns.suffix(3) == ["published", "evaluation", "trials"])
    // Clean images of the noise test are those of its first strength: nothing is lost by perturbation.
    #expect(changes.rows.map { $0[3] } == ["vanilla − gtn", "vanilla − 10_gtn"])
    #expect(changes.rows.allSatisfy { $0[0] == "noise" && $0.suffix(3) == ["holds", "does not hold", "3"] })
    let answers = try conclusion.answersInShort().rows
    #expect(answers.count == 6)
    #expect(answers[1] == ["vanilla − gtn", "2", "1 hold, 0 do not", "0 hold, 1 do not", "0 hold, 0 do not", "1"])
    #expect(try conclusion.claimsTable().rows.count == 24)
    #expect(
      conclusion.sentence
        == "In the published protocol, vanilla learners, compared with gtn learners of teacher base_larger, do better"
        + " under noise, and neither better nor worse for certain under blur; with every network in evaluation mode"
        + " they do worse under noise, and neither better nor worse for certain under blur (3 of 3 trials).")
  }

  /// Two trials decide nothing, and the sentence claims nothing.
  @Test func nothingIsDecidedByTwoTrials() throws {
    let conclusion = conclusion(trials: 2)
    #expect(conclusion.unjudged == 12)
    #expect(try conclusion.changesTable().rows.isEmpty)
    #expect(!conclusion.sentence.contains("do better"))
    #expect(conclusion.sentence.contains("do neither better nor worse for certain under noise and blur"))
  }

  @Test func accuraciesStandBesideReportedOnes() throws {
    let table = try conclusion().robustnessTable()
    #expect(table.columns.count == 2 + 3 * 3 && table.columns[7] == "evaluation: vanilla")
    let noise = table.rows[0]
    #expect(noise[4] == "0.700 ± 0.000" && noise[7] == "0.300 ± 0.000")
    let reported = Reported.curve("noise", teacher: "base_larger", recipe: "gtn").map(\.mean)
    #expect(noise[9] == formatted(reported.reduce(0, +) / Double(reported.count), "%.3f"))
  }

  /// A point for each reported one that is computed, and the line on which they would agree.
  @Test func figureShowsReportedPointsBesideOurs() throws {
    let panels = try #require(conclusion().figure(descriptions: ["base_larger": "the first"]))
    #expect(panels.charts.map(\.title) == ["published protocol", "evaluation protocol"])
    #expect(panels.charts[0].series.map(\.name) == ["10_gtn", "gtn", "vanilla", "equal"])
    #expect(panels.charts[0].series.dropLast().allSatisfy { $0.x.count == 20 })
    #expect(panels.note?.hasPrefix("teachers the first; quick scale;") == true)
    #expect(panels.note?.contains("60 of 198") == true)
  }
}
