import Figures
import Foundation
import Robustness

// By how much our points differ from the reported ones, and the reported ones among themselves.

extension ReportedComparison {
  /// One row a figure of the report: the mean over its strengths of ours less reported, and the largest of these
  /// differences, by algorithm, in the published protocol.
  public func differences() throws -> Table {
    let rows = Self.figures.map { test, teacher in
      [test, teacher]
        + Algorithm.allCases.map { algorithm in
          let found = differences {
            $0.test == test && $0.teacher == teacher && $0.algorithm == algorithm
          }
          guard let mean = Spread(found)?.mean, let largest = found.max(by: { abs($0) < abs($1) }) else {
            return "–"
          }
          return String(format: "%+.3f (%+.3f)", mean, largest)
        }
    }
    return try Table(columns: ["test", "teacher"] + Algorithm.allCases.map(\.rawValue), rows: rows)
  }

  /// Ours less reported, in the published protocol, of the points that fit.
  func differences(_ fits: (Reported.Point) -> Bool) -> [Double] {
    rows.filter { fits($0.reported) }.compactMap { row in
      row.ours[.published].map { $0.mean - row.reported.mean }
    }
  }

  /// Test and teacher of every result figure.
  static let figures = ["base_larger", "base_larger3"].flatMap { teacher in
    ["noise", "blur", "fgsm", "lbfgs"].map { ($0, teacher) }
  }
}

extension Reported {
  /// The report's points with one teacher against those with the other: how many lie within two standard deviations
  /// (the larger of both) of each other, of how many, and the largest difference. What a change of the teacher alone
  /// does to the curves; for `vanilla`, what training the networks again does.
  static func betweenTeachers(_ algorithm: Algorithm) -> (agreeing: Int, of: Int, largest: Double) {
    let pairs = RobustnessTests.all.flatMap { test in
      zip(
        curve(test.name, teacher: "base_larger", algorithm),
        curve(test.name, teacher: "base_larger3", algorithm))
    }
    let differences = pairs.map { abs($0.mean - $1.mean) }
    let agreeing = zip(pairs, differences).count { $1 <= 2 * max($0.0.deviation, $0.1.deviation) }
    return (agreeing, pairs.count, differences.max() ?? 0)
  }
}
