import Accelerator
import Networks
import Robustness
import Tensors
import TestSupport
import Testing

/// The golden group "attacks": one network, six images, and what every test makes of them.
struct GoldenAttackGroup {
  let golden: Golden
  let precision: Precision
  let images: Tensor
  let oneHot: Tensor
  let validRange: ClosedRange<Double>
  private let architecture: Architecture
  private let parameters: Parameters
  private let statistics: Statistics

  /// The network of the file: `base_larger` for images of side 12, in the file's reduced widths.
  init(_ precision: Precision) throws {
    let golden = try Golden()
    let widths = Widths(side: 12, first: 4, second: 6, third: 8, dense: 10)
    let architecture = try #require(Learners.architecture("base_larger", widths))
    let names = try golden.texts("attacks", attribute: "parameter_order")
    try #require(names.count == architecture.parameterShapes.count)
    let range = try golden.numbers("attacks", attribute: "valid_range")
    self.golden = golden
    self.precision = precision
    self.architecture = architecture
    // Names in the file are positions in the list of layers, but the order is ours.
    parameters = Parameters(
      try zip(architecture.parameterShapes, names).map { ours, name in
        (ours.key, try golden.tensor("attacks/parameters/\(name)", precision))
      })
    statistics = Statistics(
      try architecture.normalisationKeys.indices.map {
        Statistics.Entry(mean: try golden.tensor("attacks/stored_means/\($0)", precision))
      })
    images = try golden.activations("attacks/images", precision)
    oneHot = .oneHot(try golden.integers("attacks/labels"), precision)
    validRange = range[0]...range[1]
  }

  func network(_ mode: EvaluationMode, on accelerator: Accelerator? = nil) -> NetworkUnderTest {
    NetworkUnderTest(
      architecture: architecture, parameters: parameters, statistics: statistics, mode: mode, on: accelerator)
  }

  /// The strength that the file's array of this name was made with.
  func strength(_ name: String) throws -> Double {
    try golden.numbers("attacks/\(name)", attribute: "strength")[0]
  }

  func request(
    strength: Double, _ mode: EvaluationMode, on accelerator: Accelerator? = nil
  ) -> PerturbationRequest {
    PerturbationRequest(
      images: images, oneHot: oneHot, strength: strength, validRange: validRange, seed: 1, trial: 1,
      network: network(mode, on: accelerator))
  }

  /// Where images of ours differ from the file's array of this name.
  func differences(_ name: String, _ images: Tensor) throws -> [String] {
    let compared = Compared(name, Layout.numbers(images), try golden.numbers("attacks/\(name)"))
    return TestSupport.differences(in: "attacks", [compared], GoldenTolerance.plain(precision))
  }
}
