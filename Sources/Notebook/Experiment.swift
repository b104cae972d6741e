import Figures
import Findings
import Robustness
import Study
import Workflow

/// How an experiment beyond the report is counted and drawn: its networks beside the report's, under the report's tests.
public struct Experiment: Sendable {
  let roster: Roster
  let contrasts: [(a: String, b: String)]

  /// - Parameter contrasts: the pairs of recipes, a - b, that answer its question.
  public init(_ roster: Roster, contrasts: [(a: String, b: String)]) {
    self.roster = roster
    self.contrasts = contrasts
  }

  /// Counts what is asked for and missing, test by test, and draws what is there.
  ///
  /// - Parameter template: the cell's page.
  public func work(_ study: Study, _ part: TestPart, _ template: [UInt8], _ run: Run) throws -> Page {
    var results: [String: TestResults] = [:]
    for test in roster.tests {
      let counts = study.counts(test, roster)
      let own = try part.count(counts, run)
      results[test.name] = try together(counts, own, run.ledger)
    }
    let teachers = try study.teachers.map { ($0.plan.name, try $0.described(run.ledger)) }
    let findings = findings(results, study.settings, descriptions: Dictionary(uniqueKeysWithValues: teachers))
    return try page(findings, teachers.map(\.0), template, run)
  }

  /// An experiment's counts, with the report's beside them.
  func together(_ counts: Counts, _ own: TestResults?, _ ledger: Ledger) throws -> TestResults {
    var together = try counts.shown.map { try ledger.content($0) } ?? counts.empty
    if let own { together.merge(own) }
    return together
  }

  func findings(
    _ results: [String: TestResults], _ settings: Settings, descriptions: [String: String] = [:]
  ) -> ExperimentFindings {
    ExperimentFindings(roster, results, contrasts: contrasts, settings, descriptions: descriptions)
  }

  private func page(_ findings: ExperimentFindings, _ teachers: [String], _ template: [UInt8], _ run: Run) throws
    -> Page
  {
    let name = roster.name ?? ""
    var page = Page(template, ["result": findings.sentence])
    for teacher in teachers {
      guard let panels = findings.figure(teacher) else { continue }
      let figure = "\(name)-\(teacher)"
      try run.draw(FigureFile(panels), figure)
      page.figures.append(
        (
          figure,
          "Accuracy against strength, mean over learner types; band: one standard deviation (n − 1) over trials."
        ))
    }
    for (table, file, key) in [
      (try findings.table(), name, "accuracy"), (try findings.contrastTable(), "\(name)-contrasts", "contrasts"),
    ] {
      try run.write(table, file)
      page.values[key] = ["table": table.markdown(), "link": run.link(file)]
    }
    // For the paper.
    var variables = LatexVariables()
    try variables.define("\(name)Result", as: findings.sentence)
    try run.write(variables.text(), "generated/\(name)-variables.tex")
    try run.write(try findings.contrastTable().latex(), "generated/\(name).tex")
    page.settings = [("recipes", roster.recipes.map(\.name).joined(separator: ", "))]
    return page
  }
}
