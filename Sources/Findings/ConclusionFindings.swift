import Figures
import Study

/// What the tests say together.
public struct ConclusionFindings: Sendable {
  /// Those of the tests that have any, in the order of the catalogue.
  public let tests: [TestFindings]
  public let comparison: ReportedComparison
  public let check: ProtocolCheck
  /// By test, teacher and claim.
  public let statements: [Statement]
  let settings: Settings

  /// - Parameter tests: findings by the test's name.
  public init(_ tests: [String: TestFindings], _ settings: Settings) {
    self.settings = settings
    self.tests = TestCells.all.compactMap { tests[$0.name] }
    comparison = ReportedComparison(tests)
    check = ProtocolCheck(tests, trials: settings.trials)
    statements = self.tests.flatMap { findings in findings.teachers.flatMap(findings.statements) }
  }

  func findings(_ test: String) -> TestFindings? { tests.first { $0.test.name == test } }

  public var showsReported: Bool { settings.isReportsData }
  /// Every statement under every protocol.
  public var judgements: [Judgement] { statements.flatMap(\.judgements) }
  /// Statements whose verdict depends on the protocol, of those that have trials enough under each.
  public var changedVerdicts: [Statement] { statements.filter(\.changes) }
  /// How many statements have too few trials for a verdict in one protocol at least.
  public var unjudged: Int { statements.count { !$0.isJudged } }

  private static let columns = ["claim", "statistic", "test", "teacher", "protocol"]

  private func labels(_ judgement: Judgement) -> [String] {
    [
      judgement.claim.text, judgement.claim.statistic, judgement.test, judgement.teacher,
      judgement.evaluation.name,
    ]
  }

  /// Every judgement with its mean difference, interval, number of trials and verdict.
  public func claimsTable() throws -> Table {
    try Table(
      columns: Self.columns + ["mean", "low", "high", "trials", "verdict"],
      rows: judgements.map { judgement in
        let interval = judgement.interval
        return labels(judgement)
          + [judgement.mean, interval?.lowerBound, interval?.upperBound].map { formatted($0, "%+.4f") }
          + ["\(judgement.differences.count)", judgement.verdict.rawValue]
      })
  }

  /// One row a statement whose verdict depends on the protocol.
  public func changesTable() throws -> Table {
    try Table(
      columns: ["test", "teacher", "claim", "statistic"] + EvaluationProtocol.compared.map(\.name) + ["trials"],
      rows: changedVerdicts.map { statement in
        [statement.test, statement.teacher, statement.claim.text, statement.claim.statistic]
          + statement.judgements.map(\.verdict.rawValue) + [statement.trials]
      })
  }

  /// The tables under the names of their files, in the order in which they are written.
  public func tables() throws -> [(name: String, table: Table)] {
    [
      ("reported-beside-ours", try comparison.table()), ("agreement", try comparison.summary()),
      ("differences", try comparison.differences()), ("robustness", try robustnessTable()),
      ("answers", try answersTable()), ("claims", try claimsTable()), ("changes", try changesTable()),
      ("protocol-check", try check.table()),
    ]
  }

  /// Our points against the reported ones, one panel a protocol; nil where there are none.
  ///
  /// - Parameter descriptions: what figures call the teachers, by name.
  public func figure(descriptions: [String: String]) -> ChartPanels? {
    guard showsReported else { return nil }
    let charts = EvaluationProtocol.compared.compactMap { kind -> LineChart? in
      let series = Recipes.reported.compactMap { recipe -> Series? in
        let points = comparison.rows.filter { $0.reported.recipe == recipe.name }
          .compactMap { row in row.ours[kind].map { (row.reported.mean, $0.mean) } }
          .sorted { $0 < $1 }
        guard !points.isEmpty else { return nil }
        return Series(
          name: recipe.name, style: recipe.look, x: points.map(\.0), mean: points.map(\.1), joined: false)
      }
      guard !series.isEmpty else { return nil }
      let diagonal = Series(
        name: "equal", style: .black, x: [0, 1], mean: [0, 1], dashed: true, marked: false)
      return LineChart(
        title: "\(kind.name) protocol", xLabel: "reported accuracy", yLabel: "our accuracy",
        xRange: 0...1, yRange: 0...1, series: series + [diagonal])
    }
    guard !charts.isEmpty else { return nil }
    let teachers = settings.teachers.map(\.name).sorted().map { descriptions[$0] ?? $0 }
    let note =
      "teachers \(teachers.joined(separator: ", ")); \(settings.scale.rawValue) scale; every reported point that is"
      + " computed: \(comparison.agreement(.published).of) of \(Reported.points.count) in the published protocol"
    return ChartPanels(charts: charts, columns: charts.count, note: note)
  }
}
