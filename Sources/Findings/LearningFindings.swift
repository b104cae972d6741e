import Figures
import Study

/// How fast learners learn: test accuracy after update steps, taught by a teacher (`gtn`) or trained on images (`vanilla`).
public struct LearningFindings: Sendable {
  private let curves: [LearningCurve: [LearningPoint]]
  private let settings: Settings
  /// The recipes of which there are curves.
  private let recipes = ["gtn", "vanilla"].compactMap(Recipes.named)

  public init(_ curves: [LearningCurve: [LearningPoint]], _ settings: Settings) {
    self.curves = curves
    self.settings = settings
  }

  private var teachers: [String] { settings.teachers.map(\.name) }

  /// In the order of steps; nil while it is not measured.
  public func curve(_ teacher: String, recipe: String) -> [LearningPoint]? {
    curves.first { $0.key.teacher == teacher && $0.key.recipe == recipe }?.value
  }

  /// After how many update steps a curve first reaches an accuracy; nil if it does not, or is not measured.
  public func steps(to accuracy: Double, _ teacher: String, recipe: String) -> Int? {
    curve(teacher, recipe: recipe)?.first { $0.accuracy >= accuracy }?.step
  }

  /// One row a point.
  public func table() throws -> Table {
    let rows = recipes.flatMap { recipe in
      teachers.sorted().flatMap { teacher in
        (curve(teacher, recipe: recipe.name) ?? []).map {
          [teacher, recipe.name, "\($0.step)", formatted($0.accuracy, "%.5f")]
        }
      }
    }
    return try Table(columns: ["teacher", "recipe", "update_step", "test_accuracy"], rows: rows)
  }

  /// One row a curve: the steps to an accuracy of 0.90 and of 0.95, and the best accuracy.
  public func speedTable() throws -> Table {
    let rows = teachers.flatMap { teacher in
      recipes.map { recipe in
        let points = curve(teacher, recipe: recipe.name)
        let reached = [0.9, 0.95].map { level in
          points == nil
            ? "–" : steps(to: level, teacher, recipe: recipe.name).map { "\($0)" } ?? "not reached"
        }
        return [teacher, recipe.name] + reached + [formatted((points ?? []).map(\.accuracy).max(), "%.3f")]
      }
    }
    return try Table(columns: ["teacher", "recipe", "steps to 0.90", "steps to 0.95", "best"], rows: rows)
  }

  /// Both curves of a teacher: `curriculum-steps-<teacher>`; nil while none is measured.
  ///
  /// - Parameter note: ``TeacherFindings/note(_:)``.
  public func chart(_ teacher: String, note: String) -> LineChart? {
    let series = recipes.compactMap { recipe -> Series? in
      guard let curve = curve(teacher, recipe: recipe.name), !curve.isEmpty else { return nil }
      return Series(
        name: recipe.name, style: recipe.look, x: curve.map { Double($0.step) }, mean: curve.map(\.accuracy))
    }
    guard !series.isEmpty, let plan = settings.teacher(teacher) else { return nil }
    return LineChart(
      xLabel: "update steps", yLabel: "test accuracy", logarithmicX: true, yRange: 0...1, series: series,
      note: "learner \(plan.training.learner); \(note)")
  }

  /// The steps to an accuracy of 0.95, a sentence a teacher.
  public var sentence: String {
    func after(_ steps: Int) -> String { "after \(steps) update step\(steps == 1 ? "" : "s")" }
    func text(_ teacher: String, _ recipe: Recipe) -> String? {
      let curve = curve(teacher, recipe: recipe.name) ?? []
      guard let best = curve.max(by: { $0.accuracy < $1.accuracy }) else { return nil }
      let trained = recipe.needsTeacher ? "a learner taught by \(teacher)" : "one trained on images"
      if let steps = steps(to: 0.95, teacher, recipe: recipe.name) {
        return "\(trained) reaches 95% test accuracy \(after(steps))"
      }
      let percentage = formatted(100 * best.accuracy, "%.1f%%")
      return "\(trained) does not reach 95% test accuracy (best \(percentage), \(after(best.step)))"
    }
    let found = teachers.compactMap { teacher -> String? in
      let parts = recipes.compactMap { text(teacher, $0) }
      guard let first = parts.first else { return nil }
      return ([first.prefix(1).uppercased() + first.dropFirst()] + parts.dropFirst()).joined(separator: "; ")
        + "."
    }
    return found.isEmpty ? "Nothing is measured yet." : found.joined(separator: " ")
  }
}
