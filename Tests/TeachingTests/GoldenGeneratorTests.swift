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
  func imagesAndGradientsAgree(precision: Precision) throws { try compare(precision, .here) }

  @Test(.enabled(if: TestDevice.isAskedFor, "\(TestDevice.remedy)"), arguments: [Precision.double, .single])
  func imagesAndGradientsAgreeOnADevice(precision: Precision) throws { try compare(precision, .onDevice) }

  private func compare(_ precision: Precision, _ computing: Computing) throws {
    let golden = try Golden()
    let generator = try goldenGenerator(golden)
    let parameters = try goldenGeneratorParameters(generator, "generator/parameters", golden, precision)
    let inputs = [
      try golden.tensor("generator/latents", precision), try golden.activations("generator/cotangent", precision),
      Tensor.oneHot(try golden.integers("generator/labels"), precision),
    ]
    let results = try computing(parameters.tensors + inputs) { tensors in
      let parameters = parameters.with(tensors.dropLast(3).map(\.variable))
      let latents = tensors[tensors.count - 3].variable
      let images = generator(latents, tensors.last!, parameters)
      let cotangent = tensors[tensors.count - 2]
      return [images] + gradient(of: images.dot(cotangent), wrt: parameters.tensors + [latents])
    }
    let (images, gradients) = (results[0], results.dropFirst())

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
