import Figures
import Foundation
import Study

/// What learning curves say of how fast learners learn.
public struct LearningSpeed: Sendable {
  private let curves: [LearningCurve: [LearningPoint]]
  private let teachers: [String]
  private static let recipes = ["gtn", "vanilla"]

  public init(_ curves: [LearningCurve: [LearningPoint]], teachers: [String]) {
    self.curves = curves
    self.teachers = teachers
  }

  private func curve(_ teacher: String, _ recipe: String) -> [LearningPoint]? {
    curves[LearningCurve(teacher: teacher, recipe: recipe)]
  }

  /// After how many update steps a curve first reaches an accuracy; nil if it does not.
  public func steps(to accuracy: Double, teacher: String, recipe: String) -> Int? {
    curve(teacher, recipe)?.first { $0.accuracy >= accuracy }?.step
  }

  /// One row a point.
  public func everyStep() throws -> Table {
    let rows = Self.recipes.flatMap { recipe in
      teachers.sorted().flatMap { teacher in
        (curve(teacher, recipe) ?? []).map { [teacher, recipe, "\($0.step)", String(format: "%.5f", $0.accuracy)] }
      }
    }
    return try Table(columns: ["learner", "recipe", "update_step", "test_accuracy"], rows: rows)
  }

  /// One row a curve: the steps to 0.90 and 0.95, and the best accuracy.
  public func stepsToAccuracy() throws -> Table {
    func firstAbove(_ accuracy: Double, _ teacher: String, _ recipe: String) -> String {
      guard curve(teacher, recipe) != nil else { return "–" }
      return steps(to: accuracy, teacher: teacher, recipe: recipe).map { "\($0)" } ?? "not reached"
    }
    let rows = teachers.flatMap { teacher in
      Self.recipes.map { recipe in
        let best = (curve(teacher, recipe) ?? []).map(\.accuracy).max()
        return [
          teacher, recipe, firstAbove(0.9, teacher, recipe), firstAbove(0.95, teacher, recipe),
          best.map { String(format: "%.3f", $0) } ?? "–",
        ]
      }
    }
    return try Table(columns: ["learner", "recipe", "steps to 0.90", "steps to 0.95", "best"], rows: rows)
  }

  /// The result in a sentence for each teacher.
  public var sentence: String {
    teachers.compactMap { teacher -> String? in
      guard curve(teacher, "gtn") != nil, curve(teacher, "vanilla") != nil else { return nil }
      func reached(_ recipe: String) -> String {
        steps(to: 0.95, teacher: teacher, recipe: recipe).map { "after \($0) update steps" } ?? "never"
      }
      return "Taught by \(teacher), a learner first reaches an accuracy of 0.95 \(reached("gtn")); trained on images,"
        + " \(reached("vanilla"))."
    }.joined(separator: " ")
  }

  /// One row a teacher: its learner's test accuracy beside the curve of Such et al.
  public static func difference(_ histories: [(name: String, history: TeacherHistory)]) throws -> Table {
    func digits(_ number: Double?, _ format: String = "%.3f") -> String {
      number.map { String(format: format, $0) } ?? "–"
    }
    return try Table(
      columns: ["teacher", "outer step", "ours", "Such et al.", "difference"],
      rows: histories.map { name, history in
        let (step, ours) = (history.evaluatedOuterSteps.last, history.testAccuracy.last?.last)
        let theirs = step.flatMap { Reported.fullCurriculum(after: Double($0)) }
        let difference = ours.flatMap { ours in theirs.map { ours - $0 } }
        return [name, step.map { "\($0)" } ?? "–", digits(ours), digits(theirs), digits(difference, "%+.3f")]
      })
  }
}
