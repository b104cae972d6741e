import Figures
import Findings
import Robustness
import Study
import Workflow

/// How a test is drawn and tabulated: its curves, its sample image, its tables, and their place on the cell's page.
public struct TestDrawing {
  let xLabel: String
  let logarithmic: Bool

  public init(xLabel: String, logarithmic: Bool = false) {
    self.xLabel = xLabel
    self.logarithmic = logarithmic
  }

  /// - Parameter results: nil while other shards are at work: the last one draws.
  public func draw(_ counts: Counts, _ results: TestResults?, _ run: Run, on page: inout Page) throws {
    guard let results else { return }
    let (study, test) = (counts.study, counts.test)
    let teachers = try study.teachers.map { ($0.plan.name, try $0.described(run.ledger)) }
    let findings = TestFindings(
      test, results, study.settings, admitted: try study.admission(run.ledger),
      descriptions: Dictionary(uniqueKeysWithValues: teachers))
    page.figures.append(("\(test.name)-sample", findings.sampleCaption))
    for (name, panels, caption) in findings.figures(strengthLabel: xLabel, logarithmic: logarithmic) {
      try run.draw(FigureFile(panels), name)
      page.figures.append((name, caption))
    }
    if let strip = findings.sampleStrip { try run.draw(FigureFile(strip), "\(test.name)-sample") }
    page.settings.append(("\(test.name): images, strengths", "\(results.total), \(test.strengths.count)"))
    page.parts["test"] = PackageResources.test_md
    page.append(try values(findings, counts, run), to: "tests")
    page.say(findings.sentence)
  }

  /// What the page's section about the test shows.
  private func values(_ findings: TestFindings, _ counts: Counts, _ run: Run) throws -> [String: Any] {
    let name = counts.test.name
    try run.write(findings.curveTable(), name)
    try run.write(findings.learnerTable(), "\(name)-learners")
    let progress = try run.ledger.progress(of: counts)
    var values: [String: Any] = [
      "name": name, "summary": try findings.summaryTable().markdown(), "curves": run.link(name),
      "progress": progress.done == progress.all ? "" : "So far \(progress.done) of \(progress.all) counts are done. ",
      "learners": try findings.learnerTable().markdown(), "learnersLink": run.link("\(name)-learners"),
    ]
    if findings.showsReported, case let table = try ReportedComparison([name: findings]).curveTable(),
      !table.rows.isEmpty
    {
      try run.write(table, "\(name)-difference")
      values["difference"] = [
        "name": name, "table": table.markdown(), "caveat": findings.caveat.isEmpty ? "" : findings.caveat + " ",
        "link": run.link("\(name)-difference"),
      ]
    }
    if let fgsm = counts.shown, run.ledger.isThere(fgsm.file) {
      let table = try findings.tableBeside(
        fgsm: TestFindings(fgsm.test, try run.ledger.requirePart(fgsm), counts.study.settings, admitted: [:]))
      try run.write(table, "\(name)-beside-fgsm")
      values["beside"] = ["table": table.markdown(), "link": run.link("\(name)-beside-fgsm")]
    }
    if let table = try findings.distanceTable(), let all = try findings.networkDistanceTable() {
      try run.write(all, "\(name)-distance")
      values["distance"] = [
        "name": name, "table": table.markdown(),
        "link": run.link("\(name)-distance"),
      ]
    }
    return values
  }
}
