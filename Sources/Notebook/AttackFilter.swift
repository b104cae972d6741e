import ArgumentParser
import Robustness
import Study

/// Which of the strong attacks are asked for; without these options, all.
public struct AttackFilter: ParsableArguments {
  @Option(help: "Only this attack, such as pgd-margin; an unknown name lists all.")
  public var attack: String?

  @Option(help: "Only this largest change of a pixel, in grey levels between 0 and 1.")
  public var budget: Double?

  public init() {}

  private static let names =
    [StrongResults.clean] + StrongResults.gradients.map(\.name) + StrongAttack.all.map(\.name)
    + ["mode", "trial", "recipe"].map { StrongResults.transfer + $0 }

  /// - Throws: a usage error for an attack or a budget that there is not.
  func check(_ settings: StrongSettings) throws {
    if let attack, !Self.names.contains(attack) {
      throw ValidationError("--attack \(attack): choose one of \(Self.names.joined(separator: ", "))")
    }
    if let budget, !settings.budgets.contains(budget) {
      let known = settings.budgets.map { "\($0)" }.joined(separator: ", ")
      throw ValidationError("--budget \(budget): choose one of \(known)")
    }
  }

  func admits(_ unit: StrongUnit, _ settings: StrongSettings) -> Bool {
    (attack == nil || attack == unit.attack) && (budget == nil || budget == settings.budget(of: unit))
  }
}
