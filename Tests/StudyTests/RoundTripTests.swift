import Archive
import Networks
import Teaching
import Tensors
import TestSupport
import Testing

@testable import Study

@Suite("Networks on disk")
struct RoundTripTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  static let widths = Widths(side: 12, first: 4, second: 6, third: 8, dense: 10)

  private func learner(_ architecture: Architecture, _ images: Tensor) -> TrainedLearner {
    let parameters = architecture.initialParameters(seed: 3, trial: 2)
    return TrainedLearner(parameters, architecture(images, parameters, .batch).statistics)
  }

  @Test(arguments: Learners.names)
  func learnersComeBackBitForBit(name: String) throws {
    let architecture = try #require(Learners.architecture(name, Self.widths))
    let images = Tensor(
      shape: [20, 12, 12, 1], RandomStream(seed: 4, purpose: "images").normals(20 * 144), .single)
    let learner = learner(architecture, images)
    try LearnerArtifact.checkpoint(architecture, learner, .sample).write(to: folder / "learner.h5")

    let read = try LearnerArtifact.learner(Checkpoint.read(folder / "learner.h5"), architecture)
    #expect(read.parameters.keys == learner.parameters.keys)
    #expect(read.parameters.tensors.map(\.shape) == learner.parameters.tensors.map(\.shape))
    #expect(bits(read.parameters.tensors) == bits(learner.parameters.tensors))
    #expect(bits(read.statistics.entries.map(\.mean)) == bits(learner.statistics.entries.map(\.mean)))
    #expect(bits(read.statistics.entries.map(\.variance)) == bits(learner.statistics.entries.map(\.variance)))
    let expected = architecture(images, learner.parameters, .stored(learner.statistics)).logProbabilities
    let found = architecture(images, read.parameters, .stored(read.statistics)).logProbabilities
    #expect(bits([found]) == bits([expected]))
  }

  /// The names that PyTorch users know.
  @Test func learnersHaveStateDictNames() throws {
    let architecture = try #require(Learners.architecture("base_larger4_corrected", Self.widths))
    let learner = learner(architecture, Tensor(repeating: 1, shape: [4, 12, 12, 1]))
    let file = LearnerArtifact.checkpoint(architecture, learner, .sample)
    #expect(file["learner/convs.0.weight"]?.shape == [4, 1, 3, 3])
    #expect(file["learner/convs.0.weight_g"]?.shape == [4])
    #expect(file["learner/convs.1.running_mean"]?.shape == [4])
    #expect(file["learner/convs.1.running_variance"]?.shape == [4])
    #expect(file["learner/fc.3.bias"]?.shape == [10])
    #expect(file.arrays.keys.allSatisfy { $0.hasPrefix("learner/") })
  }

  @Test func learnerOfAnotherTypeIsRefused() throws {
    let small = try #require(Learners.architecture("base", Self.widths))
    let file = LearnerArtifact.checkpoint(
      small, learner(small, Tensor(repeating: 1, shape: [4, 12, 12, 1])), .sample)
    for other in ["base_larger", "base_larger3", "linear"] {
      let architecture = try #require(Learners.architecture(other, Self.widths))
      #expect(throws: ArchiveError.self) { try LearnerArtifact.learner(file, architecture) }
    }
  }

  @Test func teachersComeBackBitForBit() throws {
    let generator = Generator(latent: 3, hidden: 8, firstChannels: 3, secondChannels: 2, side: 12)
    var teacher = Teacher(
      generator: generator, steps: 4, batch: 6, learningRate: 0.02, momentum: 0.5, seed: 9)
    // No two steps alike.
    for step in 0..<4 {
      teacher.curriculum.logLearningRate[step] = Double(Float(-3.3 + 0.1 * Double(step)))
      teacher.curriculum.logMomentum[step] = Double(Float(-0.7 - 0.1 * Double(step)))
    }
    try TeacherFile.checkpoint(teacher, outerStep: 17, Self.history, .sample).write(to: folder / "teacher.h5")

    let file = try Checkpoint.read(folder / "teacher.h5")
    let (read, outerStep) = try TeacherFile.teacher(file, generator)
    #expect(outerStep == 17)
    #expect(read.parameters.keys == teacher.parameters.keys)
    #expect(read.learned.map(\.shape) == teacher.learned.map(\.shape))
    #expect(bits(read.learned) == bits(teacher.learned))
    #expect(read.curriculum.labels == teacher.curriculum.labels)
    #expect(read.curriculum.logLearningRate == teacher.curriculum.logLearningRate)
    #expect(read.curriculum.logMomentum == teacher.curriculum.logMomentum)
    #expect(bits([read.images(2)]) == bits([teacher.images(2)]))
    #expect(file["curriculum/latents"]?.shape == [4, 6, 3])
    #expect(file["generator/deconv.0.conv.weight"]?.shape == [2, 3, 3, 3])

    let history = try TeacherFile.history(file)
    #expect(history.metaLoss == Self.history.metaLoss)
    #expect(history.finalLoss == Self.history.finalLoss)
    #expect(history.evaluatedOuterSteps == Self.history.evaluatedOuterSteps)
    #expect(history.evaluatedInnerSteps == Self.history.evaluatedInnerSteps)
    #expect(history.validationAccuracy == Self.history.validationAccuracy)
    #expect(history.testAccuracy == Self.history.testAccuracy)
    #expect(history.warmRestarts == [2])
    #expect(history.devices.map(\.from) == [1, 3] && history.devices.map(\.name) == ["a GPU", "oneDNN 2.6.3"])
    #expect(history.learnersPerStep == 4)
  }

  /// Files of one learner an outer step are those that were written before there could be more.
  @Test func oneLearnerIsNotWrittenDown() throws {
    var history = Self.history
    history.learnersPerStep = 1
    let generator = Generator(latent: 3, hidden: 8, firstChannels: 3, secondChannels: 2, side: 12)
    let teacher = Teacher(generator: generator, steps: 4, batch: 6, learningRate: 0.02, momentum: 0.5, seed: 9)
    let file = TeacherFile.checkpoint(teacher, outerStep: 17, history, .sample)
    #expect(file["history/learners_per_step"] == nil)
    #expect(try TeacherFile.history(file).learnersPerStep == 1)
  }

  private static let history = {
    var history = TeacherHistory()
    history.metaLoss = [9.1, 0.1 + 0.2, 7]
    history.finalLoss = [2.3, .pi, 1e-300]
    history.evaluatedOuterSteps = [1, 2]
    history.evaluatedInnerSteps = [10, 64]
    history.validationAccuracy = [[0.1, 0.2], [0.3, 0.4]]
    history.testAccuracy = [[0.5, 0.6], [0.7, 0.8]]
    history.warmRestarts = [2]
    history.devices = [(1, "a GPU"), (3, "oneDNN 2.6.3")]
    history.learnersPerStep = 4
    return history
  }()

  private func bits(_ tensors: [Tensor?]) -> [[UInt32]] {
    tensors.map { $0?.floats.map(\.bitPattern) ?? [] }
  }
}
