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
    let findings = TestFindings(
      test, results, settings: study.settings, admitted: try study.admission(run.ledger))
    let teachers = try Dictionary(
      uniqueKeysWithValues: study.teachers.map { artifact in
        (artifact.plan.name, try artifact.described(run.ledger))
      })
    if try drawSample(test, results, run) {
      page.figures.append(("\(test.name)-sample", findings.sampleCaption(described: teachers)))
    }
    for figure in findings.curveFigures(described: teachers, xLabel: xLabel, logarithmic: logarithmic) {
      try run.draw(FigureFile(figure.panels), figure.name)
      page.figures.append((figure.name, figure.caption))
    }
    page.settings.append(("\(test.name): images, strengths", "\(results.total), \(test.strengths.count)"))
    page.parts["test"] = PackageResources.test_md
    page.append(try values(findings, counts, run), to: "tests")
    page.say(findings.sentence)
  }

  /// The report's sample figure: one test image at every strength, once it is there at all of them.
  private func drawSample(_ test: RobustnessTest, _ results: TestResults, _ run: Run) throws -> Bool {
    let images = test.strengths.indices.compactMap { results.sample[$0] }
    guard images.count == test.strengths.count else { return false }
    let strip = ImageStrip(
      images: images, side: Int(Double(images[0].count).squareRoot()), valueRange: Normalisation.validRange,
      labels: test.strengths.map { "β = \(shortened($0))" }, columns: images.count)
    try run.draw(FigureFile(strip), "\(test.name)-sample")
    return true
  }

  /// What the page's section about the test shows.
  private func values(_ findings: TestFindings, _ counts: Counts, _ run: Run) throws -> [String: Any] {
    let name = counts.test.name
    try run.write(findings.curveTable(), name)
    try run.write(findings.learnerTable(), "\(name)-learners")
    let progress = try run.ledger.progress(of: counts)
    var values: [String: Any] = [
      "name": name, "summary": try findings.summaryTable().markdown(), "curves": run.link(name),
      "progress": progress.done == progress.all ? "" : "So far \(progress.done) of \(progress.all) counts are there. ",
      "learners": try findings.learnerTable().markdown(), "learnersLink": run.link("\(name)-learners"),
    ]
    if let table = try findings.differenceTable() {
      try run.write(table, "\(name)-difference")
      values["difference"] = [
        "name": name, "table": table.markdown(), "caveat": findings.caveat, "link": run.link("\(name)-difference"),
      ]
    }
    if let table = try findings.distanceTable(inFull: false), let all = try findings.distanceTable(inFull: true) {
      try run.write(all, "\(name)-distance")
      values["distance"] = [
        "name": name, "table": table.markdown(), "sentence": findings.movementSentence,
        "link": run.link("\(name)-distance"),
      ]
    }
    return values
  }
}
