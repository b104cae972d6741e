import Networks
import Robustness
import Workflow

/// Which learner types can be taught: a type is tested further if its worst recipe is above 0.7 on average (report,
/// "Robustness Performance Tests").
public struct Admission: Sendable {
  public static let threshold = 0.7
  /// The report's learner types that pass on the trials counted so far; teachers of which no type has a trial of every
  /// recipe are left out. The duplicate `base_fc` is no learner type of its own here, as in the report, and the corrected
  /// types stand beside it.
  public let byTeacher: [String: [String]]

  init(_ study: Study, _ ledger: Ledger) throws {
    let results = try ledger.content(study.accuracy)
    var admitted: [String: [String]] = [:]
    for teacher in study.settings.teachers.map(\.name) {
      for learner in study.settings.learners where learner != "base_fc" && Learners.report.contains(learner) {
        guard let passes = Self.admits(results, teacher: teacher, learner) else { continue }
        admitted[teacher, default: []] += passes ? [learner] : []
      }
    }
    byTeacher = admitted
  }

  /// Whether a learner type passes for a teacher, on the trials counted so far; nil while one of the report's recipes has
  /// none.
  public static func admits(_ results: TestResults, teacher: String, _ learner: String) -> Bool? {
    let means = Recipes.reported.compactMap { recipe -> Double? in
      let counts = results.correct.filter { unit, _ in
        let key = unit.tested.key
        return key.recipe == recipe.name && key.learner == learner
          && key.teacher == (recipe.needsTeacher ? teacher : nil)
      }.values
      return counts.isEmpty ? nil : Double(counts.reduce(0, +)) / Double(counts.count * results.total)
    }
    return means.count == Recipes.reported.count ? means.min()! > threshold : nil
  }
}

extension Study {
  /// Learner types that pass the report's criterion here, by teacher.
  public func admission(_ ledger: Ledger) throws -> [String: [String]] { try Admission(self, ledger).byTeacher }
}
