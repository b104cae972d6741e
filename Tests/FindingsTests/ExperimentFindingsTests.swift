import Robustness
import Study
import Testing

@testable import Findings

/// An experiment beside the report, on numbers that are made up.
@Suite("Findings of an experiment")
struct ExperimentFindingsTests {
  /// Three trials of vanilla, which are right about 10, 20 and 60 images; the control has the first two, at 20 and 40.
  private func findings() -> ExperimentFindings {
    let settings = SmallCounts.settings(learners: ["base_larger"])
    var results = SmallCounts.results(.noise, settings) { tested, _ in
      tested.key.recipe == "vanilla" ? [10, 20, 60][tested.key.trial - 1] : nil
    }
    for trial in 1...2 {
      for mode in EvaluationMode.allCases {
        let key = LearnerKey(teacher: nil, recipe: "vanilla_64", learner: "base_larger", trial: trial)
        for strength in results.strengths.indices {
          results.record(20 * trial, at: CountUnit(TestedNetwork(key, mode), strength: strength))
        }
      }
    }
    return ExperimentFindings(.controls, ["noise": results], contrasts: [("vanilla_64", "vanilla")], settings)
  }

  /// Accuracies stand side by side over the trials that all have, so that they differ by the contrast.
  @Test func recipesAreShownOverTheSameTrials() throws {
    let table = try findings().table()
    let row = try #require(table.rows.first)
    func cell(_ column: String) throws -> String { row[try #require(table.columns.firstIndex(of: column))] }
    #expect(try cell("vanilla").hasPrefix("0.150") && cell("vanilla_64").hasPrefix("0.300"))
    #expect(try cell("gtn") == "–" && cell("trials") == "2")
    #expect(try #require(findings().contrastTable().rows.first).contains { $0.hasPrefix("+0.150") })
    let series = try #require(findings().figure("base_larger")).charts[0].series
    #expect(
      series.map(\.name) == ["vanilla", "vanilla_64"]
        && series.map { formatted($0.mean[0], "%.3f") } == ["0.150", "0.300"])
  }
}
