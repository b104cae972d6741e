import Archive
import Datasets
import Networks
import Robustness
import Tensors

/// What a sweep has found so far.
public struct SweepResults: Sendable {
  /// Over the axes ``Sweep/axes``.
  public var counts: Counts
  /// Of an attack: counts of the same images before it, over the axes of ``counts`` but the strength. The first
  /// strength of a corruption leaves images as they are.
  public private(set) var clean: Counts?
  /// Of an attack: how far it moved the images, by the positions of ``counts``.
  public private(set) var distances: [[Int]: Distance] = [:]
  /// The sample figure's image [side * side] at each strength that is done.
  public var sample: [Int: [Float]] = [:]

  /// - Parameter counts: without any count.
  public init(counts: Counts, isAttack: Bool) {
    self.counts = counts
    clean = isAttack ? Counts(axes: counts.axes.dropLast(), total: counts.total) : nil
  }

  /// Takes over what a file holds.
  ///
  /// - Parameter counts: the file's, without those that are stale. What belongs to a network of which nothing
  ///   is counted is left behind with them.
  mutating func adopt(_ stored: Checkpoint, _ counts: Counts) throws {
    self.counts.adopt(counts)
    if clean != nil {
      var found = try Counts(stored, axes: Sweep.axes.dropLast(), array: "clean")
      for position in found.positions
      where !counts.labels("strength").indices.contains(where: { counts[position + [$0]] != nil }) {
        found[position] = nil
      }
      clean?.adopt(found)
      for (position, distance) in try Distance.read(stored, counts) {
        if let place = self.counts.place(of: position, in: counts) { distances[place] = distance }
      }
    }
    // The image is an attack on one network: it goes with that network's count.
    for strength in counts.labels("strength").indices
    where stored["sample/\(strength)"] != nil && Sweep.hasSample(counts, strength: strength) {
      sample[strength] = try SweepResults.sample(stored, strength)
    }
  }

  /// Notes a count and, of an attack, how far it moved the images.
  mutating func record(_ correct: Int, _ distance: Distance?, at position: [Int]) {
    counts[position] = correct
    if clean != nil { distances[position] = distance }
  }

  /// Notes how many of an attack's images a network put into the right class before it.
  ///
  /// - Parameter position: of any strength.
  mutating func recordClean(_ correct: Int, at position: [Int]) { clean?[position.dropLast()] = correct }

  /// How many of the test's own images a network puts into the right class without perturbation, in the mode of
  /// the protocol; nil while it is missing.
  public func cleanCount(
    _ kind: EvaluationProtocol, teacher: String, _ algorithm: Algorithm, learner: String, trial: String
  ) -> Int? {
    let network = [kind.rawValue, teacher, algorithm.rawValue, learner, trial]
    return clean.map { $0[$0.position(network)] } ?? counts[counts.position(network) + [0]]
  }

  /// The same as an accuracy.
  public func cleanAccuracy(
    _ kind: EvaluationProtocol, teacher: String, _ algorithm: Algorithm, learner: String, trial: String
  ) -> Double? {
    cleanCount(kind, teacher: teacher, algorithm, learner: learner, trial: trial)
      .map { Double($0) / Double(counts.total) }
  }

  /// Arrays: those of ``Counts``; of an attack `clean` [protocol, teacher, algorithm, learner, trial] and
  /// `distance/...` (``Distance``); and `sample/<n>` [side, side], the sample image at strength n.
  func checkpoint(_ provenance: Provenance) -> Checkpoint {
    var file = counts.checkpoint(provenance)
    if let clean {
      file.set("clean", shape: clean.axes.map(\.labels.count), .int32(clean.correct))
      Distance.write(distances, counts, into: &file)
    }
    for (strength, pixels) in sample {
      let side = Int(Double(pixels.count).squareRoot())
      file.set("sample/\(strength)", shape: [side, side], .float32(pixels))
    }
    return file
  }

  static func sample(_ file: Checkpoint, _ strength: Int) throws -> [Float] {
    let name = "sample/\(strength)"
    let side = file[name]?.shape.first ?? 0
    let pixels = try file.floats(name, shape: [side, side])
    guard side > 0, pixels.allSatisfy(\.isFinite) else { throw file.unusable("\"\(name)\" is no image") }
    return pixels
  }
}

/// The first images of the test set.
public struct TestBatch {
  /// [n, side, side, 1], normalised.
  public let images: Tensor
  /// Their classes, one-hot [n, 10] and as numbers 0 to 9 [n].
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
