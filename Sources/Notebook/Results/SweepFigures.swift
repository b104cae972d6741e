import Archive
import Datasets
import Figures
import Foundation
import Robustness

/// How the counts of a test are drawn and tabulated.
public struct SweepFigures {
  let test: RobustnessTest
  let counts: Counts
  let run: Run
  /// What the axis of strengths shows, with its unit.
  let strengthLabel: String

  public init(_ test: RobustnessTest, _ counts: Counts, _ run: Run, strengthLabel: String) {
    self.test = test
    self.counts = counts
    self.run = run
    self.strengthLabel = strengthLabel
  }

  /// Mean over learner types and trials, and the standard deviation over the trials of the mean over learner
  /// types (reference, section 7), for every strength; nil where nothing is computed yet.
  public func curve(
    _ kind: EvaluationProtocol, teacher: String, _ algorithm: Algorithm, learners: [String]? = nil
  ) -> [Spread?] {
    let learners = learners ?? counts.labels("learner")
    return counts.labels("strength").map { strength in
      Spread(
        counts.labels("trial").compactMap { trial in
          let found = learners.compactMap { learner in
            counts[kind.rawValue, teacher, algorithm.rawValue, learner, trial, strength]
          }
          guard found.count == learners.count else { return nil }
          return Double(found.reduce(0, +)) / Double(found.count * counts.total)
        })
    }
  }

  /// Draws accuracy against strength, one figure a teacher with one panel a protocol.
  public func drawCurves() throws {
    for teacher in counts.labels("teacher") {
      let charts = EvaluationProtocol.allCases.map { kind in
        LineChart(
          title: "\(kind.rawValue) protocol", xLabel: strengthLabel, yLabel: "accuracy", yRange: 0...1,
          series: Algorithm.allCases.compactMap { series(kind, teacher, $0) })
      }.filter { !$0.series.isEmpty }
      guard !charts.isEmpty else { continue }
      let note = "teacher \(teacher), \(run.settings.scale.rawValue) scale, \(counts.total) images;"
        + " band: standard deviation over \(trialsDone) trials"
      run.wrote(
        try FigureFile(ChartPanels(charts: charts, columns: charts.count, note: note))
          .draw(to: "\(run.paper)/figures", name: "\(test.name)-\(teacher)").filter { $0.hasSuffix(".pdf") })
    }
  }

  /// Trials with at least one count.
  private var trialsDone: Int {
    counts.labels("trial").count { trial in
      counts.labels("teacher").contains { teacher in
        Algorithm.allCases.contains { algorithm in
          EvaluationProtocol.allCases.contains { kind in
            counts.labels("learner").contains { learner in
              counts[kind.rawValue, teacher, algorithm.rawValue, learner, trial, counts.labels("strength")[0]]
                != nil
            }
          }
        }
      }
    }
  }

  private func series(_ kind: EvaluationProtocol, _ teacher: String, _ algorithm: Algorithm) -> Series? {
    let points = zip(counts.numbers("strength"), curve(kind, teacher: teacher, algorithm))
      .compactMap { strength, spread in spread.map { (strength, $0) } }
    guard !points.isEmpty, let style = Palette(rawValue: algorithm.rawValue) else { return nil }
    return Series(
      name: algorithm.rawValue, style: style, x: points.map(\.0), mean: points.map(\.1.mean),
      band: points.map(\.1.deviation))
  }

  /// Every curve as a table: one row for each protocol, teacher, algorithm and strength.
  public func writeTable() throws {
    var rows: [[String]] = []
    for kind in EvaluationProtocol.allCases {
      for teacher in counts.labels("teacher") {
        for algorithm in Algorithm.allCases {
          let spreads = curve(kind, teacher: teacher, algorithm)
          for (strength, spread) in zip(counts.labels("strength"), spreads) {
            guard let spread else { continue }
            rows.append(
              [kind.rawValue, teacher, algorithm.rawValue, strength]
                + [spread.mean, spread.deviation].map { String(format: "%.5f", $0) })
          }
        }
      }
    }
    let columns = ["protocol", "teacher", "algorithm", "strength", "mean_accuracy", "std_accuracy"]
    let path = "\(run.paper)/tables/\(test.name).csv"
    try TextFile.write(Table(columns: columns, rows: rows).csv(), to: path)
    run.wrote([path])
  }
}
