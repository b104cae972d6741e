import Figures
import Foundation
import Robustness
import Study

/// What strong attacks leave: curves, tables, and the checks by which they are trusted.
public struct StrongFindings: Sendable {
  let results: StrongResults
  let settings: Settings
  private let descriptions: [String: String]
  var strong: StrongSettings { settings.strong }

  /// - Parameter descriptions: what figures call the teachers, by name.
  public init(_ results: StrongResults, _ settings: Settings, descriptions: [String: String] = [:]) {
    (self.results, self.settings, self.descriptions) = (results, settings, descriptions)
  }

  /// Networks that differ by trial alone.
  struct Group: Hashable {
    let teacher: String?
    let recipe: String
    let learner: String
    var name: String { recipe + (teacher.map { " of \($0)" } ?? "") }
  }

  /// In the order of tables.
  var groups: [Group] {
    let known = results.tested.map { Group(teacher: $0.key.teacher, recipe: $0.key.recipe, learner: $0.key.learner) }
    let teachers: [String?] = [nil] + settings.teachers.map(\.name)
    return settings.learners.flatMap { learner in
      [Recipe.vanilla.name, Recipe.gtn.name, "adversarial"].flatMap { recipe in
        teachers.map { Group(teacher: $0, recipe: recipe, learner: learner) }
      }
    }.filter(known.contains)
  }

  func networks(_ group: Group, _ mode: EvaluationMode) -> [TestedNetwork] {
    (1...settings.trials).map { trial in
      TestedNetwork(
        LearnerKey(teacher: group.teacher, recipe: group.recipe, learner: group.learner, trial: trial), mode)
    }
  }

  // MARK: What is left

  /// The part of the images that one attack leaves right, of those that it was asked for.
  func left(_ tested: TestedNetwork, _ attack: String, budget: Int) -> Double? {
    guard let outcomes = results[tested, attack, budget: budget] else { return nil }
    let asked = outcomes.filter { $0 != .notAsked }
    return asked.isEmpty ? nil : Double(asked.count { $0 == .right }) / Double(asked.count)
  }

  /// The same at a budget in grey levels.
  func left(_ tested: TestedNetwork, _ attack: StrongAttack, at budget: Double) -> Double? {
    strong.budgets(of: attack).firstIndex(of: budget).flatMap { left(tested, attack.name, budget: $0) }
  }

  /// The part of the images that no attack of the worst case changes at a budget; nil before all of these are done there.
  ///
  /// - Parameter cheapOnly: leaves out those that are not run at all budgets, so that budgets can be compared.
  func worst(_ tested: TestedNetwork, at budget: Double, cheapOnly: Bool = false) -> Double? {
    var standing = [Bool](repeating: true, count: results.images)
    for attack in StrongAttack.all where cheapOnly ? attack.kind == .curve : attack.isOfWorstCase {
      guard let place = strong.budgets(of: attack).firstIndex(of: budget) else { continue }
      guard let outcomes = results[tested, attack.name, budget: place] else { return nil }
      for (image, outcome) in outcomes.enumerated() where outcome == .fallen { standing[image] = false }
    }
    return Double(standing.count { $0 }) / Double(results.images)
  }

  func clean(_ tested: TestedNetwork) -> Double? { left(tested, StrongResults.clean, budget: 0) }

  func spread(_ group: Group, _ mode: EvaluationMode, _ value: (TestedNetwork) -> Double?) -> Spread? {
    Spread(networks(group, mode).compactMap(value))
  }

  // MARK: Figures

  /// Accuracy against the budget: a row of panels a mode, a column a learner type; solid the worst case over PGD, dashed the
  /// cross-entropy climbed as the report's attacks do.
  public func figure(_ teacher: String) -> ChartPanels? {
    // Of some types only one budget is attacked: that is no curve.
    let learners = settings.learners.filter { learner in
      groups.contains { group in
        group.learner == learner
          && (curve(group, .evaluation, "", dashed: false) { worst($0, at: $1, cheapOnly: true) }?.x.count ?? 0) > 1
      }
    }
    let charts = EvaluationMode.allCases.flatMap { mode in
      learners.compactMap { learner -> LineChart? in
        let shown = groups.filter { $0.learner == learner && ($0.teacher == nil || $0.teacher == teacher) }
        let series = shown.flatMap { group in
          [
            curve(group, mode, group.recipe, dashed: false) { worst($0, at: $1, cheapOnly: true) },
            curve(group, mode, "as run", dashed: true) { left($0, .asRun, at: $1) },
          ].compactMap { $0 }
        }
        guard !series.isEmpty else { return nil }
        return LineChart(
          title: "\(learner), \(mode.rawValue) mode", xLabel: "largest change of a pixel", yLabel: "accuracy",
          xRange: 0...1.04 * (strong.budgets.max() ?? 1), yRange: 0...1, series: series)
      }
    }
    guard !charts.isEmpty else { return nil }
    return ChartPanels(
      charts: charts, columns: charts.count > 2 ? learners.count : charts.count,
      note: "teacher \(descriptions[teacher] ?? teacher), \(settings.scale.rawValue) scale; \(results.images) images")
  }

  /// How many trials of ordinary networks and of those of a teacher are behind each budget of its figure: "3 at 0.01, 5 at 0.05".
  public func trialsOfFigure(_ teacher: String) -> String {
    let shown = groups.filter {
      $0.recipe != "adversarial" && $0.learner == Roster.mainLearners[0] && ($0.teacher ?? teacher) == teacher
    }
    return strong.budgets.compactMap { budget -> String? in
      let counts = shown.map { group in
        networks(group, .evaluation).count { worst($0, at: budget, cheapOnly: true) != nil }
      }.filter { $0 > 0 }
      return counts.isEmpty ? nil : "\(range(counts)) at \(decimal(budget))"
    }.joined(separator: ", ")
  }

  private func curve(
    _ group: Group, _ mode: EvaluationMode, _ name: String, dashed: Bool,
    _ value: (TestedNetwork, Double) -> Double?
  ) -> Series? {
    guard let recipe = Recipes.named(group.recipe) else { return nil }
    let points = strong.budgets.compactMap { budget in
      spread(group, mode) { value($0, budget) }.map { (budget, $0) }
    }
    guard !points.isEmpty else { return nil }
    return Series(
      name: name, style: recipe.look, x: points.map(\.0), mean: points.map(\.1.mean),
      band: !dashed && points.contains { $0.1.deviation != nil } ? points.map { $0.1.deviation ?? 0 } : nil,
      dashed: dashed)
  }

  /// At the largest of the costly budgets: what the attack as run leaves in training mode, and what three kinds of PGD leave in
  /// either, over the trials that have all three.
  public var sentence: String {
    guard let budget = strong.costlyBudgets.last else { return "" }
    let parts = groups.filter { $0.recipe != "adversarial" }.compactMap { group -> String? in
      let values = zip(networks(group, .training), networks(group, .evaluation)).compactMap { training, evaluation in
        threeNumbers(
          left(training, .asRun, at: budget), worst(training, at: budget, cheapOnly: true),
          worst(evaluation, at: budget, cheapOnly: true))
      }
      guard let count = values.first?.count else { return nil }
      let means = (0..<count).map { place in
        formatted(values.map { $0[place] }.reduce(0, +) / Double(values.count), "%.3f")
      }
      return "\(group.learner) by \(group.name) keeps \(means[0]), \(means[1]) and \(means[2])"
        + " (n = \(values.count))"
    }
    guard !parts.isEmpty else { return "Nothing is attacked yet." }
    return
      "Accuracy where a pixel may change by \(decimal(budget)), in training mode under the report's kind of attack and under"
      + " three kinds of PGD together, and in evaluation mode under these three: " + parts.joined(separator: "; ") + "."
  }

  private func threeNumbers(_ numbers: Double?...) -> [Double]? {
    let known = numbers.compactMap { $0 }
    return known.count == numbers.count ? known : nil
  }
}
