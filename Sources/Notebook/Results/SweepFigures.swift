import Archive
import Figures
import Foundation
import Robustness

/// How the counts of a test are drawn and tabulated.
public struct SweepFigures {
  let test: RobustnessTest
  let counts: Counts
  let run: Run

  public init(_ test: RobustnessTest, _ counts: Counts, _ run: Run) {
    self.test = test
    self.counts = counts
    self.run = run
  }

  var showsReported: Bool { run.settings.isReportsData }

  /// Learner types of a teacher's figure: the report's, as far as this scale trains them.
  public func learners(_ teacher: String) -> [String] {
    Reported.learners(test.name, teacher: teacher).filter(counts.labels("learner").contains)
  }

  /// Mean over learner types and trials, and the standard deviation over the trials of the mean over learner
  /// types (reference, section 7), for every strength; nil where no trial is complete.
  public func curve(
    _ kind: EvaluationProtocol, teacher: String, _ algorithm: Algorithm, learners: [String]
  ) -> [Spread?] {
    counts.labels("strength").map { strength in
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

  /// Trials of which every learner type of the figure is counted, at every strength.
  public func completeTrials(_ kind: EvaluationProtocol, teacher: String, _ algorithm: Algorithm) -> Int {
    counts.labels("trial").count { trial in
      learners(teacher).allSatisfy { learner in
        counts.labels("strength").allSatisfy { strength in
          counts[kind.rawValue, teacher, algorithm.rawValue, learner, trial, strength] != nil
        }
      }
    }
  }

  /// Draws accuracy against strength: one figure a teacher, one panel a protocol, with the reported curves
  /// dashed in both.
  public func drawCurves(strengthLabel: String, logarithmic: Bool = false) throws {
    for teacher in counts.labels("teacher") {
      let charts = EvaluationProtocol.allCases.compactMap { kind -> LineChart? in
        let ours = Algorithm.allCases.compactMap { series(kind, teacher, $0) }
        guard !ours.isEmpty else { return nil }
        return LineChart(
          title: "\(kind.rawValue) protocol", xLabel: strengthLabel, yLabel: "accuracy",
          logarithmicX: logarithmic, yRange: 0...1, series: ours + reportedSeries(teacher))
      }
      guard !charts.isEmpty else { continue }
      let trials = Algorithm.allCases.flatMap { algorithm in
        EvaluationProtocol.allCases.map { completeTrials($0, teacher: teacher, algorithm) }
      }
      let note =
        "teacher \(teacher), \(run.settings.scale.rawValue) scale; learners \(learners(teacher).joined(separator: ", "));"
        + " \(counts.total) images; band: ± 1 sd over \(trials.max() ?? 0) trials"
      try run.draw(
        FigureFile(ChartPanels(charts: charts, columns: charts.count, note: note)), "\(test.name)-\(teacher)")
    }
  }

  private func series(_ kind: EvaluationProtocol, _ teacher: String, _ algorithm: Algorithm) -> Series? {
    let spreads = curve(kind, teacher: teacher, algorithm, learners: learners(teacher))
    let points = zip(counts.numbers("strength"), spreads).compactMap { strength, spread in
      spread.map { (strength, $0) }
    }
    guard !points.isEmpty, let style = Palette(rawValue: algorithm.rawValue) else { return nil }
    return Series(
      name: algorithm.rawValue, style: style, x: points.map(\.0), mean: points.map(\.1.mean),
      band: points.map(\.1.deviation))
  }

  private func reportedSeries(_ teacher: String) -> [Series] {
    guard showsReported else { return [] }
    return Algorithm.allCases.compactMap { algorithm in
      let points = Reported.curve(test.name, teacher: teacher, algorithm)
      guard !points.isEmpty, let style = Palette(rawValue: algorithm.rawValue) else { return nil }
      return Series(
        name: "reported", style: style, x: points.map(\.strength), mean: points.map(\.mean), dashed: true)
    }
  }

  /// Every curve, one row for each protocol, teacher, algorithm and strength, the reported point beside it.
  public func writeTable() throws {
    var rows: [[String]] = []
    func digits(_ number: Double?) -> String { number.map { String(format: "%.5f", $0) } ?? "" }
    for kind in EvaluationProtocol.allCases {
      for teacher in counts.labels("teacher") {
        for algorithm in Algorithm.allCases {
          let spreads = curve(kind, teacher: teacher, algorithm, learners: learners(teacher))
          let reported = Reported.curve(test.name, teacher: teacher, algorithm)
          for (index, spread) in spreads.enumerated() {
            guard let spread else { continue }
            let point = index < reported.count ? reported[index] : nil
            rows.append(
              [kind.rawValue, teacher, algorithm.rawValue, counts.labels("strength")[index]]
                + [spread.mean, spread.deviation, point?.mean, point?.deviation].map(digits))
          }
        }
      }
    }
    let columns =
      ["protocol", "teacher", "algorithm", "strength", "mean_accuracy", "std_accuracy"]
      + ["reported_mean_accuracy", "reported_std_accuracy"]
    let path = "\(run.paper)/tables/\(test.name).csv"
    try TextFile.write(Table(columns: columns, rows: rows).csv(), to: path)
    run.wrote([path])
  }
}
