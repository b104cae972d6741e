import Robustness

/// What strong attacks are run on.
public struct StrongSettings: Sendable, Codable, Equatable {
  /// The first so many test images; in training mode they are one batch. A thousand images of all networks would take two
  /// cores days.
  public var images = 200
  /// Largest changes of a pixel, in grey levels between 0 and 1: of the curve, and those of costlier attacks.
  public var budgets = [0.01, 0.02, 0.03, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5]
  public var costlyBudgets = [0.05, 0.1]
  /// Trials at most.
  public var trials = 5
  public var effort = AttackEffort()

  /// For newcomers: minutes.
  static var quick: StrongSettings {
    var quick = StrongSettings()
    (quick.images, quick.budgets, quick.costlyBudgets, quick.trials) = (20, [0.02, 0.05, 0.1, 0.2], [0.1], 1)
    (quick.effort.steps, quick.effort.restarts, quick.effort.automaticSteps) = (20, 2, 20)
    (quick.effort.queries, quick.effort.distanceSteps) = (100, 30)
    (quick.effort.singleImages, quick.effort.mates) = (2, 19)
    return quick
  }

  /// For tests: everything, but little of it.
  static var small: StrongSettings {
    var small = StrongSettings()
    (small.images, small.budgets, small.costlyBudgets, small.trials) = (12, [0.05, 0.2], [0.05], 1)
    small.effort.steps = 4
    small.effort.restarts = 2
    small.effort.automaticSteps = 6
    small.effort.queries = 20
    small.effort.distanceSteps = 10
    (small.effort.singleImages, small.effort.mates) = (1, 7)
    return small
  }

  /// The budgets of an attack; the least distance has one place without a budget.
  public func budgets(of attack: StrongAttack) -> [Double] {
    switch attack.kind {
    case .curve: budgets
    case .costly, .check: costlyBudgets
    case .leastDistance: [0]
    }
  }
}

extension StrongSettings {
  /// The budget of a unit; nil where it has none.
  public func budget(of unit: StrongUnit) -> Double? {
    let isTransfer = unit.attack.hasPrefix(StrongResults.transfer)
    let budgets = isTransfer ? costlyBudgets : StrongAttack.named(unit.attack).map(budgets(of:)) ?? []
    return budgets.indices.contains(unit.budget) && budgets[unit.budget] > 0 ? budgets[unit.budget] : nil
  }
}

/// Training on attacked images (Madry et al. 2018).
public struct AdversarialSettings: Sendable, Codable, Equatable {
  /// Adam's rate, images in a batch, and passes over the training images.
  public var learningRate = 0.001
  public var batch = 128
  public var epochs = 2
  /// The largest change of a pixel, in grey levels between 0 and 1, and the steps of the attack. The change grows evenly
  /// from nothing over the first half of the training: from the start at its largest, a network learns nothing.
  public var budget = 0.3
  public var steps = 10
  /// Training images used at most.
  public var trainingImages = Int.max

  /// For newcomers: a minute, which is not enough to withstand.
  static var quick: AdversarialSettings {
    var quick = AdversarialSettings()
    (quick.epochs, quick.steps, quick.trainingImages) = (1, 5, 2_560)
    return quick
  }
}
