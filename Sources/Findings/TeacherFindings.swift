import Figures
import Study

/// How meta-training went.
public struct TeacherFindings: Sendable {
  /// The teachers that are there, in the order of the settings.
  public let teachers: [(plan: TeacherPlan, history: TeacherHistory)]
  private let settings: Settings

  /// - Parameter histories: of the teachers that are there, by name.
  public init(_ histories: [String: TeacherHistory], _ settings: Settings) {
    teachers = settings.teachers.compactMap { plan in histories[plan.name].map { (plan, $0) } }
    self.settings = settings
  }

  /// What figures call each teacher: "base_larger after 400 of 2000 outer steps". Those that are not there are missing.
  public var descriptions: [String: String] {
    Dictionary(
      uniqueKeysWithValues: teachers.map { plan, history in
        let (step, planned) = (history.metaLoss.count, plan.outerSteps)
        let steps = "\(plan.name) after \(step == planned ? "" : "\(step) of ")\(planned) outer steps"
        return (plan.name, steps + plan.training.learnersNote)
      })
  }

  /// One row a teacher of the settings: how far it is, and what its lessons are worth.
  public func table() throws -> Table {
    let rows = settings.teachers.map { plan in
      let history = history(plan.name)
      let lessons = "\(plan.training.innerSteps) x \(plan.training.batch)\(plan.training.learnersNote)"
      let accuracies = history.map { history in
        zip(history.evaluatedInnerSteps, history.testAccuracy.last ?? [])
          .map { "\(formatted($1, "%.3f")) after \($0)" }.joined(separator: ", ")
      }
      return [plan.name, "\(history?.metaLoss.count ?? 0) of \(plan.outerSteps)", lessons, accuracies ?? "–"]
    }
    return try Table(
      columns: ["teacher", "outer steps", "inner steps x items", "last test accuracy (inner steps)"],
      rows: rows)
  }

  func history(_ name: String) -> TeacherHistory? { teachers.first { $0.plan.name == name }?.history }

  /// The loss of every outer step and the accuracy of fresh learners: `meta-training-<teacher>`.
  public func figures() -> [(name: String, panels: ChartPanels, caption: String)] {
    teachers.map { plan, history in
      let loss = LineChart(
        title: "loss", xLabel: "outer step", yLabel: "cross-entropy (nats)",
        series: [
          Series(
            name: "after the last inner step", style: .black,
            x: history.metaLoss.indices.map { Double($0 + 1) }, mean: history.finalLoss, marked: false)
        ])
      let (inner, styles) = (history.evaluatedInnerSteps, [Palette.orange, .blue])
      let accuracy = LineChart(
        title: "test accuracy", xLabel: "outer step", yLabel: "accuracy", yRange: 0...1,
        series: inner.indices.map { column in
          Series(
            name: "after \(inner[column]) inner steps", style: styles[min(column, 1)],
            x: history.evaluatedOuterSteps.map { Double($0) }, mean: history.testAccuracy.map { $0[column] })
        })
      return (
        "meta-training-\(plan.name)",
        ChartPanels(charts: [loss, accuracy], columns: 2, note: note(plan.name)),
        "Loss and test accuracy of fresh \(plan.training.learner) learners over the outer steps of the teacher"
          + " \(plan.name), \(history.metaLoss.count) of \(plan.outerSteps)\(plan.training.learnersNote)."
      )
    }
  }

  /// What stands below a figure of a teacher.
  public func note(_ teacher: String) -> String {
    "teacher \(descriptions[teacher] ?? teacher), \(settings.scale.rawValue) scale"
  }

  /// What the teachers are worth, a sentence each.
  public var sentence: String {
    let found = teachers.map { plan, history in
      let done = "\(history.metaLoss.count) of \(plan.outerSteps) outer steps"
      guard let step = history.evaluatedOuterSteps.last, let accuracies = history.testAccuracy.last else {
        return "The teacher \(plan.name) has made \(done) and is not measured yet."
      }
      let parts = zip(accuracies, history.evaluatedInnerSteps).map {
        "\(formatted(100 * $0, "%.1f%%")) after \($1)"
      }
      let when = step == history.metaLoss.count ? "" : ", measured at outer step \(step),"
      return
        "After \(done), a fresh learner taught by the teacher \(plan.name)\(when) reaches a test accuracy of"
        + " \(enumerated(parts)) inner steps."
    }
    return found.isEmpty ? "No teacher is trained yet." : found.joined(separator: " ")
  }

  // MARK: Beside Such et al. 2019

  /// One row a teacher: its learner's test accuracy after all inner steps, at the last outer step at which it was taken,
  /// beside the curve of Such et al. 2019.
  public func differenceTable() throws -> Table {
    try Table(
      columns: ["teacher", "outer step", "ours", "Such et al.", "difference"],
      rows: teachers.map { plan, history in
        let (step, ours) = (history.evaluatedOuterSteps.last, history.testAccuracy.last?.last)
        let theirs = step.flatMap { Reported.fullCurriculum(after: Double($0)) }
        let difference = ours.flatMap { ours in theirs.map { ours - $0 } }
        return [plan.name, step.map { "\($0)" } ?? "–", formatted(ours, "%.3f"), formatted(theirs, "%.3f")]
          + [formatted(difference, "%+.3f")]
      })
  }

  /// Test accuracy after all inner steps over the outer steps, beside that curve: `curriculum-outer-<teacher>`.
  public func outerStepsChart(_ teacher: String) -> LineChart? {
    guard let history = history(teacher) else { return nil }
    let ours = Series(
      name: "this teacher", style: .blue, x: history.evaluatedOuterSteps.map { Double($0) },
      mean: history.testAccuracy.compactMap(\.last))
    let published = Series(
      name: "Such et al. 2019", style: .black, x: Reported.fullCurriculum.map(\.outerStep),
      mean: Reported.fullCurriculum.map(\.accuracy), dashed: true)
    return LineChart(
      xLabel: "outer steps", yLabel: "test accuracy", logarithmicX: true, yRange: 0...1,
      series: [ours, published], note: note(teacher))
  }
}
