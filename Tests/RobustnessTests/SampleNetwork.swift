import Networks
import Tensors
import Testing

@testable import Robustness

/// A small network with random weights, and images for it.
struct SampleNetwork {
  static let side = 12
  static let validRange = -0.4...2.8
  let images: Tensor
  let oneHot: Tensor
  private let architecture: Architecture
  private let parameters: Parameters

  /// - Parameters:
  ///   - learner: a name in the catalogue of learner types.
  ///   - count: images.
  init(_ learner: String = "base_larger", count: Int = 5, precision: Precision = .double) {
    let widths = Widths(side: Self.side, first: 4, second: 6, third: 8, dense: 10)
    guard let architecture = Learners.architecture(learner, widths) else {
      preconditionFailure("no learner type \(learner)")
    }
    self.architecture = architecture
    parameters = architecture.initialParameters(seed: 5, trial: 1).map { $0.converted(to: precision) }
    let scalars = RandomStream(seed: 6, purpose: "images").normals(count * Self.side * Self.side)
    images = Tensor(shape: [count, Self.side, Self.side, 1], scalars, .single).converted(to: precision)
      .clipped(to: Self.validRange)
    oneHot = .oneHot((0..<count).map { $0 % 10 }, precision)
  }

  /// The network with the stored means of its own images.
  func network(_ mode: EvaluationMode) -> NetworkUnderTest {
    NetworkUnderTest(
      architecture: architecture, parameters: parameters,
      statistics: architecture(images, parameters, .batch).statistics, mode: mode)
  }

  /// - Parameter range: of images; nil for all.
  func request(
    strength: Double, _ mode: EvaluationMode = .evaluation, images range: Range<Int>? = nil,
    validRange: ClosedRange<Double> = Self.validRange, seed: UInt64 = 1, trial: Int = 1,
    network: NetworkUnderTest? = nil
  ) -> PerturbationRequest {
    let range = range ?? 0..<images.shape[0]
    let labels = oneHot.largestInRows()[range]
    return PerturbationRequest(
      images: images.images(range), oneHot: .oneHot(Array(labels), images.precision), strength: strength,
      validRange: validRange, seed: seed, trial: trial, network: network ?? self.network(mode))
  }
}

/// The largest distance between numbers at the same place.
func largestDistance(_ x: Tensor, _ y: Tensor) -> Double {
  zip(x.doubles, y.doubles).map { abs($0 - $1) }.max() ?? 0
}

extension RobustnessTest: CustomTestStringConvertible {
  public var testDescription: String { name }
}
