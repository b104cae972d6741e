import Robustness

/// A network in a mode, as a test sees it.
public struct TestedNetwork: Hashable, Sendable {
  public let key: LearnerKey
  public let mode: EvaluationMode

  public init(_ key: LearnerKey, _ mode: EvaluationMode) {
    self.key = key
    self.mode = mode
  }
}

/// A network in a mode at one strength: what is counted at once.
public struct CountUnit: Hashable, Sendable, CustomStringConvertible {
  public let tested: TestedNetwork
  /// Position among the test's strengths.
  public let strength: Int

  public init(_ tested: TestedNetwork, strength: Int) {
    self.tested = tested
    self.strength = strength
  }

  public var description: String { "\(tested.key), \(tested.mode.rawValue) mode, strength \(strength + 1)" }
}

/// What a test has counted: how many images each network puts into the right class. Accuracies are derived.
public struct TestResults: Sendable, Equatable {
  /// Name of the test.
  public let test: String
  public let strengths: [Double]
  /// The number of images behind each count.
  public let total: Int
  public let isAttack: Bool
  /// Images put into the right class.
  public private(set) var correct: [CountUnit: Int] = [:]
  /// Of an attack: the same of the images before it. The first strength of a corruption leaves images as they are.
  public private(set) var clean: [TestedNetwork: Int] = [:]
  /// Of an attack: how far it moved the images.
  public private(set) var distances: [CountUnit: Distance] = [:]
  /// The sample figure's image [side * side] at each strength that is done.
  public var sample: [Int: [Float]] = [:]

  public init(test: String, strengths: [Double], total: Int, isAttack: Bool) {
    self.test = test
    self.strengths = strengths
    self.total = total
    self.isAttack = isAttack
  }

  /// The count of a network at a strength; nil while it is missing.
  public subscript(_ tested: TestedNetwork, strength: Int) -> Int? { correct[CountUnit(tested, strength: strength)] }

  /// How many of the test's own images a network puts into the right class without perturbation, in the same mode; nil
  /// while it is missing.
  public func cleanCount(_ tested: TestedNetwork) -> Int? { isAttack ? clean[tested] : self[tested, 0] }

  /// Networks that have any count.
  public var tested: Set<TestedNetwork> { Set(correct.keys.map(\.tested)) }

  /// Notes a count and, of an attack, the count before it and how far it moved the images.
  public mutating func record(_ correct: Int, clean: Int? = nil, moved: Distance? = nil, at unit: CountUnit) {
    self.correct[unit] = correct
    if let clean { self.clean[unit.tested] = clean }
    if let moved { distances[unit] = moved }
  }

  /// Forgets a count; with the last of a network, what else is known of it.
  public mutating func forget(_ unit: CountUnit) {
    correct[unit] = nil
    distances[unit] = nil
    if !strengths.indices.contains(where: { self[unit.tested, $0] != nil }) { clean[unit.tested] = nil }
  }

  /// Takes over what others have counted of the same images.
  public mutating func merge(_ other: TestResults) {
    guard other.test == test, other.total == total, other.strengths == strengths else { return }
    correct.merge(other.correct) { _, new in new }
    clean.merge(other.clean) { _, new in new }
    distances.merge(other.distances) { _, new in new }
    sample.merge(other.sample) { _, new in new }
  }
}
