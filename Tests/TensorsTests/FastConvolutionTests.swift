import TestSupport
import Testing

@testable import Tensors

/// oneDNN's float32 convolutions against the definition in float64.
@Suite("Fast convolution")
struct FastConvolutionTests {
  /// A few roundings of float32, of the results and of sums of so many products of normal numbers.
  static func tolerance(summands: Int) -> Tolerance {
    Tolerance(ofArray: 2e-6, ofKind: 0, fixed: 1e-6 * Double(summands).squareRoot())
  }

  struct Channels: Sendable, CustomStringConvertible {
    let into: Int, out: Int
    var description: String { "\(into) to \(out) channels" }
  }

  /// Kernel 1, 2 and 3, stride 1 and 2, padding 0 and 1.
  static let forms = [1, 2, 3].flatMap { kernel in
    [1, 2].flatMap { stride in [0, 1].map { [kernel, stride, $0] } }
  }
  static let channels = [(1, 1), (1, 16), (16, 1), (3, 5), (16, 32)].map { Channels(into: $0, out: $1) }
  /// One image, less than a chunk of 8, one chunk, and more than one with a rest.
  static let batches = [1, 5, 8, 9, 19]
  static let sizes = [(7, 7), (8, 8), (9, 12), (13, 7), (10, 11)]

  @Test(arguments: forms, channels)
  func agreesWithReference(form: [Int], channels: Channels) {
    for (index, batch) in Self.batches.enumerated() {
      // Another size for every batch and number of channels, so that all meet in the end.
      let (height, width) = Self.sizes[(index + channels.into + channels.out) % Self.sizes.count]
      let geometry = ConvolutionGeometry(
        images: batch, height: height, width: width, channelsIn: channels.into,
        channelsOut: channels.out, kernel: form[0], stride: form[1], padding: form[2])
      #expect(Self.differences(geometry) == [])
    }
  }

  private static func differences(_ geometry: ConvolutionGeometry) -> [String] {
    /// The three contractions.
    func results(_ precision: Precision) -> [Value] {
      let images = sample(geometry.imageShape, seed: 1, precision).value
      let filter = sample(geometry.filterShape, seed: 2, precision).value
      let outputs = sample(geometry.outputShape, seed: 3, precision).value
      return [
        geometry.outputs(images, filter), geometry.images(filter, outputs), geometry.filter(outputs, images),
      ]
    }
    let taps = geometry.kernel * geometry.kernel
    let kinds = [
      ("outputs", taps * geometry.channelsIn), ("images", taps * geometry.channelsOut),
      ("filter", geometry.images * geometry.outHeight * geometry.outWidth),
    ]
    return zip(kinds, zip(results(.single), results(.double))).flatMap { kind, result in
      let (fast, reference) = (Tensor(result.0), Tensor(result.1))
      return fast.shape == reference.shape
        ? TestSupport.differences(
          in: "\(geometry)", [Compared(kind.0, fast.doubles, reference.doubles)], tolerance(summands: kind.1))
        : ["\(geometry): \(kind.0) have the shape \(fast.shape) instead of \(reference.shape)"]
    }
  }

  /// Images whose unrolled pixels fill the cache, so that the filter's sum takes several products.
  @Test func stridedOnLargeImages() {
    let geometry = ConvolutionGeometry(
      images: 11, height: 50, width: 43, channelsIn: 48, channelsOut: 17, kernel: 3, stride: 2, padding: 1)
    #expect(geometry.prefersProducts && geometry.imagesUnrolledAtOnce < 8)
    #expect(Self.differences(geometry) == [])
  }

  /// The reference itself, against a convolution that can be done by hand.
  @Test func convolutionByHand() {
    let images = Tensor(shape: [1, 2, 3, 1], [1, 2, 3, 4, 5, 6])
    let filter = Tensor(shape: [1, 1, 3, 3], [1, 0, 0, 0, 10, 0, 0, 0, 100])
    #expect(
      images.convolved(with: filter, padding: 1).doubles == [510, 620, 30, 40, 51, 62])
    #expect(images.convolved(with: filter, stride: 2, padding: 1).doubles == [510, 30])
  }
}
