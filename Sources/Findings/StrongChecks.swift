import Figures
import Robustness
import Study

/// One of the signs by which attacks that only seem strong are told (Athalye et al. 2018; Carlini et al. 2019), over all
/// networks that it can be asked of.
public struct AttackCheck: Sendable {
  public let name: String
  /// Comparisons made, and what speaks against in them.
  public let asked: Int
  public let against: [String]
  /// The largest difference in the wrong direction.
  public let worst: Double
  public var holds: Bool { against.isEmpty }
}

extension StrongFindings {
  /// The checks, with how much a difference may be by chance.
  public var checks: [AttackCheck] {
    let budgets = strong.costlyBudgets
    func paired(
      _ name: String, within tolerance: Double = 0, _ modes: [EvaluationMode] = EvaluationMode.allCases,
      _ excess: @escaping (TestedNetwork, Double) -> Double?
    ) -> AttackCheck {
      check(name, within: tolerance, modes, over: budgets, excess)
    }
    return [
      paired("more steps beat one step") { left($0, .margin, at: $1) - left($0, .oneStep, at: $1) },
      paired("twice the steps take at most .02 more", within: 0.02) {
        left($0, .margin, at: $1) - left($0, .twiceTheSteps, at: $1)
      },
      paired("restarts take at most .02 more", within: 0.02) {
        left($0, .margin, at: $1) - left($0, .restarted, at: $1)
      },
      paired("other attacks take at most .05 more than PGD with restarts", within: 0.05) {
        left($0, .restarted, at: $1) - worst($0, at: $1)
      },
      growing,
      check("the largest budget leaves nothing", over: Array(strong.budgets.suffix(1))) { worst($0, at: $1) },
      paired("PGD with restarts beats Square") { left($0, .restarted, at: $1) - left($0, .square, at: $1) },
      paired("the worst case beats random signs") { worst($0, at: $1) - left($0, .randomSigns, at: $1) },
      paired("the worst case beats transferred images") { tested, budget in
        transferred(tested, at: budget).flatMap { least in worst(tested, at: budget).map { $0 - least } }
      },
      check("every image has a gradient of its margin", over: [0]) { tested, _ in
        left(tested, StrongResults.gradients[0].name, budget: 0).map { 1 - $0 }
      },
      check("every image has a gradient of its cross-entropy", over: [0]) { tested, _ in
        left(tested, StrongResults.gradients[1].name, budget: 0).map { 1 - $0 }
      },
      check("attacks for the least distance fell every image", over: [0]) { tested, _ in
        [StrongAttack.decoupled, .boxConstrained].compactMap { leastDistance(tested, $0.name) }
          .map { Double($0.asked - $0.fallen) / Double($0.asked) }.max()
      },
      paired("an image attacked alone among clean ones fares as among attacked ones", [.training]) {
        changedByMates($0, at: $1)
      },
      control,
    ]
  }

  public func checkTable() throws -> Table {
    try Table(
      columns: ["check", "asked", "against", "worst", "holds"],
      rows: checks.map { check in
        [
          check.name, "\(check.asked)", "\(check.against.count)", check.asked == 0 ? "–" : signed(check.worst),
          check.asked == 0 ? "not asked yet" : check.holds ? "yes" : "no",
        ]
      })
  }

  /// What speaks against a check, network by network.
  public func failureTable() throws -> Table {
    try Table(
      columns: ["check", "network, mode, budget"],
      rows: checks.flatMap { check in check.against.map { [check.name, $0] } })
  }

  /// What PGD leaves of the network that was trained to withstand, at the budget of its training, in either mode; nil while
  /// not attacked there.
  public var controlInWords: String? {
    let budget = settings.adversarial.budget
    let parts = EvaluationMode.allCases.compactMap { mode in
      groups.filter { $0.recipe == "adversarial" }.compactMap { group in
        spread(group, mode) { left($0, .margin, at: budget) }
      }.first.map { "\($0.text(digits: 3)) in \(mode.rawValue) mode" }
    }
    return parts.isEmpty
      ? nil : "At \(decimal(budget)) it keeps \(enumerated(parts)) under `\(StrongAttack.margin.name)`"
  }

  private func check(
    _ name: String, within tolerance: Double = 0, _ modes: [EvaluationMode] = EvaluationMode.allCases,
    over budgets: [Double], _ excess: (TestedNetwork, Double) -> Double?
  ) -> AttackCheck {
    let found = groups.flatMap { group in
      modes.flatMap { mode in
        networks(group, mode).flatMap { tested in
          budgets.compactMap { budget in
            excess(tested, budget).map { ("\(tested.key), \(mode.rawValue) mode, \(decimal(budget))", $0) }
          }
        }
      }
    }
    return AttackCheck(
      name: name, asked: found.count, against: found.filter { $0.1 > tolerance + 1e-9 }.map(\.0),
      worst: found.map(\.1).max() ?? 0)
  }

  /// From each budget to the next.
  private var growing: AttackCheck {
    check("a larger budget never helps the defender", over: Array(strong.budgets.dropFirst())) { tested, budget in
      guard let place = strong.budgets.firstIndex(of: budget) else { return nil }
      return left(tested, .margin, at: budget) - left(tested, .margin, at: strong.budgets[place - 1])
    }
  }

  /// The least that images made on another network leave.
  private func transferred(_ tested: TestedNetwork, at budget: Double) -> Double? {
    guard let place = strong.costlyBudgets.firstIndex(of: budget) else { return nil }
    return ["mode", "trial", "recipe"].compactMap {
      left(tested, StrongResults.transfer + $0, budget: place)
    }.min()
  }

  /// The part of the images that fall beside clean mates and stand beside attacked ones, or the other way.
  private func changedByMates(_ tested: TestedNetwork, at budget: Double) -> Double? {
    guard let place = strong.costlyBudgets.firstIndex(of: budget),
      let alone = results[tested, StrongAttack.amongMates.name, budget: place],
      let all = strong.budgets.firstIndex(of: budget),
      let together = results[tested, StrongAttack.margin.name, budget: all]
    else { return nil }
    let both = zip(alone, together).filter { $0.0 != .notAsked }
    return both.isEmpty ? nil : Double(both.count { $0 != $1 }) / Double(both.count)
  }

  /// The positive control, under the PGDs that all networks get: what is trained to withstand keeps far more accuracy than what is not.
  private var control: AttackCheck {
    check("adversarial training keeps .2 more than others", over: strong.costlyBudgets.suffix(1)) { tested, budget in
      guard tested.key.recipe == "adversarial", let own = worst(tested, at: budget, cheapOnly: true) else { return nil }
      let others = groups.filter { $0.recipe != "adversarial" && $0.learner == tested.key.learner }
        .compactMap { group in spread(group, tested.mode) { worst($0, at: budget, cheapOnly: true) }?.mean }
      return others.max().map { 0.2 - (own - $0) }
    }
  }
}

private func - (first: Double?, second: Double?) -> Double? {
  guard let first, let second else { return nil }
  return first - second
}
