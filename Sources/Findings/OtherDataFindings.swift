import Figures
import Robustness
import Study

/// What two data sets say of one question: is ordinary training less robust than a teacher's, with one learner type in the same
/// trials?
public struct OtherDataFindings: Sendable {
  /// What is counted of one data set.
  public struct Data: Sendable {
    /// Its name in tables and figures.
    let name: String
    let tests: [TestFindings]
    let strong: StrongFindings

    /// - Parameter results: by the test's name.
    public init(_ name: String, _ results: [String: TestResults], _ strong: StrongResults, _ settings: Settings) {
      self.name = name
      tests = OtherDataFindings.tests.compactMap { test in
        results[test.name].map { TestFindings(test, $0, settings, admitted: [:]) }
      }
      self.strong = StrongFindings(strong, settings)
    }
  }

  /// vanilla − gtn in one test and mode, of either data set.
  struct Row {
    let test: String
    let mode: EvaluationMode
    let other: PairedMean?
    /// Over the trials of the other that it has, too.
    let own: PairedMean?
  }

  private let other: Data
  private let own: Data
  private let teacher: String
  /// What figures call the other data set's teacher.
  private let described: String
  private static let tests: [RobustnessTest] = Effect.primaryTests
  private static let learner = "base_larger"
  /// In the order of rows.
  private static let modes: [EvaluationMode] = [.evaluation, .training]

  /// - Parameters:
  ///   - other: the data set that is asked.
  ///   - own: the one beside which it stands.
  ///   - teacher: the name of the teachers of both.
  ///   - described: what lines call the other's: "base_larger after 200 of 2000 outer steps".
  public init(_ other: Data, beside own: Data, teacher: String, described: String) {
    (self.other, self.own, self.teacher, self.described) = (other, own, teacher, described)
  }

  // MARK: Differences

  /// Without perturbation, in every test, and under the strongest PGD.
  var rows: [Row] {
    let names = ["clean"] + Self.tests.map(\.name) + [Effect.strongTest]
    return names.flatMap { name in
      Self.modes.map { mode in
        let (others, owns) = (differences(other, name, mode), differences(own, name, mode))
        return Row(
          test: name, mode: mode, other: PairedMean(others.sorted { $0.key < $1.key }.map(\.value)),
          own: PairedMean(owns.filter { others[$0.key] != nil }.sorted { $0.key < $1.key }.map(\.value)))
      }
    }
  }

  /// By trial; those without all counts are left out.
  private func differences(_ data: Data, _ name: String, _ mode: EvaluationMode) -> [Int: Double] {
    let trials = data.strong.settings.trials
    let found = (1...trials).map { trial -> (Int, Double?) in
      func difference(_ accuracy: (Recipe) -> Double?) -> Double? {
        accuracy(.vanilla).flatMap { vanilla in accuracy(.gtn).map { vanilla - $0 } }
      }
      let kind: EvaluationProtocol = mode == .training ? .training : .evaluation
      switch name {
      case "clean":
        guard let test = data.tests.first else { return (trial, nil) }
        let difference = difference { recipe in
          test.cleanCount(kind, teacher, recipe, Self.learner, trial).map { Double($0) / Double(test.results.total) }
        }
        return (trial, difference)
      case Effect.strongTest:
        let effect = data.strong.effects.first { $0.teacher == teacher && $0.evaluation == kind }
        return (trial, effect?.byTrial[trial - 1])
      default:
        guard let test = data.tests.first(where: { $0.test.name == name }) else { return (trial, nil) }
        return (trial, test.effect(.main, kind, teacher, learners: [Self.learner]).byTrial[trial - 1])
      }
    }
    return Dictionary(uniqueKeysWithValues: found.compactMap { trial, value in value.map { (trial, $0) } })
  }

  private func tested(_ recipe: Recipe, _ mode: EvaluationMode, _ trial: Int) -> TestedNetwork {
    TestedNetwork(
      LearnerKey(
        teacher: recipe.needsTeacher ? teacher : nil, recipe: recipe.name, learner: Self.learner, trial: trial), mode)
  }

  // MARK: What is shown

  /// A row a test and mode, a column a data set.
  public func table() throws -> Table {
    try Table(
      columns: ["test", "mode"] + [other, own].map { "\($0.name): \(Contrast.main.name) [95% interval]" } + ["trials"],
      rows: rows.map { row in
        [row.test == Effect.strongTest ? "pgd at \(decimal(other.strong.primaryBudget))" : row.test, row.mode.rawValue]
          + [row.other, row.own].map { $0?.text ?? "–" } + ["\(row.other?.count ?? 0)"]
      })
  }

  /// The other data set's accuracy against strength, a panel a test; nil while nothing is counted.
  public var figure: ChartPanels? {
    let charts =
      other.tests.compactMap { findings in
        chart(findings.title, "β") { recipe, mode in
          let kind: EvaluationProtocol = mode == .training ? .training : .evaluation
          let curve = findings.curve(kind, teacher: teacher, recipe, learners: [Self.learner])
          return zip(findings.results.strengths, curve).compactMap { strength, spread in spread.map { (strength, $0) } }
        }
      }
      + [
        chart("PGD", "pixel change ε") { recipe, mode in
          let strong = other.strong
          func spread(_ value: (TestedNetwork) -> Double?) -> Spread? {
            Spread((1...strong.settings.trials).compactMap { value(tested(recipe, mode, $0)) })
          }
          let clean = spread(strong.clean).map { [(0.0, $0)] } ?? []
          return clean
            + strong.strong.budgets.compactMap { budget in
              spread { strong.worst($0, at: budget, cheapOnly: true) }.map { (budget, $0) }
            }
        }
      ].compactMap { $0 }
    guard !charts.isEmpty else { return nil }
    return ChartPanels(
      charts: charts, columns: charts.count,
      note: "solid: evaluation mode, dashed: training mode; band: one standard deviation (n − 1) over trials;"
        + " \(other.name), teacher \(described), \(other.strong.settings.scale.rawValue) scale; learners \(Self.learner)"
    )
  }

  private func chart(
    _ title: String, _ xLabel: String, _ points: (Recipe, EvaluationMode) -> [(Double, Spread)]
  ) -> LineChart? {
    let series = [Recipe.vanilla, .gtn].flatMap { recipe in
      Self.modes.compactMap { mode -> Series? in
        let points = points(recipe, mode)
        guard !points.isEmpty else { return nil }
        let hasBand = mode == .evaluation && points.contains { $0.1.deviation != nil }
        return Series(
          name: recipe.name, style: recipe.look, x: points.map(\.0), mean: points.map(\.1.mean),
          band: hasBand ? points.map { $0.1.deviation ?? 0 } : nil, dashed: mode == .training, showsInLegend: false,
          labelled: mode == .evaluation)
      }
    }
    guard !series.isEmpty else { return nil }
    return LineChart(title: title, xLabel: xLabel, yLabel: "accuracy", yRange: 0...1, series: series)
  }

  /// The differences in evaluation mode, and how many of all agree.
  public var sentence: String {
    let rows = rows.filter { $0.test != "clean" }
    let found = rows.filter { $0.mode == .evaluation && $0.other != nil }.map { row in
      "\(signed(row.other?.mean)) under \(row.test) (\(own.name): \(row.own.map { signed($0.mean) } ?? "not counted yet"))"
    }
    guard !found.isEmpty else { return "Nothing is counted yet." }
    let both = rows.compactMap { row in row.other.flatMap { other in row.own.map { (other, $0) } } }
    let agreeing = both.filter { ($0.mean < 0) == ($1.mean < 0) }
    let certain = agreeing.count { [$0, $1].allSatisfy { $0.interval?.contains(0) == false } }
    let agreement =
      both.isEmpty
      ? ""
      : " The sign is that of \(own.name) in \(agreeing.count) of \(both.count) comparisons of test and mode; in"
        + " \(certain) of these both intervals leave out zero."
    return "On \(other.name), with the teacher \(described), \(Contrast.main.name) in evaluation mode is"
      + " \(enumerated(found)).\(agreement)"
  }
}
