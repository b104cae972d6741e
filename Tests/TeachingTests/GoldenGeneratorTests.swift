import Tensors
import TestSupport
import Testing

@testable import Teaching

@Suite("Golden generator")
struct GoldenGeneratorTests {
  static let operations = ["batch_norm_2d_input", "batch_norm_4d_input"].map { name in
    GoldenOperation(name) { $0[0].batchNormalised(scale: $0[1], shift: $0[2]) }
  }

  @Test(arguments: operations, [Precision.double, .single])
  func batchNormAgrees(operation: GoldenOperation, precision: Precision) throws {
    let found = try operation.differences(Golden(), precision)
    #expect(found == [])
  }

  @Test(arguments: [Precision.double, .single])
  func imagesAndGradientsAgree(precision: Precision) throws {
    let golden = try Golden()
    let generator = try goldenGenerator(golden)
    let parameters = try goldenGeneratorParameters(generator, "generator/parameters", golden, precision)
      .map(\.variable)
    let latents = try golden.tensor("generator/latents", precision).variable
    let oneHot = Tensor.oneHot(try golden.integers("generator/labels"), precision)
    let images = generator(latents, oneHot, parameters)
    let cotangent = try golden.activations("generator/cotangent", precision)
    let gradients = gradient(of: images.dot(cotangent), wrt: parameters.tensors + [latents])

    let names = goldenGeneratorNames.map { "grads/\($0)" } + ["latents_grad"]
    let compared = try zip(names, gradients).map { name, gradient in
      Compared(name, gradient.doubles, try golden.numbers("generator/\(name)"))
    }
    let output = Compared("images", Layout.numbers(images), try golden.numbers("generator/images"))
    let tolerance = GoldenTolerance.plain(precision)
    #expect(differences(in: "generator", [output], tolerance) == [])
    #expect(differences(in: "generator", compared, tolerance) == [])
  }
}
