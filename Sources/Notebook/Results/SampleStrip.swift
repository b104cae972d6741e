import Archive
import Datasets
import Figures
import Foundation
import Robustness
import Tensors

/// The report's sample figure of a test: one test image at every strength.
public struct SampleStrip {
  let test: RobustnessTest
  let run: Run

  public init(_ test: RobustnessTest, _ run: Run) {
    self.test = test
    self.run = run
  }

  private var file: String { "\(test.name)-sample.h5" }

  struct StripSettings: Codable {
    let test: String
    let strengths: [Double]
    let image: Int
  }

  /// Computes the perturbed images once; afterwards the figure needs neither data set nor network.
  public func draw() throws {
    let provenance = try run.provenance(
      kind: "sample",
      settings: StripSettings(test: test.name, strengths: test.strengths, image: test.sampleImage),
      inputs: [DatasetFile.name])
    if try run.needs(file, provenance) {
      run.computed()
      try images().checkpoint(test, provenance).write(to: run.path(file))
    }
    let stored = try Checkpoint.read(run.path(file))
    let images = try stored.floats("images")
    let count = test.strengths.count
    let size = images.count / count
    let side = Int(Double(size).squareRoot())
    let strip = ImageStrip(
      images: (0..<count).map { Array(images[$0 * size..<($0 + 1) * size]) }, side: side,
      valueRange: Normalisation.validRange, labels: test.strengths.map { "β = \(Self.short($0))" },
      columns: count)
    run.wrote(
      try FigureFile(strip).draw(to: "\(run.paper)/figures", name: "\(test.name)-sample")
        .filter { $0.hasSuffix(".pdf") })
  }

  /// The images [strengths, side, side, 1] of the whole batch's sample, perturbed where it stands in the
  /// test set, so that its noise is that of the sweep.
  private func images() throws -> PerturbedSample {
    let batch = try run.testBatch(count: test.sampleImage + 1)
    let perturbed = test.strengths.indices.map { strength in
      test.perturbed(batch.images, batch.oneHot, strength: strength, seed: run.seed, trial: 1, nil)
        .images(test.sampleImage..<test.sampleImage + 1)
    }
    return PerturbedSample(images: perturbed)
  }

  /// At most four significant digits.
  static func short(_ number: Double) -> String { String(format: "%.3g", number) }
}

private struct PerturbedSample {
  let images: [Tensor]

  /// Arrays: `images` [strengths, side, side], `strengths`.
  func checkpoint(_ test: RobustnessTest, _ provenance: Provenance) -> Checkpoint {
    var file = Checkpoint(provenance: provenance)
    let side = images[0].shape[1]
    file.set("images", shape: [images.count, side, side], .float32(images.flatMap(\.floats)))
    file.set("strengths", shape: [images.count], .float64(test.strengths))
    return file
  }
}
