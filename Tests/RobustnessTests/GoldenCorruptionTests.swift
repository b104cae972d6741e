import Tensors
import TestSupport
import Testing

@testable import Robustness

@Suite("Golden corruptions")
struct GoldenCorruptionTests {
  @Test(arguments: 0..<3, [Precision.double, .single])
  func noiseAgrees(index: Int, precision: Precision) throws {
    let group = try GoldenAttackGroup(precision)
    let name = "noise_\(index)"
    let noisy = group.images.noisy(
      try group.golden.activations("attacks/noise", precision), strength: try group.strength(name),
      validRange: group.validRange)
    #expect(try group.differences(name, noisy) == [])
  }

  @Test(arguments: 0..<4, [Precision.double, .single])
  func blurAgrees(index: Int, precision: Precision) throws {
    let group = try GoldenAttackGroup(precision)
    let name = "blur_\(index)"
    let blurred = RobustnessTest.blur.perturbed(
      group.request(strength: try group.strength(name), .evaluation))
    #expect(try group.differences(name, blurred) == [])
  }
}
