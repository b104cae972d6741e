import Archive
import Foundation
import Networks
import Teaching
import Tensors
import TestSupport
import Testing

@testable import Study

/// Files whose digest is right, but which no cell writes: each is refused with its name, and read without a crash.
@Suite("Files with content that cannot be right")
struct UnusableFileTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// Kinds of files, and how cells read them.
  enum Kind: CaseIterable {
    case teacher, learner, counts, attack, curves, dataset

    static let generator = Generator(latent: 3, hidden: 8, firstChannels: 3, secondChannels: 2, side: 12)
    static let architecture = Learners.architecture(
      "linear", Widths(side: 12, first: 2, second: 3, third: 3, dense: 4))!
    static let study = CountsTests.study(trials: 2)

    var good: Checkpoint {
      switch self {
      case .teacher:
        let teacher = Teacher(
          generator: Self.generator, steps: 4, batch: 6, learningRate: 0.02, momentum: 0.5, seed: 9)
        var history = TeacherHistory()
        history.metaLoss = [9.1, 7]
        history.finalLoss = [2.3, 2.2]
        history.evaluatedOuterSteps = [1, 2]
        history.evaluatedInnerSteps = [10, 12]
        history.validationAccuracy = [[0.1, 0.2], [0.3, 0.4]]
        history.testAccuracy = history.validationAccuracy
        return TeacherFile.checkpoint(teacher, outerStep: 2, history, .sample)
      case .learner:
        let parameters = Self.architecture.initialParameters(seed: 3, trial: 2)
        let statistics = Self.architecture(Tensor(repeating: 1, shape: [4, 12, 12, 1]), parameters, .batch)
          .statistics
        return LearnerArtifact.checkpoint(Self.architecture, TrainedLearner(parameters, statistics), .sample)
      case .counts, .attack:
        let counts = Self.study.counts(self == .counts ? .noise : .fgsm)
        var content = CountsTests.filled(counts)
        content.sample[0] = [Float](repeating: 0.5, count: 144)
        return counts.checkpoint(content, .sample)
      case .curves:
        let points = [1, 2, 4].map { LearningPoint(step: $0, accuracy: 0.2 * Double($0)) }
        return Self.study.learningCurves.checkpoint([LearningCurve(teacher: "a", recipe: "gtn"): points], .sample)
      case .dataset:
        return Self.study.dataset.checkpoint(
          of: DatasetDescription(
            training: [2, 0, 1], validation: [3], digests: ["a", "b"],
            classCounts: Array(repeating: Array(repeating: 2, count: 10), count: 2),
            examples: NamedArray(shape: [10, 1, 2, 2], scalars: .uint8(Array(repeating: 7, count: 40)))), .sample)
      }
    }

    /// Reads and uses a file.
    func use(_ file: Checkpoint) throws {
      switch self {
      case .teacher:
        let (teacher, outerStep) = try TeacherFile.teacher(file, Self.generator)
        #expect(outerStep >= 0)
        let history = try TeacherFile.history(file)
        #expect(history.testAccuracy.count == history.evaluatedOuterSteps.count)
        _ = teacher.batch(teacher.curriculum.steps - 1)
      case .learner:
        let learner = try LearnerArtifact.learner(file, Self.architecture)
        #expect(learner.statistics.entries.allSatisfy { $0.mean != nil }, "this would be a network in training mode")
        let images = Tensor(repeating: 1, shape: [4, 12, 12, 1])
        _ = Self.architecture(images, learner.parameters, .stored(learner.statistics))
      case .counts, .attack:
        let counts = Self.study.counts(self == .counts ? .noise : .fgsm)
        let content = try counts.content(of: file)
        #expect(content.correct.values.allSatisfy { (0...content.total).contains($0) })
        // What was read can be written, and is the same again.
        #expect(try counts.content(of: counts.checkpoint(content, .sample)).correct == content.correct)
      case .curves:
        let curves = try Self.study.learningCurves.content(of: file)
        #expect(curves.values.joined().allSatisfy { $0.step > 0 && (0...1).contains($0.accuracy) })
      case .dataset:
        let description = try Self.study.dataset.made(of: file)
        #expect(description.classCounts.map(\.count) == [10, 10] && description.digests.count == 2)
      }
    }
  }

  @Test(
    "What is wrong is said",
    arguments: [
      (.teacher, "generator/model.0.weight", [8, 13], .nan(104), "not finite"),
      (.teacher, "generator/model.0.weight", [13, 8], .zeros(104), "has shape [13, 8], expected [8, 13]"),
      (.teacher, "curriculum/log_learning_rate", [0], .zeros(0), "\"curriculum/labels\" has shape [4, 6]"),
      (.teacher, "curriculum/labels", [4, 6], .integers(24, 10), "labels other than 0 to 9"),
      (.teacher, "curriculum/labels", [], .integers(1, 0), "has shape []"),
      (.teacher, "outer_step", [], .integers(1, -1), "its outer step is -1"),
      (.teacher, "history/final_loss", [1], .doubles(1), "has shape [1], expected [2]"),
      (.learner, "learner/fc.6.bias", [10], .nan(10), "not finite"),
      (.counts, "correct", [2, 3, 3, 2, 2, 10], .integers(720, 1001), "counts other than 0 to 1000"),
      (.counts, "correct", [2, 3, 3, 2, 20], .integers(720, 7), "has shape [2, 3, 3, 2, 20]"),
      (.counts, "total", [], .integers(1, 0), "of other images or strengths than 1000"),
      (.counts, "axes/trial", [2], .integers(2, 1), "has a label twice"),
      (.counts, "axes/trial", [2], .int32([0, 1]), "a label that cannot be"),
      (.counts, "axes/mode", [2], .text(["training", "consistent"]), "a label that cannot be"),
      (.counts, "axes/strength", [10], .doubles(10), "of other images or strengths"),
      (.counts, "sample/0", [12, 11], .zeros(132), "has shape [12, 11], expected [12, 12]"),
      (.counts, "sample/0", [12, 12], .nan(144), "is no image"),
      (.attack, "clean", [2, 3, 3, 2, 2], .integers(72, 51), "counts other than 0 to 50"),
      (.curves, "gtn/a/accuracy", [3], .doubles(3), "is no curve of accuracies"),
      (.dataset, "examples", [40], .uint8(Array(repeating: 7, count: 40)), "are no images of ten classes"),
    ] as [(Kind, String, [Int], Scalars, String)])
  func refusal(kind: Kind, array: String, shape: [Int], scalars: Scalars, reason: String) throws {
    try kind.use(kind.good)
    var file = kind.good
    try #require(file[array] != nil)
    file.set(array, shape: shape, scalars)
    try file.write(to: folder / "bad.h5")
    let read = try Checkpoint.read(folder / "bad.h5")
    let error = #expect(throws: ArchiveError.self) { try kind.use(read) }
    #expect(error?.description.hasPrefix((folder / "bad.h5") + ": ") == true)
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "none")")
    #expect(error?.description.hasSuffix("delete the file and run the cell that writes it") == true)
  }

  @Test("Any change of an array is refused or harmless", arguments: Kind.allCases)
  func mutations(kind: Kind) throws {
    let good = kind.good
    let names = good.arrays.keys.sorted()
    let random = RandomStream(seed: 5, purpose: "mutations").uniforms(6 * 400)
    var refused = 0
    for trial in 0..<400 {
      func below(_ bound: Int, _ use: Int) -> Int { Int(random[6 * trial + use] * Double(bound)) }
      var file = good
      let name = names[below(names.count, 0)]
      let shapes = [[], [0], [1], [2], [3], [0, 3], [4, 0], [1, 1, 1, 1, 1], good[name]!.shape.reversed()]
      let shape = below(2, 1) == 0 ? good[name]!.shape : shapes[below(shapes.count, 2)]
      let count = shape.reduce(1, *)
      let number = [0, -1, 1, 9, 10, 1e9, -1e9, .infinity, .nan][below(9, 3)]
      switch below(6, 4) {
      case 0: file[name] = nil
      case 1: file.set(name, shape: shape, .text(Array(repeating: "x", count: count)))
      case 2: file.set(name, shape: shape, .float64(Array(repeating: number, count: count)))
      case 3:
        let integer = number.isFinite ? Int32(number) : .max
        file.set(name, shape: shape, .int32(Array(repeating: integer, count: count)))
      default: file.set(name, shape: shape, .float32(Array(repeating: Float(number), count: count)))
      }
      do { try kind.use(file) } catch {
        refused += 1
        #expect(error is ArchiveError, "mutation \(trial) of \(name)")
        #expect(!"\(error)".contains("\n"), "mutation \(trial) of \(name)")
      }
    }
    #expect(refused > 40)
  }
}

extension Scalars {
  fileprivate static func nan(_ count: Int) -> Scalars { .float32(Array(repeating: .nan, count: count)) }
  fileprivate static func zeros(_ count: Int) -> Scalars { .float32(Array(repeating: 0, count: count)) }
  fileprivate static func doubles(_ count: Int) -> Scalars { .float64(Array(repeating: 2, count: count)) }
  fileprivate static func integers(_ count: Int, _ value: Int32) -> Scalars {
    .int32(Array(repeating: value, count: count))
  }
}
