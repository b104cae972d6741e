import Figures
import Study

/// The report's curves beside ours in the published protocol.
public struct ReportedComparison: Sendable {
  /// Means count as equivalent within this much accuracy.
  public static let margin = 0.05

  /// A reported point and ours, over the report's learner types as far as they are counted.
  public struct Row: Sendable {
    public let reported: Reported.Point
    public let ours: Spread

    public var difference: Double { ours.mean - reported.mean }
    /// Whether ours lies within two reported standard deviations.
    public var isWithin: Bool { abs(difference) <= 2 * reported.deviation }
    /// By two one-sided tests; nil for one trial. The report's deviation is a population one.
    public var isEquivalent: Bool? {
      ours.deviation.map {
        let n = Double(Reported.trials)
        return Findings.isEquivalent(
          difference, ($0, ours.count), (reported.deviation * (n / (n - 1)).squareRoot(), Reported.trials),
          within: margin)
      }
    }
  }

  /// A reported curve of which something is counted.
  public struct Curve: Sendable {
    public let test, teacher, recipe: String
    public let rows: [Row]
    /// What two halves of our trials differ by, by strength; empty for fewer than four trials.
    let halves: [Double]

    var floor: Double? { Reported.floor(test, recipe: recipe) }
  }
  public let curves: [Curve]
  private let tests: [String: TestFindings]

  /// - Parameter tests: findings by the test's name.
  public init(_ tests: [String: TestFindings]) {
    self.tests = tests
    curves = Reported.curves.compactMap { test, teacher, recipe in
      guard let findings = tests[test], findings.teachers.contains(teacher), let named = Recipes.named(recipe)
      else { return nil }
      func curve(_ trials: [Int]) -> [Spread?] {
        findings.curve(
          .published, teacher: teacher, named, learners: findings.learners(teacher), of: trials)
      }
      let all = Array(findings.trials)
      // Strengths are compared by their place: the recovered ones carry eight digits.
      let rows = zip(Reported.curve(test, teacher: teacher, recipe: recipe), curve(all))
        .compactMap { point, ours in ours.map { Row(reported: point, ours: $0) } }
      guard !rows.isEmpty else { return nil }
      let counted = (rows.map(\.ours.count).min() ?? 0) / 2
      let halves =
        counted < 2
        ? []
        : zip(curve(Array(all.prefix(counted))), curve(Array(all.suffix(from: counted))))
          .compactMap { a, b in a.flatMap { a in b.map { abs(a.mean - $0.mean) } } }
      return Curve(test: test, teacher: teacher, recipe: recipe, rows: rows, halves: halves)
    }
  }

  /// The reported effects that are counted here: test, teacher and pair of recipes, as published.
  public var effects: [(ours: Effect, reported: Double, floor: Double)] {
    TestCells.all.flatMap { test in
      Reported.teachers.flatMap { teacher in
        Contrast.all.filter { !$0.relativeToClean }.compactMap { contrast in
          let effects = Reported.teachers.compactMap { Reported.effect(contrast, test.name, $0) }
          guard effects.count == 2, let reported = Reported.effect(contrast, test.name, teacher),
            let findings = tests[test.name], findings.teachers.contains(teacher)
          else { return nil }
          let ours = findings.effect(contrast, .published, teacher, learners: findings.learners(teacher))
          return ours.estimate == nil ? nil : (ours, reported, abs(effects[0] - effects[1]))
        }
      }
    }
  }

  /// Whether an effect has the reported sign, and whether it is no farther from the reported one than the report's own
  /// with one teacher is from that with the other.
  static func agrees(_ ours: Effect, _ reported: Double, _ floor: Double) -> (sign: Bool, size: Bool) {
    guard let mean = ours.estimate?.mean else { return (false, false) }
    return (mean * reported > 0, mean * reported > 0 && abs(mean - reported) <= floor)
  }

  /// One row a reported effect.
  func effectsTable() throws -> Table {
    try Table(
      columns: [
        "test", "teacher", "contrast", "reported", "ours [95% interval]", "same sign", "floor", "within floor",
      ],
      rows: effects.map { ours, reported, floor in
        let agrees = Self.agrees(ours, reported, floor)
        return [ours.test, ours.teacher, ours.contrast.name, signed(reported), ours.text, agrees.sign ? "yes" : "no"]
          + [formatted(floor, "%.3f"), agrees.size ? "yes" : "no"]
      })
  }

  /// One row a reported curve.
  public func curveTable() throws -> Table {
    try Table(
      columns: ["test", "teacher", "recipe", "mean difference"] + Measures.names,
      rows: curves.map { curve in
        let mean = Spread(curve.rows.map(\.difference))?.mean
        return [curve.test, curve.teacher, curve.recipe, signed(mean)] + Measures([curve]).texts
      })
  }

  /// One row a measure, one column a recipe and one for all.
  func summary() throws -> Table {
    let columns =
      Recipes.reported.map { recipe in Measures(curves.filter { $0.recipe == recipe.name }).texts }
      + [Measures(curves).texts]
    return try Table(
      columns: ["measure"] + Recipes.reported.map(\.name) + ["all"],
      rows: Measures.names.indices.map { row in [Measures.names[row]] + columns.map { $0[row] } })
  }

  /// How near some curves are to the report, and what one may expect.
  struct Measures {
    static let names = [
      "mean |difference|", "floor: report's two teachers", "floor: halves of our trials", "equivalent within .05",
      "within 2 reported sd",
    ]
    let difference, floor, halves: Double?
    let equivalent, within, points: Int

    init(_ curves: [Curve]) {
      let rows = curves.flatMap(\.rows)
      difference = Spread(rows.map { abs($0.difference) })?.mean
      floor = Spread(curves.flatMap { curve in curve.rows.compactMap { _ in curve.floor } })?.mean
      halves = Spread(curves.flatMap(\.halves))?.mean
      (equivalent, within) = (rows.count { $0.isEquivalent == true }, rows.count { $0.isWithin })
      points = rows.count
    }

    var texts: [String] {
      [difference, floor, halves].map { formatted($0, "%.3f") } + [equivalent, within].map { "\($0) of \(points)" }
    }
  }
}
