import Findings
import Robustness
import Study

/// Counts of a test over few networks, for tests of what is derived from them.
enum SmallCounts {
  static let learners = ["base_larger", "base_larger3", "linear"]

  /// - Parameter teachers: names.
  static func settings(
    _ scale: Scale = .quick, teachers: [String] = ["base_larger"], learners: [String] = learners, trials: Int = 3
  ) -> Settings {
    var settings = Settings(scale)
    settings.teachers = teachers.map { name in
      var plan = TeacherPlan(for: "base_larger")
      plan.name = name
      return plan
    }
    settings.learners = learners
    settings.trials = trials
    return settings
  }

  /// - Parameter counted: the count of a network at a strength; an attack moves images by known distances.
  static func results(
    _ test: RobustnessTest, _ settings: Settings = settings(), total: Int = 100, clean: ((TestedNetwork) -> Int)? = nil,
    counted: (TestedNetwork, Double) -> Int?
  ) -> TestResults {
    var results = TestResults(test: test.name, strengths: test.strengths, total: total, isAttack: test.isAttack)
    for tested in networks(settings) {
      for (index, strength) in test.strengths.enumerated() {
        guard let count = counted(tested, strength) else { continue }
        let place = Double(settings.learners.firstIndex(of: tested.key.learner) ?? 0)
        let moved = Distance(mean: 0.1 + 0.01 * place, largest: 0.2 * Double(index + 1), largestPixel: 0.3)
        results.record(
          count, clean: clean?(tested), moved: test.isAttack ? moved : nil, at: CountUnit(tested, strength: index))
      }
    }
    return results
  }

  static func networks(_ settings: Settings) -> [TestedNetwork] {
    Recipes.reported.flatMap { recipe in
      (recipe.needsTeacher ? settings.teachers.map { $0.name as String? } : [nil]).flatMap { teacher in
        settings.learners.flatMap { learner in
          (1...settings.trials).flatMap { trial in
            EvaluationMode.allCases.map { mode in
              TestedNetwork(LearnerKey(teacher: teacher, recipe: recipe.name, learner: learner, trial: trial), mode)
            }
          }
        }
      }
    }
  }

  static func findings(
    _ test: RobustnessTest, _ settings: Settings = settings(), total: Int = 100, admitted: [String: [String]] = [:],
    clean: ((TestedNetwork) -> Int)? = nil, counted: (TestedNetwork, Double) -> Int?
  ) -> TestFindings {
    TestFindings(
      test, results(test, settings, total: total, clean: clean, counted: counted), settings, admitted: admitted)
  }
}

extension Recipe {
  static let gtn = Recipes.named("gtn")!
  static let vanilla = Recipes.named("vanilla")!
}
