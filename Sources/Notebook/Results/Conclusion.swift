import Archive
import Figures
import Foundation
import Robustness

/// What the tests say together.
public struct Conclusion {
  public let comparison: ReportedComparison
  public let judgements: [Judgement]
  private let run: Run
  static let file = "conclusion.h5"
  private static let tests = RobustnessTests.all

  struct ConclusionSettings: Codable {
    let claims: [String]
  }

  /// Reads the counts of all tests that have any.
  ///
  /// - Throws: `NotebookError` naming the cell to run if no test has.
  public init(_ run: Run) throws {
    self.run = run
    var figures: [String: SweepFigures] = [:]
    for test in Self.tests {
      let file = run.path("\(test.name).h5")
      guard FileManager.default.fileExists(atPath: file) else { continue }
      try run.require("\(test.name).h5", Sweep(test, run).commonProvenance(), from: test.cell)
      let counts = try Counts(Checkpoint.read(file), axes: Sweep.axes)
      figures[test.name] = SweepFigures(test, counts, run)
    }
    guard !figures.isEmpty else {
      throw NotebookError(
        "no test has results in \(run.folder): run"
          + " `\(run.command(Cells.noise))`")
    }
    comparison = ReportedComparison(figures)
    let judge = Judge(counts: figures.mapValues(\.counts))
    judgements = Self.tests.flatMap { test in
      (figures[test.name]?.counts.labels("teacher") ?? []).flatMap {
        judge.judgements(test.name, teacher: $0)
      }
    }
  }

  public var showsReported: Bool { run.settings.isReportsData }

  private static let columns = ["claim", "statistic", "test", "teacher", "protocol"]

  private func labels(_ judgement: Judgement) -> [String] {
    [
      judgement.claim.text, judgement.claim.statistic, judgement.test, judgement.teacher,
      judgement.evaluation.rawValue,
    ]
  }

  static func provenance(_ run: Run) throws -> Provenance {
    try run.provenance(
      kind: "conclusion", cell: Cells.conclusion,
      settings: ConclusionSettings(claims: Claim.all.map(\.statistic)),
      inputs: tests.map { "\($0.name).h5" })
  }

  /// Writes `conclusion.h5` and the tables.
  public func write() throws {
    let provenance = try Self.provenance(run)
    if try run.needs(Self.file, provenance) {
      try checkpoint(provenance).write(to: run.path(Self.file))
      run.computed(1)
    }
    let tables = "\(run.paper)/tables"
    let files = [
      ("reported-beside-ours.csv", try comparison.table().csv()),
      ("agreement.md", try comparison.summary().markdown()), ("claims.csv", try claimsTable().csv()),
    ]
    for (name, text) in files {
      try TextFile.write(text, to: "\(tables)/\(name)")
      run.wrote(["\(tables)/\(name)"])
    }
  }

  /// Arrays: `claims/<column>` texts and `claims/differences` [claims, trials], NaN where a trial is missing.
  func checkpoint(_ provenance: Provenance) -> Checkpoint {
    var file = Checkpoint(provenance: provenance)
    let rows = judgements.map(labels)
    for (column, name) in Self.columns.enumerated() {
      file.set("claims/\(name)", shape: [rows.count], .text(rows.map { $0[column] }))
    }
    let trials = run.settings.trials
    let padded = judgements.flatMap { judgement in
      (0..<trials).map { judgement.byTrial.indices.contains($0) ? judgement.byTrial[$0] ?? .nan : .nan }
    }
    file.set("claims/differences", shape: [rows.count, trials], .float64(padded))
    return file
  }

  /// Every claim with its mean difference, interval, number of trials and verdict.
  public func claimsTable() throws -> Table {
    func digits(_ number: Double?) -> String { number.map { String(format: "%+.4f", $0) } ?? "–" }
    return try Table(
      columns: Self.columns + ["mean", "low", "high", "trials", "verdict"],
      rows: judgements.map { judgement in
        labels(judgement)
          + [judgement.mean, judgement.interval?.lowerBound, judgement.interval?.upperBound].map(digits)
          + ["\(judgement.differences.count)", judgement.verdict.rawValue]
      })
  }

  /// The same claim, test and teacher in the other protocol.
  func counterpart(of judgement: Judgement) -> Judgement? {
    judgements.first {
      $0.evaluation != judgement.evaluation && $0.test == judgement.test && $0.teacher == judgement.teacher
        && $0.claim.statistic == judgement.claim.statistic
    }
  }

  /// Claims whose verdict is not the same in both protocols.
  public func changedVerdicts() -> [(published: Judgement, consistent: Judgement)] {
    judgements.filter { $0.evaluation == .published }.compactMap { published in
      counterpart(of: published).map { (published, $0) }
    }.filter { $0.0.verdict != $0.1.verdict }
  }

  /// Our points against the reported ones, one panel a protocol.
  public func draw() throws {
    guard showsReported else { return }
    let charts = EvaluationProtocol.allCases.compactMap { kind -> LineChart? in
      let series = Algorithm.allCases.compactMap { algorithm -> Series? in
        let points = comparison.rows.filter { $0.reported.algorithm == algorithm }
          .compactMap { row in row.ours[kind].map { (row.reported.mean, $0.mean) } }
          .sorted { $0 < $1 }
        guard !points.isEmpty, let style = Palette(rawValue: algorithm.rawValue) else { return nil }
        return Series(
          name: algorithm.rawValue, style: style, x: points.map(\.0), mean: points.map(\.1), joined: false)
      }
      guard !series.isEmpty else { return nil }
      let diagonal = Series(name: "equal", style: .black, x: [0, 1], mean: [0, 1], dashed: true)
      return LineChart(
        title: "\(kind.rawValue) protocol", xLabel: "reported accuracy", yLabel: "our accuracy",
        xRange: 0...1, yRange: 0...1, series: series + [diagonal])
    }
    guard !charts.isEmpty else { return }
    let note = "\(run.settings.scale.rawValue) scale; every reported point that this scale computes"
    try run.draw(FigureFile(ChartPanels(charts: charts, columns: charts.count, note: note)), "conclusion")
  }
}
