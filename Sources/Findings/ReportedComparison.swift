import Figures
import Study

/// Every reported point beside ours.
public struct ReportedComparison: Sendable {
  /// One reported point.
  public struct Row: Sendable {
    public let reported: Reported.Point
    /// Mean and spread of our trials under each protocol.
    public let ours: [EvaluationProtocol: Spread]
    /// The learner types that ours is the mean over: the report's, as far as they are counted.
    public let learners: [String]

    /// Whether ours lies within two reported standard deviations; nil while it is missing.
    public func agrees(_ kind: EvaluationProtocol) -> Bool? {
      ours[kind].map { abs($0.mean - reported.mean) <= 2 * reported.deviation }
    }
  }
  /// One for each of ``Reported/points``, in that order, whether computed or not.
  public let rows: [Row]

  /// - Parameter tests: findings by the test's name.
  public init(_ tests: [String: TestFindings]) {
    rows = Reported.points.map { point in
      guard let findings = tests[point.test], findings.teachers.contains(point.teacher),
        let recipe = Recipes.named(point.recipe),
        // Strengths are compared by their place: the recovered ones carry eight digits.
        let place = Reported.curve(point.test, teacher: point.teacher, recipe: point.recipe).firstIndex(of: point)
      else { return Row(reported: point, ours: [:], learners: []) }
      let learners = findings.learners(point.teacher)
      var ours: [EvaluationProtocol: Spread] = [:]
      for kind in EvaluationProtocol.compared {
        let curve = findings.curve(kind, teacher: point.teacher, recipe, learners: learners)
        if place < curve.count, let spread = curve[place] { ours[kind] = spread }
      }
      return Row(reported: point, ours: ours, learners: ours.isEmpty ? [] : learners)
    }
  }

  /// How many of our points lie within two reported standard deviations, of how many computed.
  public func agreement(
    _ kind: EvaluationProtocol, where fits: (Reported.Point) -> Bool = { _ in true }
  ) -> (agreeing: Int, of: Int) {
    let judged = rows.filter { fits($0.reported) }.compactMap { $0.agrees(kind) }
    return (judged.count { $0 }, judged.count)
  }

  /// All points, one row each.
  public func table() throws -> Table {
    func digits(_ number: Double?) -> String { formatted(number, "%.5f", missing: "") }
    let columns =
      ["teacher", "test", "recipe", "strength", "reported_mean", "reported_std", "learners"]
      + EvaluationProtocol.compared.flatMap { kind in
        ["mean", "std", "trials", "difference", "within_2_std"].map { "\(kind.name)_\($0)" }
      }
    return try Table(
      columns: columns,
      rows: rows.map { row in
        let point = row.reported
        let ours = EvaluationProtocol.compared.flatMap { kind in
          let spread = row.ours[kind]
          return [digits(spread?.mean), digits(spread?.deviation), spread.map { "\($0.count)" } ?? ""]
            + [digits(spread.map { $0.mean - point.mean }), row.agrees(kind).map { $0 ? "yes" : "no" } ?? ""]
        }
        return [point.teacher, point.test, point.recipe, decimal(point.strength)]
          + [point.mean, point.deviation].map { digits($0) } + [row.learners.joined(separator: " ")] + ours
      })
  }

  /// One row a figure, one a recipe and one for all: points within two reported standard deviations, by protocol.
  public func summary() throws -> Table {
    func row(_ name: String, _ fits: (Reported.Point) -> Bool) -> [String] {
      [name]
        + EvaluationProtocol.compared.map { kind in
          let (agreeing, all) = agreement(kind, where: fits)
          return all == 0 ? "–" : "\(agreeing) of \(all)"
        }
    }
    let figures = Reported.figures.map { test, teacher in
      row("\(test), teacher \(teacher)") { $0.test == test && $0.teacher == teacher }
    }
    let recipes = Recipes.reported.map { recipe in
      row("all figures, \(recipe.name)") { $0.recipe == recipe.name }
    }
    return try Table(
      columns: ["figure"] + EvaluationProtocol.compared.map { "\($0.name) protocol" },
      rows: figures + recipes + [row("all") { _ in true }])
  }

  /// One row a figure of the report: the mean over its strengths of ours less reported, and the largest of these
  /// differences, by recipe, in the published protocol.
  public func differences() throws -> Table {
    let rows = Reported.figures.map { test, teacher in
      [test, teacher]
        + Recipes.reported.map { recipe in
          let found = differences {
            $0.test == test && $0.teacher == teacher && $0.recipe == recipe.name
          }
          guard let mean = Spread(found)?.mean, let largest = found.max(by: { abs($0) < abs($1) }) else { return "–" }
          return "\(formatted(mean, "%+.3f")) (\(formatted(largest, "%+.3f")))"
        }
    }
    return try Table(columns: ["test", "teacher"] + Recipes.reported.map(\.name), rows: rows)
  }

  /// Ours less reported, in the published protocol, of the points that fit.
  func differences(_ fits: (Reported.Point) -> Bool) -> [Double] {
    rows.filter { fits($0.reported) }.compactMap { row in row.ours[.published].map { $0.mean - row.reported.mean } }
  }
}
