import Archive
import Datasets
import Foundation
import Networks
import Teaching
import Tensors

/// What `dataset.h5` says: which images the other cells use, and how they are divided.
public struct DatasetFile: Sendable {
  public static let name = "dataset.h5"
  /// Test images of each class that the file holds for its figure.
  public static let examples = 8

  /// Positions in the training set to learn from and to validate with (DIVERGENCES.md, 23).
  public let training: [Int]
  public let validation: [Int]
  /// SHA-256 of training and of test images with their labels.
  public let digests: [String]

  struct FileSettings: Codable {
    let dataset: String
  }

  /// - Parameter seed: draws the division (``Split``).
  public init(_ dataset: Dataset, seed: UInt64) {
    let split = Split(count: dataset.training.count, seed: seed)
    training = split.training
    validation = split.validation
    digests = [dataset.training.digest, dataset.test.digest]
  }

  init(_ checkpoint: Checkpoint) throws {
    training = try checkpoint.integers("split/training").map { Int($0) }
    validation = try checkpoint.integers("split/validation").map { Int($0) }
    digests = try checkpoint.texts("digests", shape: [2])
  }

  /// Arrays: `split/training`, `split/validation` (positions in the training set), `digests` (SHA-256 of the
  /// training and the test set), `class_counts` [2, 10], `examples` [10, n, side, side] (the first test images
  /// of each class).
  public func checkpoint(_ dataset: Dataset, _ provenance: Provenance, examples: Int) -> Checkpoint {
    var checkpoint = Checkpoint(provenance: provenance)
    checkpoint.set("split/training", shape: [training.count], .int32(training.map { Int32($0) }))
    checkpoint.set("split/validation", shape: [validation.count], .int32(validation.map { Int32($0) }))
    checkpoint.set("digests", shape: [2], .text(digests))
    checkpoint.set("class_counts", shape: [2, 10], .int32(Self.classCounts(dataset).flatMap { $0 }))
    let test = dataset.test
    let size = test.side * test.side
    let shown = (0..<10).flatMap { digit -> [Int] in
      Array((0..<test.count).filter { test.labels[$0] == UInt8(digit) }.prefix(examples))
    }
    checkpoint.set(
      "examples", shape: [10, examples, test.side, test.side],
      .uint8(shown.flatMap { test.pixels[$0 * size..<($0 + 1) * size] }))
    return checkpoint
  }

  /// Images of each class in the training and in the test set.
  public static func classCounts(_ dataset: Dataset) -> [[Int32]] {
    [dataset.training, dataset.test].map { set in
      set.labels.reduce(into: [Int32](repeating: 0, count: 10)) { $0[Int($1)] += 1 }
    }
  }
}

extension Run {
  /// What `dataset.h5` is made of at this scale: the same on all processors, because everything is made from it.
  public func datasetProvenance() throws -> Provenance {
    try provenance(
      kind: "dataset", cell: Cells.dataset, settings: DatasetFile.FileSettings(dataset: settings.dataset),
      inputs: [], computed: false)
  }

  /// The description in `dataset.h5`, and the data set itself, which must be the one described.
  ///
  /// - Throws: `NotebookError` if the file is missing or stale, or describes other images; `DatasetError` if
  ///   there are no images.
  public func describedDataset() throws -> (DatasetFile, Dataset) {
    try require(DatasetFile.name, datasetProvenance(), from: Cells.dataset)
    let file = try DatasetFile(Checkpoint.read(path(DatasetFile.name)))
    let dataset = try dataset()
    let known = dataset.training.labels.indices
    guard file.digests == [dataset.training.digest, dataset.test.digest],
      (file.training + file.validation).allSatisfy(known.contains)
    else {
      throw NotebookError(
        "the images in \(dataset.source) are not those that \(path(DatasetFile.name)) describes: run"
          + " `\(command(Cells.dataset)) --force`,"
          + " or name another folder with --data")
    }
    return (file, dataset)
  }
}

extension ImageSet {
  /// Normalised images [n, side, side, 1] with their one-hot labels.
  public func batch(_ indices: some Collection<Int>) -> Batch {
    Batch(
      images: Tensor(shape: [indices.count, side, side, 1], normalised(indices)),
      oneHot: .oneHot(indices.map { Int(labels[$0]) }))
  }
}
