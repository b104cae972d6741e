import Archive
import Datasets
import Networks
import Robustness
import Tensors

/// What a sweep has found so far.
public struct SweepResults: Sendable {
  public var counts: Counts
  /// The sample figure's image [side * side] at each strength that is done.
  public var sample: [Int: [Float]] = [:]

  /// Takes over what a file holds.
  mutating func adopt(_ stored: Checkpoint, _ counts: Counts) throws {
    self.counts.adopt(counts)
    for strength in counts.labels("strength").indices where stored["sample/\(strength)"] != nil {
      sample[strength] = try stored.floats("sample/\(strength)")
    }
  }

  /// Arrays: those of ``Counts``, and `sample/<n>` [side, side], the sample image at strength n.
  func checkpoint(_ provenance: Provenance) -> Checkpoint {
    var file = counts.checkpoint(provenance)
    for (strength, pixels) in sample {
      let side = Int(Double(pixels.count).squareRoot())
      file.set("sample/\(strength)", shape: [side, side], .float32(pixels))
    }
    return file
  }
}

/// The first images of the test set.
public struct TestBatch {
  /// [n, side, side, 1], normalised.
  public let images: Tensor
  public let oneHot: Tensor
  public let labels: [Int]
}

extension Run {
  /// - Throws: `NotebookError` if there are fewer images, of which counts out of `count` would be wrong.
  public func testBatch(count: Int) throws -> TestBatch {
    let (_, dataset) = try describedDataset()
    guard count <= dataset.test.count else {
      throw NotebookError(
        "\(dataset.name) has \(dataset.test.count) test images, but scale \(settings.scale.rawValue) needs \(count):"
          + " choose a smaller scale or another data set")
    }
    let batch = dataset.test.batch(0..<count)
    return TestBatch(images: batch.images, oneHot: batch.oneHot, labels: batch.oneHot.largestInRows())
  }
}

extension RobustnessTest {
  /// Images perturbed at one of the test's strengths.
  public func perturbed(
    _ images: Tensor, _ oneHot: Tensor, strength: Int, seed: UInt64, trial: Int, _ network: NetworkUnderTest?
  ) -> Tensor {
    let range = Normalisation.validRange
    return perturbed(
      PerturbationRequest(
        images: images, oneHot: oneHot, strength: strengths[strength],
        validRange: Double(range.lowerBound)...Double(range.upperBound), seed: seed, trial: trial,
        network: network))
  }
}
