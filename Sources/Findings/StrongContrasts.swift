import Study

// The primary contrasts under attacks that work: what projected gradient descent leaves at one budget.

extension Effect {
  /// What tables and files call the strong attacks, beside the names of the report's tests.
  public static let strongTest = "pgd"
}

extension StrongFindings {
  /// The budget of the primary contrasts, in grey levels between 0 and 1: .05 at report scale.
  public var primaryBudget: Double { strong.costlyBudgets[0] }

  /// The learner types of the primary contrasts: the report's two, as in its own tests.
  var primaryLearners: [String] { Roster.mainLearners.filter(settings.learners.contains) }

  /// vanilla − gtn with each teacher in each mode: for every trial the mean over ``primaryLearners`` of the part of the
  /// images that stand under all PGDs of the curve (``worst(_:at:cheapOnly:)``); nil while one of these is missing for
  /// either type. The costlier attacks, which only part of the networks get, are not in it.
  public var effects: [Effect] {
    settings.teachers.flatMap { teacher in
      [EvaluationProtocol.evaluation, .training].map { kind in
        Effect(
          contrast: .main, test: Effect.strongTest, teacher: teacher.name, evaluation: kind,
          byTrial: (1...settings.trials).map { difference(teacher.name, kind, trial: $0) })
      }
    }
  }

  private func difference(_ teacher: String, _ kind: EvaluationProtocol, trial: Int) -> Double? {
    let differences = primaryLearners.compactMap { learner -> Int? in
      guard let vanilla = standing(.vanilla, nil, learner, kind, trial),
        let taught = standing(.gtn, teacher, learner, kind, trial)
      else { return nil }
      return vanilla - taught
    }
    guard !differences.isEmpty, differences.count == primaryLearners.count else { return nil }
    // Whole numbers up to here: equal counts have to give zero.
    return Double(differences.reduce(0, +)) / Double(differences.count * results.images)
  }

  /// Images that stand under all PGDs of the curve at the primary budget; nil while one is missing.
  private func standing(
    _ recipe: Recipe, _ teacher: String?, _ learner: String, _ kind: EvaluationProtocol, _ trial: Int
  )
    -> Int?
  {
    guard let mode = kind.mode(of: recipe) else { return nil }
    let key = LearnerKey(teacher: teacher, recipe: recipe.name, learner: learner, trial: trial)
    return worst(TestedNetwork(key, mode), at: primaryBudget, cheapOnly: true)
      .map { Int(($0 * Double(results.images)).rounded()) }
  }

  /// What stands over the trials, for the figure of the modes.
  func standing(_ kind: EvaluationProtocol, teacher: String, _ recipe: Recipe, _ learner: String) -> Spread? {
    let counts = (1...settings.trials).compactMap {
      standing(recipe, recipe.needsTeacher ? teacher : nil, learner, kind, $0)
    }
    return Spread(counts.map { Double($0) / Double(results.images) })
  }
}
