import Testing

@testable import Notebook
@testable import Robustness

@Suite("Answers")
struct AnswersTests {
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
      claim: claim, pairs: verdicts.map { (judgement($0, .published), judgement($1, .consistent)) })
    #expect(answer.statements == 7)
    #expect(answer.count(.holds, .published) == 4)
    #expect(answer.count(.doesNotHold, .published) == 2)
    #expect(answer.count(.holds, .consistent) == 3)
    #expect(answer.count(.doesNotHold, .consistent) == 3)
    #expect(answer.countUnderBoth(.holds) == 1)
    #expect(answer.countUnderBoth(.doesNotHold) == 1)
    #expect(answer.reversed == 2, "what turns the other way round does not count")
  }

  @Test func standingsReadAsSentences() {
    let standing = Standing(ahead: ["noise", "blur", "fgsm"], behind: [], undecided: ["lbfgs"])
    #expect(standing.text == "ahead under noise, blur and fgsm, undecided under lbfgs")
    #expect(enumerated([]) == "none")
    #expect(enumerated(["noise"]) == "noise")
  }

  /// Signed means and the differences of largest size, figure by figure; a dash where nothing is counted.
  @Test func differencesKeepTheirSigns() throws {
    let results = SmallSweep.results(.fgsm) { labels in labels[2] == "gtn" ? 0 : 100 }
    let run = Run(Cells.fgsm, try Options.parse(["--scale", "quick"]))
    let comparison = ReportedComparison(["fgsm": SweepFigures(.fgsm, results, run, admitted: [:])])
    let rows = try comparison.differences().rows
    #expect(rows.count == 8)
    let row = try #require(rows.first { $0[0] == "fgsm" && $0[1] == "base_larger" })
    let reported = Reported.curve("fgsm", teacher: "base_larger", .gtn).map(\.mean)
    let mean = reported.reduce(0, +) / Double(reported.count)
    #expect(row[3] == String(format: "-%.3f (-%.3f)", mean, reported.max() ?? 0))
    #expect(row[2].hasPrefix("+") && row[4].hasPrefix("+"))
    #expect(
      rows.filter { $0[0] != "fgsm" || $0[1] != "base_larger" }.allSatisfy { $0[2...] == ["–", "–", "–"] })
  }

  /// Means over strengths and the figure's learner types, trial by trial; a trial with a hole does not count.
  @Test func accuracyOverStrengths() throws {
    let results = SmallSweep.results(.fgsm) { labels in
      if labels[4] == "3.0", labels[3] == "base_larger", labels[5] == "0.02" { return nil }
      let trial = labels[4] == "1.0" ? 0 : 10
      // The third type is none of the report's.
      return labels[3] == "base_larger" ? 40 + trial : labels[3] == "base_larger3" ? 60 + trial : 0
    }
    let run = Run(Cells.fgsm, try Options.parse(["--scale", "quick"]))
    let figures = SweepFigures(.fgsm, results, run, admitted: [:])
    let spread = try #require(figures.overStrengths(.consistent, teacher: "base_larger", .gtn))
    #expect(spread.count == 2)
    #expect(abs(spread.mean - 0.55) < 1e-12)
    #expect(abs(try #require(spread.deviation) - 0.05) < 1e-12)
  }
}
