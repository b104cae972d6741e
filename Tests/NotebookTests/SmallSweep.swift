@testable import Notebook

/// Counts of a test over few networks, for tests of what is derived from them.
enum SmallSweep {
  static let learners = ["base_larger", "base_larger3", "linear"]

  /// - Parameter counted: the count at a position along protocol, teacher, algorithm, learner, trial, strength.
  static func results(
    _ test: RobustnessTest, teachers: [String] = ["base_larger"], learners: [String] = learners,
    trials: Int = 3, total: Int = 100, counted: ([String]) -> Int?
  ) -> SweepResults {
    let counts = Counts(
      axes: [
        .init("protocol", EvaluationProtocol.allCases.map(\.rawValue)), .init("teacher", teachers),
        .init("algorithm", Algorithm.allCases.map(\.rawValue)), .init("learner", learners),
        .init("trial", (1...trials).map { Double($0) }), .init("strength", test.strengths),
      ], total: total)
    var results = SweepResults(counts: counts, isAttack: test.isAttack)
    for position in counts.positions {
      let labels = zip(counts.axes, position).map { $0.labels[$1] }
      guard let count = counted(labels) else { continue }
      let distance = Distance(
        mean: 0.1 + 0.01 * Double(position[3]), largest: 0.2 * Double(position[5] + 1), largestPixel: 0.3)
      results.record(count, distance, at: position)
    }
    return results
  }
}
