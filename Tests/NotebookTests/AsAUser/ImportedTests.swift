import Archive
import Foundation
import Networks
import TestSupport
import Testing

@testable import Notebook
@testable import Study
@testable import Workflow

extension AsAUser {
  @Suite("A network from elsewhere", .serialized)
  struct ImportedTests {
    private static let file = "learners/vanilla-base_larger-1.h5"
    let finished: UserFolder
    let folder: TemporaryFolder
    let learner: TrainedLearner
    let architecture: Architecture

    init() throws {
      finished = try FinishedNotebook.shared.get().folder
      folder = try TemporaryFolder()
      architecture = try #require(Learners.architecture("base_larger", Settings(.smoke).widths))
      learner = try LearnerArtifact.learner(Checkpoint.read(finished.path(Self.file)), architecture)
    }

    private func test(_ more: String...) throws -> Outcome {
      try Program("notebook", ["test", folder / "network.safetensors", "--scale", "smoke"] + more).outcome()
    }

    /// Writes float32 arrays as safetensors does.
    private func write(_ arrays: [(name: String, shape: [Int], numbers: [Float])], type: String = "F32") throws {
      var (header, numbers): ([String: Any], Data) = (["__metadata__": ["format": "pt"]], Data())
      for array in arrays {
        let bytes = array.numbers.withUnsafeBytes { Data($0) }
        header[array.name] = [
          "dtype": type, "shape": array.shape, "data_offsets": [numbers.count, numbers.count + bytes.count],
        ]
        numbers += bytes
      }
      let text = try JSONSerialization.data(withJSONObject: header, options: [.sortedKeys])
      let length = withUnsafeBytes(of: UInt64(text.count).littleEndian) { Data($0) }
      try (length + text + numbers).write(to: URL(fileURLWithPath: folder / "network.safetensors"))
    }

    private var stored: [(name: String, shape: [Int], numbers: [Float])] {
      let means = zip(architecture.normalisationKeys, learner.statistics.entries).map { key, entry in
        (name: "\(key).running_mean", shape: entry.mean!.shape, numbers: entry.mean!.floats)
      }
      return zip(learner.parameters.keys, learner.parameters.tensors).map { ($0, $1.shape, $1.floats) } + means
    }

    /// As scripts/to-pytorch.py folds it: in evaluation mode the same function.
    private var plain: [(name: String, shape: [Int], numbers: [Float])] {
      let layers = architecture.parameterShapes.map(\.key).filter { $0.hasSuffix(".weight") }.map { $0.dropLast(7) }
      return layers.enumerated().flatMap { index, layer in
        let (weight, g) = (learner.parameters["\(layer).weight"], learner.parameters["\(layer).weight_g"])
        let size = weight.count / g.count
        let factors = g.floats.enumerated().map { row, g in
          g / weight.floats[row * size..<(row + 1) * size].reduce(0) { $0 + $1 * $1 }.squareRoot()
        }
        let biases =
          learner.parameters.keys.contains("\(layer).bias") ? learner.parameters["\(layer).bias"].floats : nil
        let means = index < learner.statistics.entries.count ? learner.statistics.entries[index].mean?.floats : nil
        let bias = factors.indices.map { (biases?[$0] ?? 0) * factors[$0] - (means?[$0] ?? 0) }
        return [
          (
            name: "\(3 * index).weight", shape: weight.shape,
            numbers: weight.floats.enumerated().map { $1 * factors[$0 / size] }
          ),
          (name: "\(3 * index).bias", shape: [g.count], numbers: bias),
        ]
      }
    }

    /// The counts of 100 images that the notebook has under noise.
    private func counts(_ mode: EvaluationMode) throws -> [Int] {
      let ledger = try finished.ledger()
      let results = try ledger.content(finished.options().study.counts(.noise))
      let key = LearnerKey(teacher: nil, recipe: "vanilla", learner: "base_larger", trial: 1)
      return results.strengths.indices.compactMap { results[TestedNetwork(key, mode), $0] }
    }

    private func counts(_ mode: EvaluationMode, in output: String) throws -> [Int] {
      let line = try #require(output.split(separator: "\n").first { $0.hasPrefix("\(mode.rawValue) mode, noise: ") })
      let numbers = line.split(separator: ",")[1].split(separator: ":")[1]
      return numbers.split(separator: " ").compactMap { Double($0).map { Int(($0 * 100).rounded()) } }
    }

    /// A learner that goes out and comes back is counted as it was.
    @Test func aStoredLearnerIsCountedTheSame() throws {
      try write(stored)
      let outcome = try test("--learner", "base_larger", "--test", "noise")
      #expect(outcome.status == 0, "\(outcome.errors)")
      for mode in EvaluationMode.allCases {
        #expect(try counts(mode, in: outcome.output) == counts(mode), "\(mode)")
        #expect(try counts(mode).count == 10)
      }
    }

    @Test func plainLayersAreTheSameInEvaluationMode() throws {
      try write(plain)
      let outcome = try test("--learner", "base_larger", "--test", "noise")
      #expect(outcome.status == 0, "\(outcome.errors)")
      // Rounding may move an image over a boundary.
      let (found, known) = (try counts(.evaluation, in: outcome.output), try counts(.evaluation))
      #expect(found.count == 10 && zip(found, known).allSatisfy { abs($0 - $1) <= 1 }, "\(found) \(known)")
      #expect(Set(known).count > 1)
      #expect(outcome.output.contains("noise: β = 0 0.178 "), "\(outcome.output)")
      #expect(outcome.output.contains(", on 100 images\n"))
      #expect(!outcome.output.contains("training mode, noise") && outcome.output.contains("in evaluation mode only"))
    }

    @Test func whatDoesNotFitIsOneLine() throws {
      func refused(_ text: String, _ more: [String] = ["--learner", "base_larger"]) throws {
        let outcome = try Program("notebook", ["test", folder / "network.safetensors", "--scale", "smoke"] + more)
          .outcome()
        #expect(outcome.status == 2 && outcome.errorLines.count == 1, "\(outcome.errors)")
        #expect(outcome.errors.contains(text), "\(outcome.errors)")
      }
      try refused("cannot be read")
      try write(plain)
      try refused("layers with weights", ["--learner", "base_larger3"])
      try refused("puts out a constant", ["--learner", "base_larger4"])
      try write(plain, type: "F16")
      try refused("save them as float32")
      try write(Array(stored.dropLast()))
      try refused("which base_larger needs")
      var changed = plain
      changed[0].numbers[0] = .nan
      try write(changed)
      try refused("not finite")
      try write(stored)
      let whole = try contents(folder / "network.safetensors")
      for length in [0, 7, 8, 100, whole.count - 1] {
        try whole.prefix(length).write(to: URL(fileURLWithPath: folder / "network.safetensors"))
        try refused("no safetensors file")
      }
      #expect(try test("--learner", "larger").status == 64)
      #expect(try test("--learner", "base", "--test", "nois").status == 64)
    }
  }
}
