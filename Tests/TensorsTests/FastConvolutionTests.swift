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
      // Calls with one pair and with two, which happen in gradients and in their motion.
      for pairs in [1, 2] { #expect(Self.differences(geometry, pairs: pairs) == []) }
    }
  }

  /// The three contractions, each summed over so many pairs.
  private static func differences(_ geometry: ConvolutionGeometry, pairs: Int) -> [String] {
    func values(_ shape: [Int], _ seed: UInt64) -> [(fast: Value, reference: Value)] {
      (0..<pairs).map { pair in
        let seed = 10 * seed + UInt64(pair)
        return (sample(shape, seed: seed, .single).value, sample(shape, seed: seed, .double).value)
      }
    }
    let images = values(geometry.imageShape, 1)
    let filters = values(geometry.filterShape, 2)
    let outputs = values(geometry.outputShape, 3)
    typealias Factors = [(fast: Value, reference: Value)]
    func fast(_ a: Factors, _ b: Factors) -> [(Value, Value)] { zip(a, b).map { ($0.fast, $1.fast) } }
    func reference(_ a: Factors, _ b: Factors) -> [(Value, Value)] {
      zip(a, b).map { ($0.reference, $1.reference) }
    }
    let pixels = geometry.images * geometry.outHeight * geometry.outWidth
    let taps = geometry.kernel * geometry.kernel
    let results = [
      (
        "outputs", taps * geometry.channelsIn,
        geometry.outputs(fast(images, filters)), geometry.outputs(reference(images, filters))
      ),
      (
        "images", taps * geometry.channelsOut,
        geometry.images(fast(filters, outputs)), geometry.images(reference(filters, outputs))
      ),
      (
        "filter", pixels, geometry.filter(fast(outputs, images)), geometry.filter(reference(outputs, images))
      ),
    ]
    return results.flatMap { name, summands, fast, reference in
      fast.shape == reference.shape
        ? TestSupport.differences(
          in: "\(geometry) with \(pairs) pairs",
          [Compared(name, Tensor(fast).doubles, Tensor(reference).doubles)],
          tolerance(summands: pairs * summands))
        : ["\(geometry): \(name) have the shape \(fast.shape) instead of \(reference.shape)"]
    }
  }

  /// Images whose unrolled pixels fill the cache, so that the filter's sum takes several products.
  @Test func stridedOnLargeImages() {
    let geometry = ConvolutionGeometry(
      images: 11, height: 50, width: 43, channelsIn: 48, channelsOut: 17, kernel: 3, stride: 2, padding: 1)
    #expect(geometry.prefersProducts && geometry.imagesUnrolledAtOnce < 8)
    #expect(Self.differences(geometry, pairs: 2) == [])
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
