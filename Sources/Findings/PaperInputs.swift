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
      ("variables.tex", try variables().text()), ("teachers.tex", try teachersTable().latex()),
      ("accuracy.tex", try (accuracy?.table() ?? empty).latex()),
      ("agreement.tex", try conclusion.comparison.summary().latex()),
      ("differences.tex", try conclusion.comparison.differences().latex()),
      ("robustness.tex", try robustness().latex()),
      ("answers.tex", try conclusion.answersInShort().latex()),
      ("claims.tex", try table(conclusion.statements).latex()),
      ("changes.tex", try table(conclusion.changedVerdicts).latex()),
      ("check.tex", try conclusion.check.table().latex()), ("movement.tex", try movement().latex()),
    ]
  }

  /// One row a teacher.
  private func teachersTable() throws -> Table {
    let rows = teachers.teachers.map { plan, history in
      let accuracy = (history.testAccuracy.last ?? []).map { formatted($0, "%.3f") }
      return [
        plan.name, "\(history.metaLoss.count)", "\(plan.outerSteps)", "\(plan.training.innerSteps)",
        "\(plan.training.batch)",
      ] + accuracy + Array(repeating: "–", count: max(0, 2 - accuracy.count))
    }
    return try Table(
      columns: ["teacher", "outer steps", "planned", "inner steps", "items", "after 10", "after all"],
      rows: rows)
  }

  /// Accuracy over all strengths, under names that leave room for many columns of numbers.
  private func robustness() throws -> Table {
    let table = try conclusion.robustnessTable()
    let columns = table.columns.map { name in name.replacing(/^([a-z])[a-z]+:/) { "\($0.1):" } }
    return try Table(columns: columns, rows: table.rows)
  }

  /// How far each attack moves images, at its weakest and its strongest, over all networks.
  private func movement() throws -> Table {
    let rows = try conclusion.tests.flatMap { findings -> [[String]] in
      guard let found = try findings.distanceTable()?.rows else { return [] }
      let strengths = findings.test.strengths
      return [strengths[0], strengths[strengths.count - 1]].compactMap { strength in
        found.first { $0[0] == shortened(strength) }.map { [findings.test.name] + $0 }
      }
    }
    return try Table(columns: ["attack", "β", "mean L2", "largest L2", "largest pixel"], rows: rows)
  }

  /// Statements in short: mean, interval and verdict under each protocol.
  private func table(_ statements: [Statement]) throws -> Table {
    func number(_ number: Double?) -> String {
      formatted(number, "%+.3f").replacingOccurrences(of: "-", with: "−")
    }
    func cell(_ judgement: Judgement) -> String {
      let interval = judgement.interval.map { " [\(number($0.lowerBound)), \(number($0.upperBound))]" } ?? ""
      return "\(number(judgement.mean))\(interval) \(judgement.verdict.rawValue)"
    }
    return try Table(
      columns: ["test", "teacher", "statistic"] + EvaluationProtocol.compared.map(\.name) + ["trials"],
      rows: statements.map { statement in
        [statement.test, statement.teacher, statement.claim.statistic] + statement.judgements.map(cell)
          + [statement.trials]
      })
  }
}
