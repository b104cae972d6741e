import Archive
import Figures
import Foundation
import Robustness

/// How the counts of a test are drawn and tabulated.
public struct SweepFigures {
  let test: RobustnessTest
  let results: SweepResults
  let run: Run
  /// Learner types that pass the report's criterion here, by teacher; a teacher is missing while not known.
  let admitted: [String: [String]]
  /// Learner types of each teacher's figure.
  private let shown: [String: [String]]

  var counts: Counts { results.counts }
  var showsReported: Bool { run.settings.isReportsData }
  var teachers: [String] { counts.labels("teacher") }

  /// - Parameter admitted: as `AccuracyTable` tells.
  public init(_ test: RobustnessTest, _ results: SweepResults, _ run: Run, admitted: [String: [String]]) {
    self.test = test
    self.results = results
    self.run = run
    self.admitted = admitted
    shown = Dictionary(
      uniqueKeysWithValues: results.counts.labels("teacher").map { teacher in
        let reported = Reported.learners(test.name, teacher: teacher)
        return (teacher, reported.filter { results.counts.hasCurve(teacher: teacher, learner: $0) })
      })
  }

  /// Learner types of a teacher's figure: the report's, as far as they are counted.
  public func learners(_ teacher: String) -> [String] { shown[teacher] ?? [] }

  /// The report's learner types that are not counted yet, or not trained at this scale.
  func missingLearners(_ teacher: String) -> [String] {
    Reported.learners(test.name, teacher: teacher).filter { !learners(teacher).contains($0) }
  }

  /// The learner types admitted here, where they are not the report's: these have a figure of their own. nil
  /// where they are the same, or not known. `base_fc` is `base_larger` again and does not count.
  func differentlyAdmitted(_ teacher: String) -> [String]? {
    let reported = Reported.learners(test.name, teacher: teacher).filter { $0 != "base_fc" }
    return admitted[teacher].flatMap { Set($0) == Set(reported) ? nil : $0 }
  }

  /// Mean over learner types and trials, and the standard deviation over the trials of the mean over learner
  /// types (DIVERGENCES.md, 26), for every strength; nil where no trial is complete.
  public func curve(
    _ kind: EvaluationProtocol, teacher: String, _ algorithm: Algorithm, learners: [String]
  ) -> [Spread?] {
    counts.labels("strength").map { strength in
      guard !learners.isEmpty else { return nil }
      return Spread(
        counts.labels("trial").compactMap { trial in
          let found = learners.compactMap { learner in
            counts[kind.rawValue, teacher, algorithm.rawValue, learner, trial, strength]
          }
          guard found.count == learners.count else { return nil }
          return Double(found.reduce(0, +)) / Double(found.count * counts.total)
        })
    }
  }

  /// Of how many trials a curve is the mean: "5 of 5", or "2 to 5 of 5" where strengths differ.
  func trials(_ curve: [Spread?]) -> String {
    let numbers = curve.map { $0?.count ?? 0 }
    let (low, high) = (numbers.min() ?? 0, numbers.max() ?? 0)
    return (low == high ? "\(low)" : "\(low) to \(high)") + " of \(counts.labels("trial").count)"
  }

  /// The trials of a whole figure; curve by curve where they differ.
  func trials(teacher: String, learners: [String]) -> String {
    var all: Set<String> = []
    let parts = EvaluationProtocol.allCases.compactMap { kind -> String? in
      let drawn = Algorithm.allCases.compactMap { algorithm -> String? in
        let curve = curve(kind, teacher: teacher, algorithm, learners: learners)
        all.insert(trials(curve))
        return curve.contains { $0 != nil } ? "\(algorithm.rawValue) \(trials(curve))" : nil
      }
      return drawn.isEmpty ? nil : "\(kind.rawValue): " + drawn.joined(separator: ", ")
    }
    if all.count == 1, let one = all.first { return one + " trials" }
    return "trials (" + parts.joined(separator: "; ") + ")"
  }

  /// What the bands of a figure show: one trial has none.
  func band(_ width: String, teacher: String, learners: [String]) -> String {
    let trials = trials(teacher: teacher, learners: learners)
    let hasBand = EvaluationProtocol.allCases.contains { kind in
      Algorithm.allCases.contains { algorithm in
        curve(kind, teacher: teacher, algorithm, learners: learners).contains { $0?.deviation != nil }
      }
    }
    return hasBand ? "band: \(width) over \(trials)" : "\(trials), hence no band"
  }

  /// Draws accuracy against strength: one figure a teacher, one panel a protocol, with the reported curves
  /// dashed in both; and the same over the learner types admitted here, where these are others.
  public func drawCurves(strengthLabel: String, logarithmic: Bool = false) throws {
    for teacher in teachers {
      let drawings = [
        ("\(test.name)-\(teacher)", learners(teacher)),
        ("\(test.name)-admitted-\(teacher)", differentlyAdmitted(teacher) ?? []),
      ]
      for (name, learners) in drawings {
        let charts = EvaluationProtocol.allCases.compactMap { kind -> LineChart? in
          let ours = Algorithm.allCases.compactMap { series(kind, teacher, $0, learners) }
          guard !ours.isEmpty else { return nil }
          return LineChart(
            title: "\(kind.rawValue) protocol", xLabel: strengthLabel, yLabel: "accuracy",
            logarithmicX: logarithmic, yRange: 0...1, series: ours + reportedSeries(teacher))
        }
        guard !charts.isEmpty else { continue }
        let missing = learners == self.learners(teacher) ? missingLearners(teacher) : []
        let described = try run.described(teacher: teacher)
        let note =
          "teacher \(described), \(run.settings.scale.rawValue) scale; learners \(learners.joined(separator: ", "))"
          + (missing.isEmpty ? "" : " (not counted: \(missing.joined(separator: ", ")))")
          + "; \(counts.total) images; \(band("± 1 sd", teacher: teacher, learners: learners))"
        try run.draw(
          FigureFile(ChartPanels(charts: charts, columns: charts.count, note: note)), name)
      }
    }
  }

  private func series(
    _ kind: EvaluationProtocol, _ teacher: String, _ algorithm: Algorithm, _ learners: [String]
  ) -> Series? {
    let spreads = curve(kind, teacher: teacher, algorithm, learners: learners)
    let points = zip(counts.numbers("strength"), spreads).compactMap { strength, spread in
      spread.map { (strength, $0) }
    }
    guard !points.isEmpty, let style = Palette(rawValue: algorithm.rawValue) else { return nil }
    return Series(
      name: algorithm.rawValue, style: style, x: points.map(\.0), mean: points.map(\.1.mean),
      band: points.contains { $0.1.deviation != nil } ? points.map { $0.1.deviation ?? 0 } : nil)
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
}

extension Counts {
  /// Whether a learner type is counted at every strength for at least one trial of one algorithm.
  fileprivate func hasCurve(teacher: String, learner: String) -> Bool {
    guard labels("learner").contains(learner) else { return false }
    return labels("protocol").contains { kind in
      Algorithm.allCases.contains { algorithm in
        labels("trial").contains { trial in
          labels("strength").allSatisfy { self[kind, teacher, algorithm.rawValue, learner, trial, $0] != nil }
        }
      }
    }
  }
}
