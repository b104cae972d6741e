import Robustness
import Testing

@testable import Study

@Suite("Which counts are missing")
struct MissingCountsTests {
  private let counts = Study(Settings(.smoke), seed: 1).counts(.noise)

  private func units(
    _ learners: [String], _ recipes: [Recipe], _ trials: [Int], _ modes: [EvaluationMode], strengths: Int = 10
  ) -> [CountUnit] {
    trials.flatMap { trial in
      counts.study.keys(learners, recipes).filter { $0.trial == 1 }.flatMap { key in
        let key = LearnerKey(teacher: key.teacher, recipe: key.recipe, learner: key.learner, trial: trial)
        return modes.flatMap { mode in
          (0..<strengths).map { CountUnit(TestedNetwork(key, mode), strength: $0) }
        }
      }
    }
  }

  /// What would be twenty nearly equal lines is one.
  @Test func networksAreToldTogether() {
    let vanilla = units(["base", "linear"], [.vanilla], [1, 2, 3], [.training], strengths: 4)
    #expect(
      counts.describe(missing: vanilla) == [
        "noise.h5: base and linear by vanilla, trials 1 to 3, training mode: 4 of 10 strengths"
      ])
    let all = units(Settings(.smoke).learners, counts.roster.recipes, [4, 5], counts.modes)
    #expect(
      counts.describe(missing: all) == [
        "noise.h5: \(Settings(.smoke).learners.count) learner types by all recipes, trials 4 and 5, training and evaluation"
          + " modes: 10 of 10 strengths"
      ])
    #expect(counts.describe(missing: vanilla + all).count == 2)
    #expect(counts.describe(missing: []) == [])
  }

  /// One network keeps its line, and what is no product is told in parts.
  @Test func nothingIsToldThatIsNotMissing() {
    let one = units(["base"], [.vanilla], [1], [.training], strengths: 3)
    #expect(
      counts.describe(missing: one) == ["noise.h5: base by vanilla, trial 1, training mode: 3 of 10 strengths"])
    let other = units(["linear"], [.vanilla], [2], [.training], strengths: 3)
    #expect(
      counts.describe(missing: one + other) == [
        "noise.h5: base by vanilla, trial 1, training mode: 3 of 10 strengths",
        "noise.h5: linear by vanilla, trial 2, training mode: 3 of 10 strengths",
      ])
  }
}
