import TestSupport
import Testing

@testable import Tensors

/// Operations that do two things in one pass, in float32, against the two things one after the other.
@Suite("Fused operations")
struct FusedOperationTests {
  static let tolerance = Tolerance(ofArray: 2e-5, ofKind: 1e-6)

  /// Channels in and out, with and without Winograd's algorithm and vectors of 16; batches with a rest.
  static let channels = [[1, 3], [1, 16], [3, 5], [16, 32], [16, 48]]

  @Test(arguments: channels, [1, 8, 19])
  func pooledConvolution(channels: [Int], batch: Int) {
    let inputs = [
      sample([batch, 9, 12, channels[0]], seed: 1, .single).variable,
      sample([channels[1], channels[0], 3, 3], seed: 2, .single).variable,
    ]
    let fused = inputs[0].convolvedAndPooled(with: inputs[1], padding: 1)
    let plain = inputs[0].convolved(with: inputs[1], padding: 1).maximumPooled()
    #expect(fused.floats == plain.floats)
    let direction = sample(fused.shape, seed: 3, .single)
    let (ours, theirs) = (
      gradient(of: [fused], along: [direction], wrt: inputs),
      gradient(of: [plain], along: [direction], wrt: inputs)
    )
    let compared = zip(["images", "filter"], zip(ours, theirs)).map {
      Compared($0, $1.0.doubles, $1.1.doubles)
    }
    #expect(differences(in: "\(channels)", compared, Self.tolerance) == [])
  }

  @Test func centredLeakyReLU() {
    let x = sample([7, 3, 3, 5], seed: 4, .single)
    let fused = x.centredLeakyReLU(slope: 0.1)
    let (centred, means) = x.centred()
    #expect(fused.result.floats == centred.leakyReLU(slope: 0.1).floats)
    #expect(fused.means.floats == means.floats)
    #expect(x.shiftedLeakyReLU(by: means, slope: 0.1).floats == fused.result.floats)
  }

  /// Against upsampling, reflection and convolution as they read.
  @Test(arguments: [Precision.single, .double], [[1, 1, 1, 2], [2, 3, 4, 16], [9, 7, 7, 3]])
  func upsampledConvolution(precision: Precision, shape: [Int]) {
    let inputs = [
      sample(shape, seed: 5, precision).variable, sample([4, shape[3], 3, 3], seed: 6, precision).variable,
    ]
    let fused = inputs[0].upsampledAndConvolved(with: inputs[1])
    let plain = inputs[0].upsampled().reflectionPadded().convolved(with: inputs[1])
    #expect(fused.shape == plain.shape)
    let direction = sample(fused.shape, seed: 7, precision)
    func all(_ result: Tensor) -> [Tensor] {
      [result] + gradient(of: [result], along: [direction], wrt: inputs)
    }
    let compared = zip(["outputs", "images", "filter"], zip(all(fused), all(plain))).map {
      Compared($0, $1.0.doubles, $1.1.doubles)
    }
    let tolerance = precision == .single ? Self.tolerance : Tolerance(ofArray: 1e-12, ofKind: 1e-13)
    #expect(differences(in: "\(shape)", compared, tolerance) == [])
  }
}
