import Testing

@testable import Datasets

@Suite("Image sets")
struct ImageSetTests {
  private let images = ImageSet(side: 2, pixels: [0, 51, 102, 255, 1, 2, 3, 4], labels: [3, 9])

  @Test("Pixels are scaled to [0, 1] and normalised, in the order asked for")
  func normalising() {
    #expect(images.normalised([0]) == [0, 0.2, 0.4, 1].map { (Float($0) - 0.1307) / 0.3081 })
    #expect(images.normalised([1, 0, 1]).count == 12)
    #expect(Array(images.normalised([1, 0, 1])[4..<8]) == images.normalised([0]))
    #expect(images.normalised([]) == [])
  }

  @Test("Black and white are the ends of the valid range")
  func range() {
    let values = images.normalised([0])
    #expect(Normalisation.validRange == values[0]...values[3])
    #expect(abs(Normalisation.validRange.lowerBound + 0.4242) < 1e-4)
    #expect(abs(Normalisation.validRange.upperBound - 2.8215) < 1e-4)
  }

  @Test("The digest sees pixels, labels and shape")
  func digest() {
    let pixels = images.pixels
    #expect(images.digest == ImageSet(side: 2, pixels: pixels, labels: [3, 9]).digest)
    #expect(images.digest != ImageSet(side: 2, pixels: pixels, labels: [3, 8]).digest)
    #expect(images.digest != ImageSet(side: 2, pixels: pixels.reversed(), labels: [3, 9]).digest)
    let (flat, tall) = (
      ImageSet(side: 1, pixels: [1], labels: [2]), ImageSet(side: 0, pixels: [], labels: [1, 2])
    )
    #expect(flat.digest != tall.digest)
  }
}
