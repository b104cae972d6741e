import Figures
import Foundation
import Robustness

// What the counts of a test say as tables.

extension SweepFigures {
  /// Every curve, one row for each protocol, teacher, algorithm and strength, the reported point beside it.
  /// Curves over the learner types admitted here, where these are not the report's, come without.
  func curveTable() throws -> Table {
    func digits(_ number: Double?) -> String { number.map { String(format: "%.5f", $0) } ?? "" }
    var rows: [[String]] = []
    for teacher in teachers {
      for (learners, isReports) in [(learners(teacher), true), (differentlyAdmitted(teacher) ?? [], false)] {
        let kinds = EvaluationProtocol.allCases
        for (kind, algorithm) in kinds.flatMap({ kind in Algorithm.allCases.map { (kind, $0) } }) {
          let reported = isReports ? Reported.curve(test.name, teacher: teacher, algorithm) : []
          let curve = curve(kind, teacher: teacher, algorithm, learners: learners)
          for (index, spread) in curve.enumerated() {
            guard let spread else { continue }
            let point = index < reported.count ? reported[index] : nil
            rows.append(
              [kind.rawValue, teacher, algorithm.rawValue, learners.joined(separator: " ")]
                + [decimal(counts.labels("strength")[index]), digits(spread.mean), digits(spread.deviation)]
                + ["\(spread.count)", digits(point?.mean), digits(point?.deviation)])
          }
        }
      }
    }
    let columns =
      ["protocol", "teacher", "algorithm", "learners", "strength", "mean_accuracy", "std_accuracy", "trials"]
      + ["reported_mean_accuracy", "reported_std_accuracy"]
    return try Table(columns: columns, rows: rows)
  }

  /// Mean accuracy of the curve's networks on the same images without perturbation.
  private func clean(_ kind: EvaluationProtocol, _ teacher: String, _ algorithm: Algorithm) -> Double? {
    let learners = learners(teacher)
    // As in ``curve``, so that the same counts are the same number.
    return Spread(
      counts.labels("trial").compactMap { trial in
        let found = learners.compactMap {
          results.cleanCount(kind, teacher: teacher, algorithm, learner: $0, trial: trial)
        }
        guard !found.isEmpty, found.count == learners.count else { return nil }
        return Double(found.reduce(0, +)) / Double(found.count * counts.total)
      })?.mean
  }

  /// Mean and spread of every curve at its first, middle and last strength, with the trials they rest on, and
  /// the accuracy without perturbation.
  func summaryTable() throws -> Table {
    let strengths = counts.labels("strength").indices
    let shown = [0, strengths.count / 2, strengths.count - 1]
    var rows: [[String]] = []
    for kind in EvaluationProtocol.allCases {
      for teacher in teachers {
        for algorithm in Algorithm.allCases {
          let curve = curve(kind, teacher: teacher, algorithm, learners: learners(teacher))
          let cells = shown.map { index in
            curve[index].map { $0.text(digits: 3) } ?? "–"
          }
          let clean = clean(kind, teacher, algorithm).map { String(format: "%.3f", $0) } ?? "–"
          rows.append([kind.rawValue, teacher, algorithm.rawValue, clean] + cells + [trials(curve)])
        }
      }
    }
    let columns = shown.map { "β = \(shortened(counts.numbers("strength")[$0]))" } + ["trials"]
    return try Table(columns: ["protocol", "teacher", "algorithm", "unperturbed"] + columns, rows: rows)
  }

  /// How far ours is from the report, one row a teacher and algorithm: the mean absolute difference over the
  /// strengths, and the points within two reported standard deviations.
  func differenceTable() throws -> Table? {
    guard showsReported else { return nil }
    let comparison = ReportedComparison([test.name: self])
    var rows: [[String]] = []
    for teacher in teachers {
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
    let columns = EvaluationProtocol.allCases.flatMap {
      ["\($0.rawValue): mean |ours − reported|", "\($0.rawValue): within 2 reported sd"]
    }
    return try Table(columns: ["teacher", "algorithm"] + columns, rows: rows)
  }

  /// Which learner types the curves average over, and which are admitted here.
  func learnerTable() throws -> Table {
    func listed(_ names: [String]?) -> String {
      names.map { $0.isEmpty ? "none" : $0.joined(separator: ", ") } ?? "not known yet"
    }
    return try Table(
      columns: [
        "teacher", "the report's types", "not counted here", "admitted here", "admitted as in the report",
      ],
      rows: teachers.map { teacher in
        [
          teacher, listed(Reported.learners(test.name, teacher: teacher)), listed(missingLearners(teacher)),
          listed(admitted[teacher]),
          admitted[teacher] == nil ? "–" : differentlyAdmitted(teacher) == nil ? "yes" : "no",
        ]
      })
  }

  /// How far an attack moves images: a row each strength over all networks counted or, in full, one each
  /// protocol, teacher, algorithm, learner type, trial and strength. nil for corruptions.
  func distanceTable(inFull: Bool) throws -> Table? {
    guard test.isAttack, !results.distances.isEmpty else { return nil }
    func digits(_ number: Double) -> String { String(format: "%.4f", number) }
    let measures = ["mean L2", "largest L2", "largest pixel"]
    guard !inFull else {
      let found = counts.positions.compactMap { place in results.distances[place].map { (place, $0) } }
      return try Table(
        columns: counts.axes.map(\.name) + measures,
        rows: found.map { position, moved in
          zip(counts.axes, position).map { decimal($0.labels[$1]) }
            + [moved.mean, moved.largest, moved.largestPixel].map(digits)
        })
    }
    let rows = counts.numbers("strength").enumerated().compactMap { index, strength -> [String]? in
      let found = results.distances.filter { $0.key.last == index }.values
      guard let mean = Spread(found.map(\.mean))?.mean else { return nil }
      return [shortened(strength), digits(mean)]
        + [found.map(\.largest).max(), found.map(\.largestPixel).max()].map { digits($0 ?? 0) }
    }
    return try Table(columns: ["β"] + measures, rows: rows)
  }

  /// What an attack does to all networks together: the largest distances, the largest change of an accuracy,
  /// and of how many networks, once for each protocol and teacher. nil for corruptions.
  func movement() -> (largest: Double, largestPixel: Double, changed: Double, networks: Int)? {
    guard test.isAttack, let clean = results.clean, !results.distances.isEmpty else { return nil }
    let changes = results.distances.keys.compactMap { position -> Double? in
      guard let before = clean[Array(position.dropLast())], let after = counts[position] else { return nil }
      return abs(Double(after - before)) / Double(counts.total)
    }
    return (
      results.distances.values.map(\.largest).max() ?? 0,
      results.distances.values.map(\.largestPixel).max() ?? 0, changes.max() ?? 0,
      Set(results.distances.keys.map { $0.dropLast() }).count
    )
  }
}

/// A number as readers write it: 0.0048, where the nearest binary fraction has 17 digits. Other labels as they are.
private func decimal(_ label: String) -> String { Double(label).map { String(format: "%.10g", $0) } ?? label }
