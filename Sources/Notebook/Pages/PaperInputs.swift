import Archive
import Figures
import Foundation
import Robustness
import Teaching

/// What the paper takes from the results, so that no number in it is typed: LaTeX variables and tables in
/// `generated/`.
public struct PaperInputs {
  let run: Run
  let conclusion: Conclusion

  public init(_ run: Run, _ conclusion: Conclusion) {
    self.run = run
    self.conclusion = conclusion
  }

  /// Writes the files and says so. What is not computed yet is a dash or a word in them.
  ///
  /// - Throws: `ArchiveError` for a checkpoint that cannot be read, `FigureError` for a file that cannot be
  ///   written.
  public func write() throws {
    let folder = "\(run.paper)/generated"
    let files = [
      ("variables.tex", try variables().text()), ("teachers.tex", try teachers().latex()),
      ("accuracy.tex", try accuracy().latex()),
      ("agreement.tex", try conclusion.comparison.summary().latex()),
      ("differences.tex", try conclusion.comparison.differences().latex()),
      ("robustness.tex", try robustness().latex()),
      ("answers.tex", try conclusion.answersInShort().latex()),
      ("claims.tex", try claims().latex()), ("changes.tex", try changes().latex()),
      ("check.tex", try conclusion.check.table().latex()), ("movement.tex", try movement().latex()),
    ]
    for (name, text) in files { try TextFile.write(text, to: "\(folder)/\(name)") }
    run.wrote(files.map { "\(folder)/\($0.0)" })
  }

  func teacher(_ name: String) throws -> (TeacherHistory, MetaTrainingSettings)? {
    let path = run.path(TeacherFile.name(name))
    guard let settings = run.settings.teacher(name), FileManager.default.fileExists(atPath: path) else {
      return nil
    }
    try run.require(
      TeacherFile.name(name), TeacherTraining(settings, run).provenance(), from: Cells.metaTraining)
    return (try TeacherFile.history(Checkpoint.read(path)), settings)
  }

  /// One row a teacher.
  private func teachers() throws -> Table {
    let rows = try run.settings.teachers.compactMap { settings -> [String]? in
      guard let (history, _) = try teacher(settings.learner) else { return nil }
      let accuracy = (history.testAccuracy.last ?? []).map { String(format: "%.3f", $0) }
      return [
        settings.learner, "\(history.metaLoss.count)", "\(settings.outerSteps)", "\(settings.innerSteps)",
        "\(settings.batch)",
      ] + accuracy + Array(repeating: "–", count: max(0, 2 - accuracy.count))
    }
    return try Table(
      columns: ["teacher", "outer steps", "planned", "inner steps", "items", "after 10", "after all"],
      rows: rows)
  }

  private func accuracy() throws -> Table {
    let accuracy = AccuracyTable(run)
    guard run.isThere(AccuracyTable.file) else {
      return try Table(columns: ["teacher", "learner"] + Algorithm.allCases.map(\.rawValue), rows: [])
    }
    return try accuracy.table(accuracy.counts())
  }

  /// Accuracy over all strengths, under names that leave room for nine columns of numbers.
  private func robustness() throws -> Table {
    let table = try conclusion.robustnessTable()
    let columns = table.columns.map { name in
      name.replacing(/^(p|c|r)[a-z]+:/) { "\($0.1):" }
    }
    return try Table(columns: columns, rows: table.rows)
  }

  /// How far each attack moves images, at its weakest and its strongest, over all networks.
  private func movement() throws -> Table {
    var rows: [[String]] = []
    for test in RobustnessTests.all {
      guard let figures = conclusion.figures[test.name] else { continue }
      for strength in [0, test.strengths.count - 1] {
        let label = shortened(test.strengths[strength])
        guard let row = try figures.distanceTable(inFull: false)?.rows.first(where: { $0[0] == label })
        else { continue }
        rows.append([test.name] + row)
      }
    }
    return try Table(columns: ["attack", "β", "mean L2", "largest L2", "largest pixel"], rows: rows)
  }

  /// Claims in short: one row a statistic, test and teacher, the verdicts of both protocols side by side.
  private func claims() throws -> Table {
    let rows = conclusion.judgements.filter { $0.evaluation == .published }.compactMap { published in
      conclusion.counterpart(of: published).map { row(published, $0) }
    }
    return try Table(columns: Self.claimColumns, rows: rows)
  }

  private func changes() throws -> Table {
    try Table(columns: Self.claimColumns, rows: conclusion.changedVerdicts().map(row))
  }

  private static let claimColumns = [
    "test", "teacher", "statistic", "published", "consistent", "trials",
  ]

  /// Mean, interval and verdict in both protocols.
  private func row(_ published: Judgement, _ consistent: Judgement) -> [String] {
    func number(_ number: Double?) -> String {
      number.map { String(format: "%+.3f", $0).replacingOccurrences(of: "-", with: "−") } ?? "–"
    }
    func cell(_ judgement: Judgement) -> String {
      let interval = judgement.interval.map { " [\(number($0.lowerBound)), \(number($0.upperBound))]" } ?? ""
      return "\(number(judgement.mean))\(interval) \(judgement.verdict.rawValue)"
    }
    let trials = Set([published, consistent].map(\.differences.count)).sorted().map { "\($0)" }
    return [
      published.test, published.teacher, published.claim.statistic, cell(published), cell(consistent),
      trials.joined(separator: ", "),
    ]
  }
}
