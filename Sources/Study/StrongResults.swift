import Robustness

/// One attack on one network in a mode at one budget: what is computed at once.
public struct StrongUnit: Hashable, Sendable, CustomStringConvertible {
  public let tested: TestedNetwork
  /// A name in ``StrongAttack/all``, or ``StrongResults/clean``, or one that begins with ``StrongResults/transfer``.
  public let attack: String
  /// Position among the attack's budgets.
  public let budget: Int

  public init(_ tested: TestedNetwork, _ attack: String, budget: Int) {
    (self.tested, self.attack, self.budget) = (tested, attack, budget)
  }

  public var description: String {
    "\(tested.key), \(tested.mode.rawValue) mode, \(attack), budget \(budget + 1)"
  }
}

/// What an attack leaves of an image.
public enum StrongOutcome: UInt8, Sendable {
  case fallen = 0
  case right = 1
  /// The attack is one for a few images, and this is none of them.
  case notAsked = 2
}

/// What strong attacks leave, image by image, so that the worst case over attacks can be told.
public struct StrongResults: Sendable, Equatable {
  /// The "attack" that does nothing, and what names of transferred images begin with.
  public static let clean = "clean"
  public static let transfer = "transfer-"
  /// Nothing is attacked: an image is "right" if the loss that is named has a gradient there.
  public static let gradients: [(name: String, loss: AttackLoss)] = [
    ("gradient-margin", .margin), ("gradient-cross-entropy", .crossEntropy),
  ]

  public let images: Int
  /// Of each image.
  public internal(set) var outcomes: [StrongUnit: [StrongOutcome]] = [:]
  /// Of an attack for the least distance: that of each image to the clean one in grey levels (L2), 0 where it was wrong
  /// already or none was found.
  public internal(set) var distances: [StrongUnit: [Float]] = [:]

  public init(images: Int) { self.images = images }

  public subscript(_ tested: TestedNetwork, _ attack: String, budget budget: Int) -> [StrongOutcome]? {
    outcomes[StrongUnit(tested, attack, budget: budget)]
  }

  /// Networks of which anything is known.
  public var tested: Set<TestedNetwork> { Set(outcomes.keys.map(\.tested)) }

  /// Takes over what another has.
  mutating func merge(_ other: StrongResults) {
    outcomes.merge(other.outcomes) { $1 }
    distances.merge(other.distances) { $1 }
  }

  public mutating func record(_ outcome: [StrongOutcome], distances: [Float]? = nil, at unit: StrongUnit) {
    precondition(outcome.count == images, "\(outcome.count) outcomes for \(images) images")
    outcomes[unit] = outcome
    self.distances[unit] = distances
  }
}
