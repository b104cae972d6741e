import Archive
import Figures
import Foundation
import Robustness
import Teaching

/// What the paper takes from the results, so that no number in it is typed: LaTeX variables and tables in
/// `generated/`.
public struct PaperInputs {
  private let run: Run
  private let conclusion: Conclusion

  public init(_ run: Run, _ conclusion: Conclusion) {
    self.run = run
    self.conclusion = conclusion
  }

  public func write() throws {
    let folder = "\(run.paper)/generated"
    let files = [
      ("variables.tex", try variables().text()), ("teachers.tex", try teachers().latex()),
      ("accuracy.tex", try accuracy().latex()),
      ("agreement.tex", try conclusion.comparison.summary().latex()),
      ("claims.tex", try claims().latex()), ("changes.tex", try changes().latex()),
    ]
    for (name, text) in files { try TextFile.write(text, to: "\(folder)/\(name)") }
    run.wrote(files.map { "\(folder)/\($0.0)" })
  }

  private func teacher(_ name: String) throws -> (TeacherHistory, MetaTrainingSettings)? {
    let path = run.path(TeacherFile.name(name))
    guard let settings = run.settings.teacher(name), FileManager.default.fileExists(atPath: path) else {
      return nil
    }
    return (try TeacherFile.history(Checkpoint.read(path)), settings)
  }

  private func variables() throws -> LatexVariables {
    var variables = LatexVariables()
    let settings = run.settings
    try variables.define("Scale", as: settings.scale.rawValue)
    try variables.define("Trials", as: "\(settings.trials)")
    try variables.define("ImagesCorrupted", as: "\(settings.imageCount(.noise))")
    try variables.define("ImagesAttacked", as: "\(settings.imageCount(.fgsm))")
    for (name, macro) in [("base_larger", "BaseLarger"), ("base_larger3", "BaseLargerThree")] {
      let found = try teacher(name)
      try variables.define("OuterSteps\(macro)", as: found.map { "\($0.0.metaLoss.count)" } ?? "no")
      try variables.define("OuterStepsPlanned\(macro)", as: found.map { "\($0.1.outerSteps)" } ?? "–")
    }
    for kind in EvaluationProtocol.allCases {
      let (agreeing, all) = conclusion.comparison.agreement(kind)
      try variables.define("Agreeing\(kind.rawValue.capitalized)", as: "\(agreeing)")
      try variables.define("Compared\(kind.rawValue.capitalized)", as: "\(all)")
    }
    try variables.define("ReportedPoints", as: "\(Reported.points.count)")
    try variables.define("Claims", as: "\(conclusion.judgements.count / 2)")
    try variables.define("ChangedVerdicts", as: "\(conclusion.changedVerdicts().count)")
    for kind in EvaluationProtocol.allCases {
      let verdicts = conclusion.judgements.filter { $0.evaluation == kind }.map(\.verdict)
      for (verdict, name) in [
        (Verdict.holds, "Holding"), (.doesNotHold, "Failing"), (.undecided, "Undecided"),
      ] {
        try variables.define(
          "\(name)\(kind.rawValue.capitalized)", as: "\(verdicts.count { $0 == verdict })")
      }
    }
    return variables
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
    let path = run.path(AccuracyTable.file)
    guard FileManager.default.fileExists(atPath: path) else {
      return try Table(columns: ["teacher", "learner"] + Algorithm.allCases.map(\.rawValue), rows: [])
    }
    return try AccuracyTable(run).table(Counts(Checkpoint.read(path), axes: AccuracyTable.axes))
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

  private static let claimColumns = ["test", "teacher", "statistic", "published", "consistent"]

  private func row(_ published: Judgement, _ consistent: Judgement) -> [String] {
    func cell(_ judgement: Judgement) -> String {
      let mean = judgement.mean.map { String(format: "%+.3f", $0) } ?? "–"
      return "\(mean.replacingOccurrences(of: "-", with: "−")), \(judgement.verdict.rawValue)"
    }
    return [published.test, published.teacher, published.claim.statistic, cell(published), cell(consistent)]
  }
}
