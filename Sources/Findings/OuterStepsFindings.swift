import Figures
import Robustness
import Study

/// How robust the learners of a teacher are as its meta-training goes on.
public struct OuterStepsFindings: Sendable {
  /// A teacher at an outer step.
  struct Point: Sendable, Equatable {
    let step: Int
    /// Under which its learners are counted.
    let name: String
  }

  let accuracy: PrimaryAccuracy
  /// The teachers as they stand now, in their order.
  let standing: [TeacherPlan]
  /// That of teachers without one of their own.
  let seed: UInt64
  private let points: [String: [Point]]
  private var teachers: [String] { standing.map(\.name) }

  /// - Parameters:
  ///   - counted: of the copies, under `settings`.
  ///   - whole: of ordinary learners, and of those of the teachers as they stand now.
  ///   - standing: these teachers, and the outer step that each has reached; 0 where there is none.
  ///   - seed: that of teachers without one of their own.
  public init(
    _ counted: PartCounts, _ settings: Settings, beside whole: PartCounts,
    standing: [(teacher: TeacherPlan, outerStep: Int)], seed: UInt64 = 1
  ) {
    var (counts, settings) = (whole, settings)
    counts.merge(counted)
    let snapshots = settings.teachers
    settings.teachers += standing.map(\.teacher)
    let accuracy = PrimaryAccuracy(counts, settings)
    func isCounted(_ name: String) -> Bool {
      PrimaryAccuracy.names.contains { test in
        PrimaryAccuracy.modes.contains { !accuracy.byTrial(test, .gtn, name, $0).isEmpty }
      }
    }
    points = Dictionary(
      uniqueKeysWithValues: standing.map { teacher, outerStep in
        let copies = snapshots.compactMap { copy -> Point? in
          guard let step = copy.taken, teacher.taken(at: step).name == copy.name else { return nil }
          return Point(step: step, name: copy.name)
        }
        let own = outerStep > 0 ? [Point(step: outerStep, name: teacher.name)] : []
        let counted = (own + copies).filter { isCounted($0.name) }
        // Where the teacher stands at a copy's step, it is shown once.
        let points = counted.filter { point in counted.first { $0.step == point.step } == point }
        return (teacher.name, points.sorted { $0.step < $1.step })
      })
    (self.accuracy, self.standing, self.seed) = (accuracy, standing.map(\.teacher), seed)
  }

  /// What is counted of a teacher, by outer step.
  func points(_ teacher: String) -> [Point] { points[teacher] ?? [] }

  /// By trial, at the last outer step less at the one before; nil with fewer than two of them.
  func change(_ test: String, _ teacher: String, _ mode: EvaluationMode) -> MeanDifference? {
    let latest = points(teacher).suffix(2)
    guard latest.count == 2, let before = latest.first, let last = latest.last else { return nil }
    return MeanDifference(
      paired(accuracy.byTrial(test, .gtn, last.name, mode), accuracy.byTrial(test, .gtn, before.name, mode)))
  }

  /// vanilla − gtn of the learners that are counted under a name, by trial.
  func difference(_ test: String, _ name: String, _ mode: EvaluationMode) -> MeanDifference? {
    MeanDifference(paired(accuracy.byTrial(test, .vanilla, name, mode), accuracy.byTrial(test, .gtn, name, mode)))
  }

  func spread(_ test: String, _ recipe: Recipe, _ teacher: String, _ mode: EvaluationMode) -> Spread? {
    Spread(Array(accuracy.byTrial(test, recipe, teacher, mode).sorted { $0.key < $1.key }.map(\.value.part)))
  }

  /// A row a teacher, test and mode, a column an outer step.
  public func table() throws -> Table {
    try table(["vanilla"] + steps.map { "gtn, \($0) steps" } + ["last less the one before [95% interval]", "trials"]) {
      teacher, test, mode in
      let (taught, change) = (atSteps(teacher) { spread(test, .gtn, $0, mode) }, change(test, teacher, mode))
      return ([spread(test, .vanilla, teacher, mode)] + taught).map { $0?.text(digits: 3) ?? "–" }
        + [change?.text ?? "–", "\(change?.count ?? 0)"]
    }
  }

  /// The report's question on the way: likewise, of vanilla − gtn.
  public func differencesTable() throws -> Table {
    try table(steps.map { "\(Contrast.main.name), \($0) steps" }) { teacher, test, mode in
      atSteps(teacher) { difference(test, $0, mode)?.text }.map { $0 ?? "–" }
    }
  }

  /// One outer step alone shows no change: its teacher is left out.
  private var shown: [String] { teachers.filter { points($0).count > 1 } }
  private var steps: [Int] { Set(shown.flatMap(points).map(\.step)).sorted() }

  private func atSteps<Value>(_ teacher: String, _ value: (String) -> Value?) -> [Value?] {
    steps.map { step in points(teacher).first { $0.step == step }.flatMap { value($0.name) } }
  }

  private func table(_ columns: [String], _ cells: (String, String, EvaluationMode) -> [String]) throws -> Table {
    let rows = shown.flatMap { teacher in
      PrimaryAccuracy.names.flatMap { test in
        PrimaryAccuracy.modes.map { mode in
          [teacher, accuracy.title(test), mode.rawValue] + cells(teacher, test, mode)
        }
      }
    }
    return try Table(columns: ["teacher", "test", "mode"] + columns, rows: rows)
  }

  /// Accuracy against the outer step, a panel a test; nil before two outer steps of a teacher are counted.
  public func figure(_ teacher: String) -> ChartPanels? {
    let points = points(teacher)
    guard points.count > 1, let last = points.last else { return nil }
    let charts = PrimaryAccuracy.perturbed.compactMap { test in
      LineChart.byMode(accuracy.title(test), "outer steps", xRange: 0...1.05 * Double(last.step)) { recipe, mode in
        points.compactMap { point in spread(test, recipe, point.name, mode).map { (Double(point.step), $0) } }
      }
    }
    guard !charts.isEmpty else { return nil }
    return ChartPanels(
      charts: charts, columns: charts.count,
      note: "teacher \(teacher), \(accuracy.settings.scale.rawValue) scale; learners \(PrimaryAccuracy.learner)")
  }

  /// How vanilla − gtn changes with outer steps in both modes, and gtn's accuracy with the latest of them.
  public var sentence: String {
    let found = teachers.compactMap(sentence)
    return found.isEmpty ? "No teacher is counted at two outer steps yet." : found.joined(separator: " ")
  }

  private func sentence(_ teacher: String) -> String? {
    let points = points(teacher)
    guard points.count > 1, let first = points.first, let last = points.last else { return nil }
    let differences = PrimaryAccuracy.modes.compactMap { mode -> String? in
      let ofMode = byTest(PrimaryAccuracy.perturbed) { test in
        guard let start = difference(test, first.name, mode), let end = difference(test, last.name, mode) else {
          return nil
        }
        return "from \(signed(start.mean)) to \(signed(end.mean))"
      }
      return ofMode.isEmpty ? nil : "in \(mode.rawValue) mode \(enumerated(ofMode))"
    }
    let changes = byTest(PrimaryAccuracy.names) { change($0, teacher, .evaluation)?.text }
    let parts = [
      differences.isEmpty
        ? nil
        : "Between outer steps \(first.step) and \(last.step) of the teacher \(teacher), \(Contrast.main.name) goes"
          + " \(differences.joined(separator: ", and "))",
      changes.isEmpty
        ? nil
        : "From outer step \(points[points.count - 2].step) to \(last.step) of the teacher \(teacher), the accuracy of gtn in"
          + " evaluation mode changes by \(enumerated(changes))",
    ].compactMap { $0 }
    return parts.isEmpty ? nil : parts.map { "\($0)." }.joined(separator: " ")
  }

  /// What there is to say of each test: "−0.123 under noise".
  func byTest(_ tests: [String], _ text: (String) -> String?) -> [String] {
    tests.compactMap { test in
      text(test).map {
        "\($0) " + (test == PrimaryAccuracy.unperturbed ? "without perturbation" : "under \(accuracy.title(test))")
      }
    }
  }
}
