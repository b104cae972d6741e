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
    let accuracy: PrimaryAccuracy

    public init(_ name: String, _ counted: PartCounts, _ settings: Settings) {
      self.name = name
      accuracy = PrimaryAccuracy(counted, settings)
    }
  }

  /// vanilla − gtn in one test and mode, of either data set.
  struct Row {
    let test: String
    let mode: EvaluationMode
    let other: MeanDifference?
    /// Over the trials of the other that it has, too.
    let own: MeanDifference?
  }

  private let other: Data
  private let own: Data
  private let teacher: String
  /// What figures call the other data set's teacher.
  private let described: String

  /// - Parameters:
  ///   - other: the data set that is asked.
  ///   - own: the one beside which it stands.
  ///   - teacher: the name of the teachers of both.
  ///   - described: what lines call the other's: "base_larger after 200 of 2000 outer steps".
  public init(_ other: Data, beside own: Data, teacher: String, described: String) {
    (self.other, self.own, self.teacher, self.described) = (other, own, teacher, described)
  }

  // MARK: Differences

  /// Without perturbation, in every test, and under three kinds of PGD.
  var rows: [Row] {
    PrimaryAccuracy.names.flatMap { name in
      PrimaryAccuracy.modes.map { mode in
        let (others, owns) = (differences(other, name, mode), differences(own, name, mode))
        return Row(
          test: name, mode: mode, other: MeanDifference(others),
          own: MeanDifference(owns.filter { others[$0.key] != nil }))
      }
    }
  }

  private func differences(_ data: Data, _ name: String, _ mode: EvaluationMode) -> [Int: Double] {
    paired(
      data.accuracy.byTrial(name, .vanilla, teacher, mode), data.accuracy.byTrial(name, .gtn, teacher, mode))
  }

  // MARK: What is shown

  /// A row a test and mode, a column a data set.
  public func table() throws -> Table {
    try Table(
      columns: ["test", "mode"] + [other, own].map { "\($0.name): \(Contrast.main.name) [95% interval]" } + ["trials"],
      rows: rows.map { row in
        [other.accuracy.title(row.test), row.mode.rawValue]
          + [row.other, row.own].map { $0?.text ?? "–" } + ["\(row.other?.count ?? 0)"]
      })
  }

  /// The other data set's accuracy against strength, a panel a test; nil while nothing is counted.
  public var figure: ChartPanels? {
    let charts =
      other.accuracy.tests.compactMap { findings in
        LineChart.byMode(findings.title, "β") { recipe, mode in
          let curve = findings.curve(.of(mode), teacher: teacher, recipe, learners: [PrimaryAccuracy.learner])
          return zip(findings.results.strengths, curve).compactMap { strength, spread in spread.map { (strength, $0) } }
        }
      }
      + [
        LineChart.byMode("PGD", "pixel change ε") { recipe, mode in
          let strong = other.accuracy.strong
          func spread(_ value: (TestedNetwork) -> Double?) -> Spread? {
            Spread(
              (1...strong.settings.trials).compactMap { value(other.accuracy.tested(recipe, teacher, mode, $0)) })
          }
          let clean = spread(strong.clean).map { [(0.0, $0)] } ?? []
          return clean
            // Beyond, nothing stands.
            + strong.strong.budgets.filter { $0 <= 0.2 }.compactMap { budget in
              spread { strong.worst($0, at: budget, cheapOnly: true) }.map { (budget, $0) }
            }
        }
      ].compactMap { $0 }
    guard !charts.isEmpty else { return nil }
    return ChartPanels(
      charts: charts, columns: charts.count,
      note:
        "\(other.name), teacher \(described), \(other.accuracy.settings.scale.rawValue) scale; learners \(PrimaryAccuracy.learner)"
    )
  }

  /// The differences in either mode, and how many of them agree.
  public var sentence: String {
    let rows = rows.filter { $0.test != PrimaryAccuracy.unperturbed }
    let found = PrimaryAccuracy.modes.compactMap { mode -> String? in
      let texts = rows.filter { $0.mode == mode && $0.other != nil }.map { row in
        "\(signed(row.other?.mean)) under \(other.accuracy.title(row.test)) (\(own.name):"
          + " \(row.own.map { signed($0.mean) } ?? "not counted yet"))"
      }
      return texts.isEmpty ? nil : "in \(mode.rawValue) mode \(enumerated(texts))"
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
    return
      "On \(other.name), with the teacher \(described), \(Contrast.main.name) is \(found.joined(separator: ", and "))."
      + agreement
  }
}
