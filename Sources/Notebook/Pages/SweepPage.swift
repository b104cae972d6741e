import Figures
import Foundation
import Robustness

extension SweepFigures {
  /// The figures of this test with their captions.
  var captions: [(name: String, caption: String)] {
    let sample = (
      name: "\(test.name)-sample",
      caption: "Test image \(test.sampleImage) at every strength."
    )
    let curves = counts.labels("teacher").map { teacher in
      (
        name: "\(test.name)-\(teacher)",
        caption:
          "Accuracy against strength, teacher \(teacher), mean over \(learners(teacher).joined(separator: ", "));"
          + " band: one standard deviation over the trials"
          + (showsReported ? "; dashed: as reported." : ".")
      )
    }
    return [sample] + curves
  }

  /// How far ours is from the report, one row a teacher and algorithm: the mean absolute difference over the
  /// strengths, and the points within two reported standard deviations.
  func differenceTable() throws -> Table? {
    guard showsReported else { return nil }
    let comparison = ReportedComparison([test.name: self])
    var rows: [[String]] = []
    for teacher in counts.labels("teacher") {
      for algorithm in Algorithm.allCases {
        let points = comparison.rows.filter {
          $0.reported.test == test.name && $0.reported.teacher == teacher
            && $0.reported.algorithm == algorithm
        }
        guard !points.isEmpty else { continue }
        let cells = EvaluationProtocol.allCases.flatMap { kind -> [String] in
          let differences = points.compactMap { row in row.ours[kind].map { abs($0.mean - row.reported.mean) }
          }
          guard let mean = Spread(differences)?.mean else { return ["–", "–"] }
          let agreeing = points.count { $0.agrees(kind) == true }
          return [String(format: "%.3f", mean), "\(agreeing) of \(differences.count)"]
        }
        rows.append([teacher, algorithm.rawValue] + cells)
      }
    }
    guard !rows.isEmpty else { return nil }
    let columns = EvaluationProtocol.allCases.flatMap { ["\($0.rawValue): difference", "within 2 sd"] }
    return try Table(columns: ["teacher", "algorithm"] + columns, rows: rows)
  }

  /// Mean and spread of every curve at its first, middle and last strength.
  func summaryTable() throws -> Table {
    let strengths = counts.labels("strength").indices
    let shown = [0, strengths.count / 2, strengths.count - 1]
    var rows: [[String]] = []
    for kind in EvaluationProtocol.allCases {
      for teacher in counts.labels("teacher") {
        for algorithm in Algorithm.allCases {
          let curve = curve(kind, teacher: teacher, algorithm, learners: learners(teacher))
          let cells = shown.map { index in
            curve[index].map { String(format: "%.3f ± %.3f", $0.mean, $0.deviation) } ?? "–"
          }
          rows.append([kind.rawValue, teacher, algorithm.rawValue] + cells)
        }
      }
    }
    let columns = shown.map { "β = \(shortened(counts.numbers("strength")[$0]))" }
    return try Table(columns: ["protocol", "teacher", "algorithm"] + columns, rows: rows)
  }

  /// The sections of a page about this test.
  func sections() throws -> [Page.Section] {
    var sections = [
      Page.Section(
        "Accuracy: \(test.name)",
        try summaryTable().markdown() + "\nAll strengths: [`\(test.name).csv`](../tables/\(test.name).csv).")
    ]
    if let table = try differenceTable() {
      sections.append(Page.Section("Difference to the report: \(test.name)", table.markdown()))
    }
    return sections
  }
}
