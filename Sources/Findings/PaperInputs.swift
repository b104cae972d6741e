import Figures
import Foundation
import Robustness
import Study

/// What the paper takes from the results, so that no number in it is typed: LaTeX variables and tables.
public struct PaperInputs {
  let settings: Settings
  let teachers: TeacherFindings
  let learning: LearningFindings
  let accuracy: AccuracyFindings?
  let admitted: [String: [String]]
  let conclusion: ConclusionFindings

  /// - Parameters:
  ///   - accuracy: nil while nothing is counted.
  ///   - admitted: learner types that pass the criterion here, by teacher, as ``Admission`` tells.
  public init(
    _ settings: Settings, teachers: TeacherFindings, learning: LearningFindings, accuracy: AccuracyFindings?,
    admitted: [String: [String]], conclusion: ConclusionFindings
  ) {
    self.settings = settings
    self.teachers = teachers
    self.learning = learning
    self.accuracy = accuracy
    self.admitted = admitted
    self.conclusion = conclusion
  }

  /// The files in the paper's folder `generated`, with their LaTeX. What is not computed yet is a dash or a word in them.
  public func files() throws -> [(name: String, text: String)] {
    let empty = try Table(columns: AccuracyFindings.columns, rows: [])
    return [
      ("variables.tex", try variables().text()), ("teachers.tex", try teachers.table().latex()),
      ("accuracy.tex", try (accuracy?.table() ?? empty).latex()),
      ("contrasts.tex", try conclusion.primaryTable().latex()),
      ("descriptive.tex", try conclusion.descriptiveTable().latex()),
      ("robustness.tex", try robustness().latex()),
      ("agreement.tex", try conclusion.comparison.summary().latex()),
      ("curves.tex", try conclusion.comparison.curveTable().latex()),
      ("effects.tex", try conclusion.comparison.effectsTable().latex()),
      ("learners.tex", try learnerTypes().latex()),
      ("check.tex", try conclusion.check.table().latex()), ("movement.tex", try movement().latex()),
    ]
  }

  /// Accuracy over all strengths without deviations, under names that leave room for many columns of numbers.
  private func robustness() throws -> Table {
    let table = try conclusion.robustnessTable()
    let columns = table.columns.map { name in name.replacing(/^([a-z])[a-z]+:/) { "\($0.1):" } }
    return try Table(columns: columns, rows: table.rows.map { $0.map { $0.replacing(/\ ±.*/, with: "") } })
  }

  /// By learner type, all tests but the one that hardly is one.
  private func learnerTypes() throws -> Table {
    let tables = try conclusion.tests.filter { !$0.isHardlyAnAttack }.map { ($0.title, try $0.learnerTable()) }
    // Whether a type is the report's or passes here stands elsewhere.
    let columns = tables.first?.1.columns.dropLast(2) ?? ["learner type"]
    return try Table(
      columns: ["test"] + columns,
      rows: tables.flatMap { title, table in table.rows.map { [title] + $0.dropLast(2) } })
  }

  /// How far each attack moves images, at its weakest and its strongest, over all networks.
  private func movement() throws -> Table {
    let rows = try conclusion.tests.flatMap { findings -> [[String]] in
      let found = try findings.distanceTable()?.rows
      return [found?.first, found?.last].compactMap { $0.map { [findings.test.name] + $0 } }
    }
    return try Table(columns: ["attack", "β", "mean L2", "largest L2", "largest pixel"], rows: rows)
  }
}
