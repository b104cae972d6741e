import Robustness
import Study

/// How many images of a test are put into the right class. Whole numbers up to the last division: equal counts have to give a
/// difference of zero.
struct RightOf: Sendable, Equatable {
  let right: Int
  let of: Int
  var part: Double { Double(right) / Double(of) }
}

/// How accurate `base_larger` learners are, trial by trial, in what the primary contrasts are about.
struct PrimaryAccuracy: Sendable {
  let tests: [TestFindings]
  let strong: StrongFindings
  let settings: Settings
  static let learner = Roster.mainLearners[0]
  static let unperturbed = "clean"
  static let perturbed = Effect.primaryTests.map(\.name) + [Effect.strongTest]
  /// In the order of tables.
  static let names = [unperturbed] + perturbed
  static let modes: [EvaluationMode] = [.evaluation, .training]

  init(_ counted: PartCounts, _ settings: Settings) {
    tests = Effect.primaryTests.compactMap { test in
      counted.tests[test.name].map { TestFindings(test, $0, settings, admitted: [:]) }
    }
    strong = StrongFindings(counted.strong, settings)
    self.settings = settings
  }

  /// What tables and figures call a name: "FGSM", "PGD at 0.05".
  func title(_ name: String) -> String {
    if name == Effect.strongTest { return "PGD at \(decimal(strong.primaryBudget))" }
    return tests.first { $0.test.name == name }?.title ?? name
  }

  /// Without perturbation, over all strengths of a test, or under three kinds of PGD at the primary budget; nil while a count
  /// is missing.
  func count(_ name: String, _ recipe: Recipe, _ teacher: String, _ mode: EvaluationMode, _ trial: Int) -> RightOf? {
    if name == Effect.strongTest {
      let images = strong.results.images
      return strong.worst(tested(recipe, teacher, mode, trial), at: strong.primaryBudget, cheapOnly: true)
        .map { RightOf(right: Int(($0 * Double(images)).rounded()), of: images) }
    }
    guard let test = name == Self.unperturbed ? tests.first : tests.first(where: { $0.test.name == name }) else {
      return nil
    }
    let kind = EvaluationProtocol.of(mode)
    if name == Self.unperturbed {
      return test.cleanCount(kind, teacher, recipe, Self.learner, trial)
        .map { RightOf(right: $0, of: test.results.total) }
    }
    let counts = test.counts(kind, teacher, recipe, Self.learner, trial)
    guard counts.count == test.results.strengths.count else { return nil }
    return RightOf(right: counts.reduce(0, +), of: counts.count * test.results.total)
  }

  func tested(_ recipe: Recipe, _ teacher: String, _ mode: EvaluationMode, _ trial: Int) -> TestedNetwork {
    TestedNetwork(
      LearnerKey(
        teacher: recipe.needsTeacher ? teacher : nil, recipe: recipe.name, learner: Self.learner, trial: trial), mode)
  }

  /// By trial; those that are not counted are left out.
  func byTrial(_ name: String, _ recipe: Recipe, _ teacher: String, _ mode: EvaluationMode) -> [Int: RightOf] {
    let found = (1...settings.trials).compactMap { trial in
      count(name, recipe, teacher, mode, trial).map { (trial, $0) }
    }
    return Dictionary(uniqueKeysWithValues: found)
  }
}

/// a − b over the trials that have both, of equally many images.
func paired(_ a: [Int: RightOf], _ b: [Int: RightOf]) -> [Int: Double] {
  Dictionary(
    uniqueKeysWithValues: a.compactMap { trial, a in
      b[trial].flatMap { b in a.of == b.of ? (trial, Double(a.right - b.right) / Double(a.of)) : nil }
    })
}

extension MeanDifference {
  /// nil without differences.
  init?(_ differences: [Int: Double]) { self.init(differences.sorted { $0.key < $1.key }.map(\.value)) }
}
