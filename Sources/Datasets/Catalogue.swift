import Foundation

/// A data set on offer: what it is, and how to load it.
public struct DatasetCatalogueEntry: Sendable {
  /// As settings and `--dataset` call it.
  public let name: String
  /// One line for a list of data sets.
  public let description: String
  /// The licence of the images, not of this program.
  public let licence: String
  /// Loads it, given the folder (`--data`), the seed and where to report progress; throws `DatasetError`.
  let load: @Sendable (String?, UInt64, (String) -> Void) throws -> Dataset
}

/// All data sets, in the order in which a list shows them. To add one, add its entry here.
public let catalogue: [DatasetCatalogueEntry] = [
  DatasetCatalogueEntry(
    name: "mnist",
    description: "handwritten digits (LeCun, Cortes, Burges), 60,000 training and 10,000 test images",
    licence: "CC BY-SA 3.0",
    load: { folder, _, report in try PublishedSet.mnist.load(folder: folder, report: report) }),
  DatasetCatalogueEntry(
    name: "fashion-mnist",
    description: "articles of clothing (Xiao, Rasul, Vollgraf), 60,000 training and 10,000 test images",
    licence: "MIT",
    load: { folder, _, report in try PublishedSet.fashion.load(folder: folder, report: report) }),
  DatasetCatalogueEntry(
    name: "strokes",
    description: "digits drawn by this program, 10,000 training and 2,000 test images, no files needed",
    licence: "Apache-2.0, as this program",
    load: { _, seed, _ in
      Dataset(
        name: "strokes",
        training: Strokes.draw(count: 10_000, seed: seed, for: .trainingImages),
        test: Strokes.draw(count: 2_000, seed: seed, for: .testImages),
        source: "built in")
    }),
]
