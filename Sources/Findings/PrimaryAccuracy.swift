import Robustness
import Study

/// How accurate `base_larger` learners are, trial by trial, in what the primary contrasts are about.
struct PrimaryAccuracy: Sendable {
  let tests: [TestFindings]
  let strong: StrongFindings
  let settings: Settings
  static let learner = Roster.mainLearners[0]
  static let unperturbed = "clean"
  /// In the order of tables.
  static let names = [unperturbed] + Effect.primaryTests.map(\.name) + [Effect.strongTest]

  init(_ counted: PartCounts, _ settings: Settings) {
    tests = Effect.primaryTests.compactMap { test in
      counted.tests[test.name].map { TestFindings(test, $0, settings, admitted: [:]) }
    }
    strong = StrongFindings(counted.strong, settings)
    self.settings = settings
  }

  /// What tables call a name: "pgd at 0.05".
  func title(_ name: String) -> String {
    name == Effect.strongTest ? "\(name) at \(decimal(strong.primaryBudget))" : name
  }

  /// What stands above a chart.
  func heading(_ name: String) -> String {
    tests.first { $0.test.name == name }?.title
      ?? (name == Effect.strongTest ? "PGD at \(decimal(strong.primaryBudget))" : name)
  }

  /// Without perturbation, over all strengths of a test, or under the strongest PGD at the primary budget; nil while a count
  /// is missing.
  func callAsFunction(_ name: String, _ recipe: Recipe, _ teacher: String, _ mode: EvaluationMode, _ trial: Int)
    -> Double?
  {
    if name == Effect.strongTest {
      return strong.worst(tested(recipe, teacher, mode, trial), at: strong.primaryBudget, cheapOnly: true)
    }
    let kind = EvaluationProtocol.of(mode)
    if name == Self.unperturbed {
      guard let test = tests.first else { return nil }
      return test.cleanCount(kind, teacher, recipe, Self.learner, trial).map { Double($0) / Double(test.results.total) }
    }
    guard let test = tests.first(where: { $0.test.name == name }) else { return nil }
    let counts = test.counts(kind, teacher, recipe, Self.learner, trial)
    guard counts.count == test.results.strengths.count else { return nil }
    return Double(counts.reduce(0, +)) / Double(counts.count * test.results.total)
  }

  func tested(_ recipe: Recipe, _ teacher: String, _ mode: EvaluationMode, _ trial: Int) -> TestedNetwork {
    TestedNetwork(
      LearnerKey(
        teacher: recipe.needsTeacher ? teacher : nil, recipe: recipe.name, learner: Self.learner, trial: trial), mode)
  }

  /// By trial; those that are not counted are left out.
  func byTrial(_ name: String, _ recipe: Recipe, _ teacher: String, _ mode: EvaluationMode) -> [Int: Double] {
    let found = (1...settings.trials).compactMap { trial in
      self(name, recipe, teacher, mode, trial).map { (trial, $0) }
    }
    return Dictionary(uniqueKeysWithValues: found)
  }
}

/// a − b over the trials that have both.
func paired(_ a: [Int: Double], _ b: [Int: Double]) -> [Int: Double] {
  Dictionary(uniqueKeysWithValues: a.compactMap { trial, value in b[trial].map { (trial, value - $0) } })
}

extension PairedMean {
  /// nil without differences.
  init?(_ differences: [Int: Double]) { self.init(differences.sorted { $0.key < $1.key }.map(\.value)) }
}
