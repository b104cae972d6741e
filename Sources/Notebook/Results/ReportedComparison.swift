import Figures
import Foundation
import Robustness

/// Every reported point beside ours.
public struct ReportedComparison: Sendable {
  /// One reported point.
  public struct Row: Sendable {
    public let reported: Reported.Point
    /// Mean and spread of our trials under the published protocol, and under the consistent one.
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

  /// - Parameter figures: those of every test, by its name.
  public init(_ figures: [String: SweepFigures]) {
    rows = Reported.points.map { point in
      var ours: [EvaluationProtocol: Spread] = [:]
      var learners: [String] = []
      if let figure = figures[point.test], figure.counts.labels("teacher").contains(point.teacher) {
        learners = figure.learners(point.teacher)
        // Strengths are compared by their place: the recovered ones carry eight digits.
        let place = Reported.curve(point.test, teacher: point.teacher, point.algorithm).firstIndex(of: point)
        for kind in EvaluationProtocol.allCases {
          let curve = figure.curve(kind, teacher: point.teacher, point.algorithm, learners: learners)
          if let place, place < curve.count, let spread = curve[place] { ours[kind] = spread }
        }
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
    func digits(_ number: Double?) -> String { number.map { String(format: "%.5f", $0) } ?? "" }
    let columns =
      ["teacher", "test", "algorithm", "strength", "reported_mean", "reported_std", "learners"]
      + EvaluationProtocol.allCases.flatMap { kind in
        ["mean", "std", "trials", "difference", "within_2_std"].map { "\(kind.rawValue)_\($0)" }
      }
    return try Table(
      columns: columns,
      rows: rows.map { row in
        let point = row.reported
        let ours = EvaluationProtocol.allCases.flatMap { kind in
          let spread = row.ours[kind]
          return [digits(spread?.mean), digits(spread?.deviation), spread.map { "\($0.count)" } ?? ""]
            + [digits(spread.map { $0.mean - point.mean }), row.agrees(kind).map { $0 ? "yes" : "no" } ?? ""]
        }
        return [point.teacher, point.test, point.algorithm.rawValue, String(format: "%.10g", point.strength)]
          + [point.mean, point.deviation].map { digits($0) } + [row.learners.joined(separator: " ")] + ours
      })
  }

  /// One row a figure, one an algorithm and one for all: points within two reported standard deviations, by protocol.
  public func summary() throws -> Table {
    func row(_ name: String, _ fits: (Reported.Point) -> Bool) -> [String] {
      [name]
        + EvaluationProtocol.allCases.map { kind in
          let (agreeing, all) = agreement(kind, where: fits)
          return all == 0 ? "–" : "\(agreeing) of \(all)"
        }
    }
    let figures = Self.figures.map { test, teacher in
      row("\(test), teacher \(teacher)") { $0.test == test && $0.teacher == teacher }
    }
    let algorithms = Algorithm.allCases.map { algorithm in
      row("all figures, \(algorithm.rawValue)") { $0.algorithm == algorithm }
    }
    return try Table(
      columns: ["figure"] + EvaluationProtocol.allCases.map { "\($0.rawValue) protocol" },
      rows: figures + algorithms + [row("all") { _ in true }])
  }
}
