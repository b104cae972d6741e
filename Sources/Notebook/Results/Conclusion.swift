import Archive
import Figures
import Robustness

/// What the tests say together.
public struct Conclusion {
  public let comparison: ReportedComparison
  public let check: ProtocolCheck
  let figures: [String: SweepFigures]
  public let judgements: [Judgement]
  let run: Run
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
    let admitted = try AccuracyTable(run).admitted()
    for test in Self.tests {
      guard run.isThere("\(test.name).h5") else {
        run.tell("  \(test.name) has no results yet: `\(run.command(test.cell))` computes them")
        continue
      }
      try run.require("\(test.name).h5", Sweep(test, run).commonProvenance(), from: test.cell)
      let results = try Sweep(test, run).results()
      run.tellIfPartial(results.counts, of: test.name)
      figures[test.name] = SweepFigures(test, results, run, admitted: admitted)
    }
    self.figures = figures
    guard !figures.isEmpty else {
      throw NotebookError(
        "no test has results in \(run.folder): run"
          + " `\(run.command(Cells.noise))`")
    }
    comparison = ReportedComparison(figures)
    check = ProtocolCheck(figures)
    let judge = Judge(results: figures.mapValues(\.results)) { figures[$0]?.learners($1) ?? [] }
    judgements = Self.tests.flatMap { test in
      (figures[test.name]?.teachers ?? []).flatMap { judge.judgements(test.name, teacher: $0) }
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

  /// Writes `conclusion.h5`.
  public func write() throws {
    let provenance = try Self.provenance(run)
    guard try run.needs(Self.file, provenance) else { return }
    let lock = try FileLock(for: run.path(Self.file))
    defer { withExtendedLifetime(lock) {} }
    try checkpoint(provenance).write(to: run.path(Self.file))
    run.computed(1)
  }

  /// Writes the tables.
  public func writeTables() throws {
    try run.write(comparison.table(), "reported-beside-ours")
    try run.write(comparison.summary(), "agreement")
    try run.write(comparison.differences(), "differences")
    try run.write(robustnessTable(), "robustness")
    try run.write(answersTable(), "answers")
    try run.write(claimsTable(), "claims")
    try run.write(changesTable(), "changes")
    try run.write(check.table(), "protocol-check")
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

  /// Claims whose verdict is not the same in both protocols, of those that have trials enough in either.
  public func changedVerdicts() -> [(published: Judgement, consistent: Judgement)] {
    judgements.filter { $0.evaluation == .published }.compactMap { published in
      counterpart(of: published).map { (published, $0) }
    }.filter { $0.0.isJudged && $0.1.isJudged && $0.0.verdict != $0.1.verdict }
  }

  /// How many claims have too few trials for a verdict in one protocol at least.
  public var unjudged: Int {
    judgements.filter { $0.evaluation == .published }
      .count { !$0.isJudged || counterpart(of: $0)?.isJudged != true }
  }

  /// One row a claim whose verdict depends on the protocol.
  func changesTable() throws -> Table {
    try Table(
      columns: ["test", "teacher", "claim", "statistic", "published", "consistent", "trials"],
      rows: changedVerdicts().map { published, consistent in
        [
          published.test, published.teacher, published.claim.text, published.claim.statistic,
          published.verdict.rawValue, consistent.verdict.rawValue,
          Set([published, consistent].map(\.differences.count)).sorted().map { "\($0)" }
            .joined(separator: ", "),
        ]
      })
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
      let diagonal = Series(
        name: "equal", style: .black, x: [0, 1], mean: [0, 1], dashed: true, marked: false)
      return LineChart(
        title: "\(kind.rawValue) protocol", xLabel: "reported accuracy", yLabel: "our accuracy",
        xRange: 0...1, yRange: 0...1, series: series + [diagonal])
    }
    guard !charts.isEmpty else { return }
    let reached = try figures.values.flatMap(\.teachers).reduce(into: [String]()) { names, teacher in
      if !names.contains(teacher) { names.append(teacher) }
    }.sorted().map { try run.described(teacher: $0) }
    let note =
      "teachers \(reached.joined(separator: ", ")); \(run.settings.scale.rawValue) scale; every reported point that is computed:"
      + " \(comparison.agreement(.published).of) of \(Reported.points.count) in the published protocol"
    try run.draw(FigureFile(ChartPanels(charts: charts, columns: charts.count, note: note)), "conclusion")
  }
}
