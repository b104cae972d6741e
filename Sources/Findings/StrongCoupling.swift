import Figures
import Robustness
import Study

// Why does the report's kind of attack leave so much in training mode? Step by step from that attack to one that works: which
// images' losses are climbed, which loss, and whether its gradient flows through the means of the batch.

extension StrongFindings {
  private static let steps: [(name: String, attack: StrongAttack)] = [
    ("cross-entropy of all, means followed", .asRun), ("of right images, means followed", .rightOnes),
    ("of right images, means held", .crossEntropy), ("margin of all, means followed", .marginAsRun),
    ("margin of right images, means held", .margin),
  ]

  /// Accuracy in training mode under each of them at the budgets that costlier attacks are run at: a row an attack, a column a
  /// budget and kind of network, over the trials that have all; without rows while none has.
  public func couplingTable() throws -> Table {
    let columns = strong.costlyBudgets.flatMap { budget in
      groups.compactMap { group -> (name: String, spreads: [Spread?])? in
        let found = networks(group, .training).compactMap { tested -> [Double]? in
          let found = Self.steps.compactMap { left(tested, $0.attack, at: budget) }
          return found.count == Self.steps.count ? found : nil
        }
        guard !found.isEmpty else { return nil }
        return (
          "\(group.name) at \(decimal(budget)) (n = \(found.count))",
          Self.steps.indices.map { step in Spread(found.map { $0[step] }) }
        )
      }
    }
    return try Table(
      columns: ["attack"] + columns.map(\.name),
      rows: columns.isEmpty
        ? []
        : Self.steps.enumerated().map { step, attack in
          [attack.name] + columns.map { $0.spreads[step]?.text(digits: 3) ?? "–" }
        })
  }
}
