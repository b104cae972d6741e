import Figures
import Robustness
import Study

/// Whether the two evaluation modes do here what they do elsewhere: our `vanilla` learners of type `base_larger`
/// beside one such network that was trained and tested with PyTorch (Sources/Study/Reported/README.md).
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

  private static let modes = [EvaluationMode.training, .evaluation]

  /// - Parameter tests: findings by the test's name.
  init(_ tests: [String: TestFindings]) {
    rows = Self.modes.flatMap { mode in
      Reported.check.map { point in
        Row(
          expected: point, mode: mode,
          accuracy: mode == .training ? point.trainingMode : point.evaluationMode,
          ours: tests[point.test].flatMap { Self.ours(point, mode, $0) })
      }
    }
  }

  private static func ours(
    _ point: Reported.CheckPoint, _ mode: EvaluationMode, _ findings: TestFindings
  ) -> Spread? {
    // `vanilla` stands under every teacher.
    guard let vanilla = Recipes.named("vanilla"), let teacher = findings.teachers.first,
      let kind = EvaluationProtocol.all.first(where: { $0.mode(of: vanilla) == mode }),
      let strength = findings.results.strengths.firstIndex(where: {
        abs($0 - point.strength) < 1e-3 * point.strength
      })
    else { return nil }
    return findings.curve(kind, teacher: teacher, vanilla, learners: ["base_larger"])[strength]
  }

  /// Numbers within the tolerance, of those that can be compared.
  public func agreement(_ mode: EvaluationMode) -> (within: Int, of: Int) {
    let judged = rows.filter { $0.mode == mode }.compactMap(\.isWithin)
    return (judged.count { $0 }, judged.count)
  }

  /// What came out for each mode, one a line.
  public var sentences: [String] {
    Self.modes.map { mode in
      let (within, all) = agreement(mode)
      return "\(mode.rawValue) mode: \(within) of \(all) numbers within the tolerance"
    }
  }

  /// Every number beside ours.
  public func table() throws -> Table {
    try Table(
      columns: ["mode", "test", "β", "PyTorch", "ours", "trials", "difference", "tolerance", "within"],
      rows: rows.map { row in
        [
          row.mode.rawValue, row.expected.test, shortened(row.expected.strength), formatted(row.accuracy, "%.3f"),
          row.ours?.text(digits: 3) ?? "–", "\(row.ours?.count ?? 0)",
          signed(row.ours.map { $0.mean - row.accuracy }), formatted(row.tolerance, "%.2f"),
          row.isWithin.map { $0 ? "yes" : "no" } ?? "–",
        ]
      })
  }
}
