import Figures
import Study

/// Test accuracy of every learner in evaluation mode, and which learner types can be taught.
public struct AccuracyFindings: Sendable {
  private let results: TestResults
  private let settings: Settings

  /// - Parameter results: of the test without perturbation.
  public init(_ results: TestResults, _ settings: Settings) {
    self.results = results
    self.settings = settings
  }

  /// Over the trials counted; nil while there are none.
  public func spread(_ teacher: String, _ recipe: Recipe, _ learner: String) -> Spread? {
    Spread(
      (1...settings.trials).compactMap { trial in
        let key = LearnerKey(
          teacher: recipe.needsTeacher ? teacher : nil, recipe: recipe.name, learner: learner, trial: trial)
        return results[TestedNetwork(key, .evaluation), 0].map { Double($0) / Double(results.total) }
      })
  }

  /// One row for each teacher and learner type: mean accuracy and its spread for every recipe, the trials they rest on,
  /// whether the type passes the criterion, and the slides' numbers.
  public func table() throws -> Table {
    let rows = settings.teachers.map(\.name).flatMap { teacher in
      settings.learners.map { learner in
        let spreads = Recipes.reported.map { spread(teacher, $0, learner) }
        let cells = spreads.map { $0?.text(digits: 4) ?? "–" }
        let admitted = Admission.admits(results, teacher: teacher, learner).map { $0 ? "yes" : "no" } ?? "–"
        return [teacher, learner] + cells + [trials(spreads), admitted, slides(teacher, learner)]
      }
    }
    return try Table(columns: Self.columns + ["trials", "passes", "slides"], rows: rows)
  }

  /// The first columns of ``table()``.
  static var columns: [String] { ["teacher", "learner"] + Recipes.reported.map(\.name) }

  /// "5 of 5", or recipe by recipe "2, 2, 5 of 5".
  private func trials(_ spreads: [Spread?]) -> String {
    let numbers = spreads.map { "\($0?.count ?? 0)" }
    return (Set(numbers).count == 1 ? numbers[0] : numbers.joined(separator: ", ")) + " of \(settings.trials)"
  }

  /// How far ours is from the slides' numbers, one row a recipe; nil where there is nothing to compare.
  public func differenceTable() throws -> Table? {
    let rows = Recipes.reported.compactMap { recipe -> [String]? in
      let differences = settings.learners.compactMap { learner -> (learner: String, by: Double)? in
        guard let theirs = slide(Self.slidesTeacher, learner, recipe),
          let ours = spread(Self.slidesTeacher, recipe, learner)
        else { return nil }
        return (learner, ours.mean - theirs)
      }
      guard let mean = Spread(differences.map(\.by)),
        let largest = differences.max(by: { abs($0.by) < abs($1.by) })
      else { return nil }
      return [
        recipe.name, "\(mean.count)", formatted(mean.mean, "%+.3f"), formatted(largest.by, "%+.3f"),
        largest.learner,
      ]
    }
    guard !rows.isEmpty else { return nil }
    return try Table(
      columns: ["recipe", "learner types", "mean difference", "largest difference", "of"], rows: rows)
  }

  /// The slides' numbers, recipe by recipe.
  private func slides(_ teacher: String, _ learner: String) -> String {
    let numbers = Recipes.reported.compactMap { slide(teacher, learner, $0) }
    return numbers.isEmpty ? "–" : numbers.map { formatted($0, "%.2f") }.joined(separator: ", ")
  }

  /// The only teacher that the slides' table has.
  private static let slidesTeacher = "base_larger"

  /// A number of the slides: two digits, cut off.
  private func slide(_ teacher: String, _ learner: String, _ recipe: Recipe) -> Double? {
    guard settings.isReportsData, teacher == Self.slidesTeacher, settings.teacher(teacher) != nil else {
      return nil
    }
    return Reported.accuracy(learner, recipe: recipe.name)
  }

  /// Which learner types pass the report's criterion, a sentence a teacher.
  public var sentence: String {
    let found = settings.teachers.map(\.name).compactMap { teacher -> String? in
      let judged = settings.learners.compactMap { learner in
        Admission.admits(results, teacher: teacher, learner).map { (learner, $0) }
      }
      guard !judged.isEmpty else { return nil }
      let passing = judged.filter(\.1).map(\.0)
      let names = passing.isEmpty ? "" : ": \(enumerated(passing))"
      return
        "With teacher \(teacher), \(passing.isEmpty ? "none" : "\(passing.count)") of \(judged.count) learner types"
        + " \(passing.count == 1 ? "has" : "have") a mean accuracy above \(Admission.threshold) by every recipe\(names)."
    }
    return found.isEmpty ? "No learner type is counted yet for every recipe." : found.joined(separator: " ")
  }
}
