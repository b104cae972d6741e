import Archive
import Datasets
import Networks
import Teaching
import Tensors
import Workflow

/// Which images the other cells use, and how they are divided: what `dataset.h5` says.
public struct DatasetDescription: Sendable {
  /// Positions in the training set to learn from and to validate with (DIVERGENCES.md, 23).
  public let training: [Int]
  public let validation: [Int]
  /// SHA-256 of training and of test images with their labels.
  public let digests: [String]
  /// Images of each class in the training and in the test set.
  public let classCounts: [[Int32]]
  /// The first test images of each class for the figure, [10, n, side, side].
  public let examples: NamedArray

  /// Test images of each class that the file holds for its figure.
  static let examplesPerClass = 8
}

/// The checkpoint `dataset.h5`, so that every later cell uses the same images.
public struct DatasetArtifact: WholeArtifact {
  let study: Study

  public struct Settings: Encodable { let dataset: String }

  public var file: String { study.place(recordedName) }
  public var recordedName: String { "dataset.h5" }
  public var kind: String { "dataset" }
  public var cell: CellDescription { study.cell(for: method) }
  public var method: CellDescription { Cells.dataset }
  public var settings: Settings { Settings(dataset: study.settings.dataset) }
  public var seed: UInt64 { study.seed }
  /// It is the same on all processors, because everything is made from it.
  public var dependsOnProcessor: Bool { false }
  public var inputs: [Dependency] { [Self.images] }

  /// The data set's files, or what draws it; `dataset.h5` has their digests.
  static let images = Dependency("the data set's images", .outside)

  public func make(_ ledger: Ledger) throws -> DatasetDescription {
    let dataset = try study.images(ledger)
    ledger.tell("  read \(dataset.name) from \(dataset.source)")
    let split = Split(count: dataset.training.count, seed: seed)
    let test = dataset.test
    let size = test.side * test.side
    let shown = (0..<10).flatMap { digit -> [Int] in
      Array((0..<test.count).filter { test.labels[$0] == UInt8(digit) }.prefix(DatasetDescription.examplesPerClass))
    }
    return DatasetDescription(
      training: split.training, validation: split.validation,
      digests: [dataset.training.digest, dataset.test.digest],
      classCounts: [dataset.training, dataset.test].map { set in
        set.labels.reduce(into: [Int32](repeating: 0, count: 10)) { $0[Int($1)] += 1 }
      },
      examples: NamedArray(
        shape: [10, DatasetDescription.examplesPerClass, test.side, test.side],
        scalars: .uint8(shown.flatMap { test.pixels[$0 * size..<($0 + 1) * size] })))
  }

  /// Arrays: `split/training`, `split/validation` (positions in the training set), `digests` (SHA-256 of the
  /// training and the test set), `class_counts` [2, 10], `examples` [10, n, side, side] (the first test images
  /// of each class).
  public func checkpoint(of made: DatasetDescription, _ provenance: Provenance) -> Checkpoint {
    var file = Checkpoint(provenance: provenance)
    file.set("split/training", shape: [made.training.count], .int32(made.training.map { Int32($0) }))
    file.set("split/validation", shape: [made.validation.count], .int32(made.validation.map { Int32($0) }))
    file.set("digests", shape: [2], .text(made.digests))
    file.set("class_counts", shape: [2, 10], .int32(made.classCounts.flatMap { $0 }))
    file["examples"] = made.examples
    return file
  }

  public func made(of file: Checkpoint) throws -> DatasetDescription {
    let counts = try file.integers("class_counts", shape: [2, 10])
    _ = try file.bytes("examples")
    guard let examples = file["examples"], examples.shape.count == 4, examples.shape[0] == 10 else {
      throw file.unusable("\"examples\" are no images of ten classes")
    }
    return DatasetDescription(
      training: try file.integers("split/training").map { Int($0) },
      validation: try file.integers("split/validation").map { Int($0) },
      digests: try file.texts("digests", shape: [2]), classCounts: [Array(counts[..<10]), Array(counts[10...])],
      examples: examples)
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
