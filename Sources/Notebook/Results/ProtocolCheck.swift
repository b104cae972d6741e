import Figures
import Foundation
import Robustness

/// Whether the two evaluation modes do here what they do elsewhere: our `vanilla` learners of type `base_larger`
/// beside one such network that was trained and tested with PyTorch (`Reported/README.md`).
public struct ProtocolCheck: Sendable {
  public struct Row: Sendable {
    let expected: Reported.CheckPoint
    let mode: EvaluationMode
    /// The independent network's accuracy in that mode.
    let accuracy: Double
    /// Mean over our trials; nil while none is counted.
    let ours: Spread?

    /// One network is compared with a mean over others: 0.03 for noise, 0.06 for attacks (Reported/README.md).
    var tolerance: Double { expected.test == RobustnessTest.noise.name ? 0.03 : 0.06 }

    var isWithin: Bool? { ours.map { abs($0.mean - accuracy) <= tolerance } }
  }
  public let rows: [Row]
  /// Trials that the settings have: with fewer, nothing is judged.
  private let trials: Int

  /// - Parameter figures: those of every test, by its name.
  init(_ figures: [String: SweepFigures]) {
    trials = figures.values.map { $0.counts.labels("trial").count }.max() ?? 0
    rows = [EvaluationMode.training, .evaluation].flatMap { mode in
      Reported.check.map { point in
        Row(
          expected: point, mode: mode,
          accuracy: mode == .training ? point.trainingMode : point.evaluationMode,
          ours: figures[point.test].flatMap { Self.ours(point, mode, $0) })
      }
    }
  }

  private static func ours(
    _ point: Reported.CheckPoint, _ mode: EvaluationMode, _ figures: SweepFigures
  ) -> Spread? {
    // `vanilla` stands under every teacher; the protocols put it into one mode each.
    guard figures.counts.labels("learner").contains("base_larger"), let teacher = figures.teachers.first,
      let kind = EvaluationProtocol.allCases.first(where: { $0.mode(of: .vanilla) == mode }),
      let strength = figures.counts.numbers("strength").firstIndex(where: {
        abs($0 - point.strength) < 1e-3 * point.strength
      })
    else { return nil }
    return figures.curve(kind, teacher: teacher, .vanilla, learners: ["base_larger"])[strength]
  }

  /// Numbers within the tolerance, of those that can be compared.
  public func agreement(_ mode: EvaluationMode) -> (within: Int, of: Int) {
    let judged = rows.filter { $0.mode == mode }.compactMap(\.isWithin)
    return (judged.count { $0 }, judged.count)
  }

  /// What came out for one mode, in one line.
  ///
  /// - Parameter scale: the reference was tested on the report's images: other scales are not judged.
  public func verdict(_ mode: EvaluationMode, _ scale: Scale) -> String {
    let (within, all) = agreement(mode)
    let expected = rows.filter { $0.mode == mode }
    let least = expected.compactMap { $0.ours?.count }.min() ?? 0
    let isComplete = all == expected.count && least == trials
    let word =
      !isComplete ? "so far, on \(least) of \(trials) trials," : within < all ? "failed," : "passed,"
    let judgement = scale == .report ? word : "not judged at \(scale.rawValue) scale,"
    let left = expected.count - all
    return "\(mode.rawValue) mode: \(judgement) \(within) of \(all) numbers within the tolerance"
      + (left > 0 ? ", \(left) not computed yet" : "")
  }

  /// Every number beside ours.
  public func table() throws -> Table {
    func digits(_ number: Double?) -> String { number.map { String(format: "%.3f", $0) } ?? "–" }
    return try Table(
      columns: ["mode", "test", "β", "PyTorch", "ours", "trials", "difference", "tolerance", "within"],
      rows: rows.map { row in
        [
          row.mode.rawValue, row.expected.test, shortened(row.expected.strength), digits(row.accuracy),
          row.ours.map { $0.text(digits: 3) } ?? "–",
          "\(row.ours?.count ?? 0)",
          row.ours.map { String(format: "%+.3f", $0.mean - row.accuracy) } ?? "–",
          String(format: "%.2f", row.tolerance), row.isWithin.map { $0 ? "yes" : "no" } ?? "–",
        ]
      })
  }
}
