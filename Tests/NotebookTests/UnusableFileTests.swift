import Foundation
import Testing

@testable import Notebook

/// Files whose digest is right, but which no cell writes: each is refused with its name, and read without a crash.
@Suite("Files with content that cannot be right")
struct UnusableFileTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// Kinds of files, and how cells read them.
  enum Kind: CaseIterable {
    case teacher, learner, counts, sample, dataset

    static let generator = Generator(latent: 3, hidden: 8, firstChannels: 3, secondChannels: 2, side: 12)
    static let architecture = Learners.architecture(
      "linear", Widths(side: 12, first: 2, second: 3, third: 3, dense: 4))!

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
        return LearnerFile.checkpoint(Self.architecture, parameters, statistics, .sample)
      case .counts, .sample:
        var counts = Counts(axes: CountsTests.axes, total: 200)
        counts["gtn", "3.0", "0.1"] = 117
        var results = SweepResults(counts: counts, isAttack: false)
        results.sample[0] = [Float](repeating: 0.5, count: 144)
        return results.checkpoint(.sample)
      case .dataset:
        var file = Checkpoint(provenance: .sample)
        file.set("split/training", shape: [3], .int32([2, 0, 1]))
        file.set("split/validation", shape: [1], .int32([3]))
        file.set("digests", shape: [2], .text(["a", "b"]))
        return file
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
        let (parameters, statistics) = try LearnerFile.learner(file, Self.architecture)
        #expect(statistics.entries.allSatisfy { $0.mean != nil }, "this would be a network in training mode")
        let images = Tensor(repeating: 1, shape: [4, 12, 12, 1])
        _ = Self.architecture(images, parameters, .stored(statistics))
      case .counts:
        let counts = try Counts(file, axes: CountsTests.names)
        var others = Counts(axes: CountsTests.axes, total: 200)
        others.adopt(counts)
        #expect(others.correct.allSatisfy { (-1...200).contains($0) })
      case .sample: #expect(try SweepResults.sample(file, 0).count > 0)
      case .dataset: _ = try DatasetFile(file)
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
      (.teacher, "outer_step", [], .integers(1, -1), "stands at outer step -1"),
      (.teacher, "history/final_loss", [1], .doubles(1), "has shape [1], expected [2]"),
      (.learner, "learner/fc.6.bias", [10], .nan(10), "not finite"),
      (.counts, "correct", [2, 3, 3], .integers(18, 201), "counts other than 0 to 200"),
      (.counts, "total", [], .integers(1, 0), "counts other than"),
      (.counts, "axes/trial", [3], .doubles(3), "has a label twice"),
      (.sample, "sample/0", [12, 11], .zeros(132), "has shape [12, 11], expected [12, 12]"),
      (.sample, "sample/0", [12, 12], .nan(144), "is no image"),
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
