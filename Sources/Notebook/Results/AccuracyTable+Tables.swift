import Figures
import Foundation
import Robustness

extension AccuracyTable {
  /// One row for each teacher and learner type: mean accuracy and its spread for every algorithm, the trials
  /// they rest on, whether the type passes the criterion, and the slides' numbers.
  public func table(_ counts: Counts) throws -> Table {
    let rows = counts.labels("teacher").flatMap { teacher in
      counts.labels("learner").map { learner in
        let spreads = Algorithm.allCases.map { Spread(Self.accuracies(counts, teacher, $0, learner)) }
        let cells = spreads.map { spread in
          spread.map { $0.text(digits: 4) } ?? "–"
        }
        let admitted = Self.admits(counts, teacher, learner).map { $0 ? "yes" : "no" } ?? "–"
        let trials = Self.trials(spreads, of: counts.labels("trial").count)
        return [teacher, learner] + cells + [trials, admitted, slides(teacher, learner)]
      }
    }
    let columns = Algorithm.allCases.map(\.rawValue) + ["trials", "passes", "slides"]
    return try Table(columns: ["teacher", "learner"] + columns, rows: rows)
  }

  /// "5 of 5", or algorithm by algorithm "2, 2, 5 of 5".
  static func trials(_ spreads: [Spread?], of all: Int) -> String {
    let numbers = spreads.map { "\($0?.count ?? 0)" }
    return (Set(numbers).count == 1 ? numbers[0] : numbers.joined(separator: ", ")) + " of \(all)"
  }

  /// How far ours is from the slides' numbers, one row an algorithm; nil where there is nothing to compare.
  public func differenceTable(_ counts: Counts) throws -> Table? {
    let rows = Algorithm.allCases.compactMap { algorithm -> [String]? in
      let differences = counts.labels("learner").compactMap { learner -> (learner: String, by: Double)? in
        guard let theirs = slide("base_larger", learner, algorithm),
          let ours = Spread(Self.accuracies(counts, "base_larger", algorithm, learner))
        else { return nil }
        return (learner, ours.mean - theirs)
      }
      guard let mean = Spread(differences.map(\.by)),
        let largest = differences.max(by: { abs($0.by) < abs($1.by) })
      else { return nil }
      return [
        algorithm.rawValue, "\(mean.count)", String(format: "%+.3f", mean.mean),
        String(format: "%+.3f", largest.by), largest.learner,
      ]
    }
    guard !rows.isEmpty else { return nil }
    return try Table(
      columns: ["algorithm", "learner types", "mean difference", "largest difference", "of"], rows: rows)
  }

  /// The slides' numbers, algorithm by algorithm.
  private func slides(_ teacher: String, _ learner: String) -> String {
    let numbers = Algorithm.allCases.compactMap { slide(teacher, learner, $0) }
    return numbers.isEmpty ? "–" : numbers.map { String(format: "%.2f", $0) }.joined(separator: ", ")
  }

  /// A number of the slides: two digits, cut off; they have the teacher `base_larger` only.
  private func slide(_ teacher: String, _ learner: String, _ algorithm: Algorithm) -> Double? {
    guard run.settings.isReportsData, teacher == "base_larger",
      run.settings.teacher(teacher) != nil
    else { return nil }
    return Reported.accuracy(learner, algorithm)
  }
}
