import Testing

@testable import Datasets

// docs/tutorial.md shows this code; TutorialTests compares the two.

extension DatasetCatalogueEntry {
  /// A bright bar on grey noise, at one of ten heights: ten classes that every network should learn.
  static let bars = DatasetCatalogueEntry(
    name: "bars", description: "bars at ten heights, drawn by this program, 10,000 training and 2,000 test images",
    licence: "Apache-2.0, as this program",
    load: { _, seed, _ in
      Dataset(
        name: "bars", training: drawBars(10_000, seed, .trainingImages), test: drawBars(2_000, seed, .testImages),
        source: "built in")
    })

  private static func drawBars(_ count: Int, _ seed: UInt64, _ purpose: KeyedGenerator.Purpose) -> ImageSet {
    let side = 28
    var (pixels, labels): ([UInt8], [UInt8]) = ([], [])
    for index in 0..<count {
      // Each image has random numbers of its own, so that it does not depend on the others.
      var generator = KeyedGenerator(seed: seed, purpose: purpose, index: index)
      let label = generator.below(10)
      let bar = 4 + 2 * label
      for row in 0..<side {
        pixels += (0..<side).map { _ in UInt8(generator.below(128) + (row == bar ? 127 : 0)) }
      }
      labels.append(UInt8(label))
    }
    return ImageSet(side: side, pixels: pixels, labels: labels)
  }
}

@Suite("Tutorial: a data set")
struct TutorialDataSetTests {
  @Test func barsAreADataSet() throws {
    let data = try DatasetCatalogueEntry.bars.load(nil, 1) { _ in }
    #expect(data.training.count == 10_000 && data.test.count == 2_000)
    #expect(data.training.digest == (try DatasetCatalogueEntry.bars.load(nil, 1) { _ in }).training.digest)
    #expect(data.training.digest != (try DatasetCatalogueEntry.bars.load(nil, 2) { _ in }).training.digest)
    #expect(Set(data.test.labels) == Set(0..<10))
    // The brightest row tells the class.
    for index in 0..<200 {
      let image = data.test.pixels[index * 784..<(index + 1) * 784]
      let rows = stride(from: image.startIndex, to: image.endIndex, by: 28).map { start in
        image[start..<start + 28].reduce(0) { $0 + Int($1) }
      }
      let brightest = try #require(rows.indices.max { rows[$0] < rows[$1] })
      #expect(brightest == 4 + 2 * Int(data.test.labels[index]))
    }
  }
}
