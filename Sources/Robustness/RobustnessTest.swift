import Tensors

/// One of the report's tests: how images are perturbed, how strongly, and how many of them.
public struct RobustnessTest: Sendable {
  /// Name in files and options.
  public let name: String
  /// Strengths, in normalised units where they are distances (DIVERGENCES.md, 5).
  public let strengths: [Double]
  /// Test images in the report.
  public let imageCount: Int
  /// Position in the test set of the image that the report's sample figure shows.
  public let sampleImage: Int
  let perturbation: Perturbation

  /// The test images as they are, for the accuracy table (report, "Robustness Performance Tests").
  public static let unperturbed = RobustnessTest(
    name: "accuracy", strengths: [0], imageCount: 10_000, sampleImage: 0, perturbation: .none)

  /// Whether images are left as they are.
  public var isUnperturbed: Bool {
    if case .none = perturbation { true } else { false }
  }

  /// Whether the perturbed images depend on the network.
  public var isAttack: Bool {
    if case .attack = perturbation { true } else { false }
  }

  /// The perturbed images [n, side, side, 1], within the valid range.
  public func perturbed(_ request: PerturbationRequest) -> Tensor {
    switch perturbation {
    case .none: request.images
    case .corruption(let corrupt): corrupt(request)
    case .attack(let attack): attack(request)
    }
  }
}

/// What perturbs: with a look at the network (an attack) or without (a corruption).
enum Perturbation: Sendable {
  case none
  case corruption(@Sendable (PerturbationRequest) -> Tensor)
  case attack(@Sendable (PerturbationRequest) -> Tensor)
}

/// Everything that a perturbation may depend on.
public struct PerturbationRequest: Sendable {
  /// Clean images [n, side, side, 1].
  public let images: Tensor
  /// Their labels, one-hot [n, 10].
  public let oneHot: Tensor
  /// The β of the test, in the unit of ``RobustnessTest/strengths``.
  public let strength: Double
  /// Pixel values that an image may have.
  public let validRange: ClosedRange<Double>
  /// Seed of the run, and the trial from 1: noise depends on both, and nothing else here is random.
  public let seed: UInt64
  public let trial: Int
  /// The network that an attack looks at.
  public let network: NetworkUnderTest?

  /// - Parameter network: nil for corruptions only; an attack must have one.
  public init(
    images: Tensor, oneHot: Tensor, strength: Double, validRange: ClosedRange<Double>, seed: UInt64,
    trial: Int, network: NetworkUnderTest?
  ) {
    self.images = images
    self.oneHot = oneHot
    self.strength = strength
    self.validRange = validRange
    self.seed = seed
    self.trial = trial
    self.network = network
  }
}

/// `count` evenly spaced numbers, both ends included.
func linspace(_ first: Double, _ last: Double, _ count: Int) -> [Double] {
  (0..<count).map { first + (last - first) * Double($0) / Double(count - 1) }
}

/// The catalogue of tests.
public enum RobustnessTests {
  /// In the order of the report, with both forms of its LBFGS.
  public static let all: [RobustnessTest] = [.noise, .blur, .fgsm, .lbfgsAsRun, .lbfgsAsWritten]

  /// The test of that ``RobustnessTest/name``, or nil.
  public static func named(_ name: String) -> RobustnessTest? { all.first { $0.name == name } }
}
