import Robustness
import Study
import Testing

@testable import Findings

/// The question on two data sets, on counts made by hand.
@Suite("Findings on another data set")
struct OtherDataFindingsTests {
  private static var settings: Settings {
    var settings = SmallCounts.settings(learners: ["base_larger"], trials: 3)
    (settings.strong.images, settings.strong.budgets, settings.strong.costlyBudgets) = (4, [0.05, 0.1], [0.05])
    return settings
  }

  /// `vanilla` is right in 50 of 100 images, `gtn` in so many more as its trial says, ten times as many in training mode;
  /// PGD leaves one of four images of `vanilla` and two of `gtn`.
  private func data(_ name: String, lead: Int, trials: Int) -> OtherDataFindings.Data {
    func count(_ tested: TestedNetwork) -> Int {
      guard tested.key.recipe == "gtn" else { return 50 }
      return 50 + lead * tested.key.trial * (tested.mode == .training ? 10 : 1)
    }
    func isCounted(_ tested: TestedNetwork) -> Bool { tested.key.recipe != "10_gtn" && tested.key.trial <= trials }
    let results = Effect.primaryTests.map { test in
      (
        test.name,
        SmallCounts.results(test, Self.settings, clean: { _ in 90 }) { tested, _ in
          isCounted(tested) ? count(tested) : nil
        }
      )
    }
    var strong = StrongResults(images: 4)
    for tested in SmallCounts.networks(Self.settings) where isCounted(tested) {
      for attack in StrongAttack.all where attack.kind == .curve {
        let left = tested.key.recipe == "gtn" ? 2 : 1
        strong.record(
          (0..<4).map { $0 < left ? .right : .fallen }, at: StrongUnit(tested, attack.name, budget: 0))
      }
    }
    return OtherDataFindings.Data(
      name, PartCounts(tests: Dictionary(uniqueKeysWithValues: results), strong: strong), Self.settings)
  }

  private func findings(lead: Int, trials: Int = 2) -> OtherDataFindings {
    OtherDataFindings(
      data("clothes", lead: lead, trials: trials), beside: data("digits", lead: 1, trials: 3), teacher: "base_larger",
      described: "base_larger after 2 of 4 outer steps")
  }

  private func row(_ test: String, _ mode: EvaluationMode, _ findings: OtherDataFindings) throws
    -> OtherDataFindings.Row
  {
    try #require(findings.rows.first { $0.test == test && $0.mode == mode })
  }

  @Test func differencesArePairedOverTheSameTrials() throws {
    let findings = findings(lead: 2)
    #expect(findings.rows.count == 2 * 5)
    let noise = try row("noise", .evaluation, findings)
    // Trials 1 and 2: −0.02 and −0.04; of the others' three −0.01 and −0.02.
    #expect(abs((noise.other?.mean ?? 0) + 0.03) < 1e-12 && noise.other?.count == 2)
    #expect(abs((noise.own?.mean ?? 0) + 0.015) < 1e-12 && noise.own?.count == 2)
    let training = try row("fgsm", .training, findings)
    #expect(abs((training.other?.mean ?? 0) + 0.3) < 1e-12)
    #expect(try row("pgd", .training, findings).other?.mean == -0.25)
    // Corruptions begin with the images as they are.
    #expect(abs((try row("clean", .evaluation, findings).other?.mean ?? 0) + 0.03) < 1e-12)
  }

  @Test func theSentenceCountsWhatAgrees() {
    #expect(
      findings(lead: 2).sentence.hasPrefix(
        "On clothes, with the teacher base_larger after 2 of 4 outer steps, vanilla − gtn is in evaluation mode −0.030 under"
          + " noise (digits: −0.015), "))
    // Two trials have intervals that reach zero, but for PGD, where they are equal.
    #expect(
      findings(lead: 2).sentence.hasSuffix(
        "in 8 of 8 comparisons of test and mode; in 2 of these both intervals leave out zero."))
    #expect(findings(lead: -2).sentence.contains("in 2 of 8 comparisons"))
    #expect(findings(lead: 2, trials: 0).sentence == "Nothing is counted yet.")
    #expect(findings(lead: 2, trials: 0).figure == nil)
  }

  @Test func theTableAndTheFigureShowAll() throws {
    let findings = findings(lead: 2)
    let table = try findings.table()
    #expect(table.columns[2].hasPrefix("clothes: ") && table.columns[3].hasPrefix("digits: "))
    #expect(table.rows.count == 10 && table.rows.allSatisfy { $0.last == "2" })
    let charts = try #require(findings.figure).charts
    #expect(charts.count == 4)
    for chart in charts {
      #expect(chart.series.map(\.name) == ["vanilla", "vanilla", "gtn", "gtn"])
      #expect(chart.series.map(\.dashed) == [false, true, false, true])
      #expect(chart.series.map(\.labelled) == [true, false, true, false])
    }
  }
}
