import Figures
import Robustness
import Study

// What strong attacks leave, in numbers: by those that are run at every budget, and by all.

extension StrongFindings {
  /// What the attacks that are run at every budget leave, alone and together, over all trials: a row a budget, learner type,
  /// recipe and mode.
  public func table() throws -> Table {
    try table(StrongAttack.all.filter { $0.kind == .curve }, together: "all three") {
      worst($0, at: $1, cheapOnly: true)
    }
  }

  /// The same of all attacks, over the trials in which all of them are run.
  public func worstTable() throws -> Table {
    try table(StrongAttack.all.filter(\.isOfWorstCase), together: "worst case") { worst($0, at: $1) }
  }

  private func table(
    _ attacks: [StrongAttack], together: String, _ standing: (TestedNetwork, Double) -> Double?
  ) throws -> Table {
    let rows = strong.costlyBudgets.flatMap { budget in
      groups.flatMap { group in
        EvaluationMode.allCases.compactMap { mode -> [String]? in
          let networks = networks(group, mode).filter { standing($0, budget) != nil }
          guard !networks.isEmpty else { return nil }
          func text(_ value: (TestedNetwork) -> Double?) -> String {
            Spread(networks.compactMap(value))?.text(digits: 3) ?? "–"
          }
          return [decimal(budget), group.learner, group.name, mode.rawValue, text(clean)]
            + attacks.map { attack in text { left($0, attack, at: budget) } }
            + [text { standing($0, budget) }, "\(networks.count)"]
        }
      }
    }
    return try Table(
      columns: ["budget", "learner type", "recipe", "mode", "clean"] + attacks.map(\.name) + [together, "trials"],
      rows: rows)
  }
}
