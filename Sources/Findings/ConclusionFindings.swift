import Figures
import Study

/// What the tests say together.
public struct ConclusionFindings: Sendable {
  /// Those of the tests that have any, in the order of the catalogue.
  public let tests: [TestFindings]
  public let comparison: ReportedComparison
  public let check: ProtocolCheck
  /// nil while nothing is attacked strongly.
  let strong: StrongFindings?
  /// By test, teacher, contrast and protocol, counted or not.
  public let effects: [Effect]
  let settings: Settings

  /// - Parameters:
  ///   - tests: findings by the test's name.
  ///   - strong: what strong attacks leave; nil while there is nothing.
  public init(_ tests: [String: TestFindings], strong: StrongFindings? = nil, _ settings: Settings) {
    (self.settings, self.strong) = (settings, strong)
    self.tests = TestCells.all.compactMap { tests[$0.name] }
    comparison = ReportedComparison(tests)
    check = ProtocolCheck(tests)
    effects = self.tests.flatMap { findings in findings.teachers.flatMap(findings.effects) } + (strong?.effects ?? [])
  }

  public var showsReported: Bool { settings.isReportsData }

  func effect(_ contrast: Contrast, _ test: String, _ teacher: String, _ kind: EvaluationProtocol) -> Effect? {
    effects.first { $0.contrast == contrast && $0.test == test && $0.teacher == teacher && $0.evaluation == kind }
  }

  /// The primary contrasts with their p by Holm's step-down over the whole family; nil while not counted.
  public var primary: [(effect: Effect, p: Double?)] {
    let family = effects.filter(\.isPrimary)
    var adjusted = holm(family.compactMap { $0.estimate?.p }, family: Effect.family)[...]
    return family.map { ($0, $0.estimate?.p == nil ? nil : adjusted.removeFirst()) }
  }

  /// How many of a mode's primary contrasts are beyond chance, with vanilla the less and the more accurate.
  func beyondChance(_ kind: EvaluationProtocol) -> (behind: Int, ahead: Int) {
    let means = primary.filter { $0.effect.evaluation == kind && ($0.p ?? 1) < 0.05 }
      .compactMap { $0.effect.estimate?.mean }
    return (means.count { $0 < 0 }, means.count { $0 > 0 })
  }

  /// One row a primary contrast.
  public func primaryTable() throws -> Table {
    try Table(
      columns: ["test", "teacher", "mode", Contrast.main.name, "95% interval", "p (Holm)", "trials"],
      rows: primary.map { effect, p in
        let (estimate, interval) = (effect.estimate, effect.estimate?.interval)
        return [effect.test, effect.teacher, effect.evaluation.name, signed(estimate?.mean)]
          + [interval.map { "\(signed($0.lowerBound)) to \(signed($0.upperBound))" } ?? "–"]
          + [p.map { $0 < 0.0005 ? "< 0.001" : formatted($0, "%.3f") } ?? "–", "\(estimate?.count ?? 0)"]
      })
  }

  /// All other contrasts that are counted, without a verdict: one row a contrast, test and teacher.
  public func descriptiveTable() throws -> Table {
    let keys =
      effects.filter { $0.evaluation == .published && !$0.contrast.relativeToClean }
      + effects.filter { $0.evaluation == .published && $0.contrast.relativeToClean }
    return try Table(
      columns: ["contrast", "test", "teacher"] + EvaluationProtocol.all.map(\.name),
      rows: keys.map { key in
        [key.contrast.name, key.test, key.teacher]
          + EvaluationProtocol.all.map {
            let effect = effect(key.contrast, key.test, key.teacher, $0)
            return effect.flatMap { $0.isPrimary ? "primary" : $0.estimate?.text } ?? "–"
          }
      })
  }

  /// One row a test and teacher: accuracy over all its strengths, by recipe, in each protocol, and as reported.
  public func robustnessTable() throws -> Table {
    let curves = EvaluationProtocol.all.flatMap { kind in kind.recipes.map { (kind, $0) } }
    let rows = tests.flatMap { findings in
      findings.teachers.map { teacher in
        let cells = curves.map { kind, recipe in
          findings.overStrengths(kind, teacher: teacher, recipe, learners: findings.learners(teacher, kind))
        }
        let reported = Recipes.reported.map { recipe in
          showsReported
            ? Spread(Reported.curve(findings.test.name, teacher: teacher, recipe: recipe.name).map(\.mean))?.mean : nil
        }
        return [findings.test.name, teacher] + cells.map { $0?.text(digits: 3) ?? "–" }
          + reported.map { formatted($0, "%.3f") }
      }
    }
    let columns = curves.map { "\($0.name): \($1.name)" } + Recipes.reported.map { "reported: \($0.name)" }
    return try Table(columns: ["test", "teacher"] + columns, rows: rows)
  }

  /// The tables under the names of their files, in the order in which they are written.
  public func tables() throws -> [(name: String, table: Table)] {
    [
      ("contrasts", try primaryTable()), ("contrasts-descriptive", try descriptiveTable()),
      ("robustness", try robustnessTable()), ("agreement", try comparison.summary()),
      ("agreement-curves", try comparison.curveTable()), ("agreement-effects", try comparison.effectsTable()),
      ("protocol-check", try check.table()),
    ]
  }
}
