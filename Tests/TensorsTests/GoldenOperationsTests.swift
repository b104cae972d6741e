import Tensors
import TestSupport
import Testing

@Suite("Golden operations")
struct GoldenOperationsTests {
  static let operations = [
    GoldenOperation("linear") { $0[0].multiplied(byTransposeOf: $0[1]).addingToRows($0[2]) },
    GoldenOperation("conv2d_k3_s1") { $0[0].convolved(with: $0[1], stride: 1, padding: 1) },
    GoldenOperation("conv2d_k3_s2") { $0[0].convolved(with: $0[1], stride: 2, padding: 1) },
    GoldenOperation("conv2d_k1_s1") { $0[0].convolved(with: $0[1], stride: 1) },
    GoldenOperation("conv2d_k1_s2") { $0[0].convolved(with: $0[1], stride: 2) },
    GoldenOperation("conv2d_even_input_k3_s2") { $0[0].convolved(with: $0[1], stride: 2, padding: 1) },
    GoldenOperation("max_pool_k3_s2_p1") { $0[0].maximumPooled() },
    GoldenOperation("max_pool_even") { $0[0].maximumPooled() },
    GoldenOperation("max_pool_ties") { $0[0].maximumPooled() },
    GoldenOperation("avg_pool_global") { $0[0].meanOverPixels() },
    GoldenOperation("leaky_relu_0.1") { $0[0].leakyReLU(slope: 0.1) },
    GoldenOperation("leaky_relu_zero") { $0[0].leakyReLU(slope: 0.1) },
    GoldenOperation("tanh") { $0[0].hyperbolicTangent },
    GoldenOperation("log_softmax") { $0[0].logSoftmax() },
    GoldenOperation("batch_norm_mean_only_4d") { $0[0].centred().centred },
    GoldenOperation("batch_norm_mean_only_2d") { $0[0].centred().centred },
    GoldenOperation("upsample_nearest_2x") { $0[0].upsampled() },
    GoldenOperation("reflection_pad_1") { $0[0].reflectionPadded() },
  ]
  /// Checked where they are defined: in the tests of Networks and of Teaching.
  static let elsewhere: Set = [
    "weight_norm_linear", "weight_norm_conv", "batch_norm_2d_input", "batch_norm_4d_input",
  ]

  @Test(arguments: operations, [Precision.double, .single])
  func agrees(operation: GoldenOperation, precision: Precision) throws {
    let found = try operation.differences(Golden(), precision)
    #expect(found == [])
  }

  @Test(arguments: [Precision.double, .single])
  func crossEntropyAgrees(precision: Precision) throws {
    let golden = try Golden()
    let labels = Tensor.oneHot(try golden.integers("ops/cross_entropy_mean/labels"), precision)
    let operation = GoldenOperation("cross_entropy_mean") { $0[0].logSoftmax().crossEntropy(labels) }
    let found = try operation.differences(golden, precision)
    #expect(found == [])
  }

  /// A group that is added to the golden file must be tested by someone.
  @Test func everyGroupIsTested() throws {
    let golden = try Golden()
    let here = Set(Self.operations.map(\.name)).union(["cross_entropy_mean"])
    #expect(golden.groups(in: "ops") == here.union(Self.elsewhere))
    #expect(
      golden.groups(in: "") == ["attacks", "generator", "learners", "meta", "ops", "optimiser"])
  }
}
