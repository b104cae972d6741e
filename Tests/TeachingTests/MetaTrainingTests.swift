import Foundation
import Networks
import Teaching
import Tensors
import Testing

@Suite("Meta-training")
struct MetaTrainingTests {
  static var settings: MetaTrainingSettings {
    var settings = MetaTrainingSettings()
    settings.learner = "linear"
    settings.widths = Widths(side: 8, first: 2, second: 3, third: 3, dense: 6)
    settings.generator = Generator(latent: 3, hidden: 8, firstChannels: 3, secondChannels: 2, side: 8)
    settings.outerSteps = 12
    settings.innerSteps = 3
    settings.batch = 20
    return settings
  }

  /// Images that tell their class by the place of a bright row or column.
  static func realBatch(_ number: Int) -> Batch {
    let random = RandomStream(seed: 21, purpose: "bars", [number])
    let labels = random.uniforms(20).map { Int($0 * 10) }
    var pixels = random.normals(20 * 64).map { 0.1 * $0 }
    for (image, label) in labels.enumerated() {
      for place in 0..<8 {
        pixels[image * 64 + (label < 5 ? (label + 1) * 8 + place : place * 8 + label - 4)] += 2
      }
    }
    return Batch(images: Tensor(shape: [20, 8, 8, 1], pixels, .single), oneHot: .oneHot(labels))
  }

  @Test func scheduleOfTheReport() {
    let settings = MetaTrainingSettings()
    func expected(_ n: Int) -> Double {
      0.002 + 0.009 * (1 + cos(.pi * Double(max(0, n - 2)) / 2000))
    }
    for n in [1, 2, 3, 1000, 2000] {
      #expect(abs(settings.learningRate(outerStep: n) - expected(n)) < 1e-15)
    }
    #expect(abs(settings.learningRate(outerStep: 1) - 0.02) < 1e-15)
  }

  @Test func unknownLearnerIsRefused() {
    var settings = Self.settings
    settings.learner = "base_largest"
    #expect(MetaTraining(settings, seed: 1) == nil)
  }

  /// The meta-gradient leads downhill: with one learner and the same real images at every step, the teacher
  /// learns to train that learner.
  @Test func teacherImproves() throws {
    var settings = Self.settings
    settings.learner = "base_larger"
    settings.widths = Widths(side: 8, first: 4, second: 8, third: 8, dense: 16)
    settings.generator = Generator(latent: 8, hidden: 32, firstChannels: 16, secondChannels: 8, side: 8)
    settings.innerSteps = 10
    settings.innerLearningRate = 0.1
    let training = try #require(MetaTraining(settings, seed: 1))
    let objective = MetaObjective(architecture: training.architecture)
    let initial = training.initialLearner(outerStep: 1)
    var teacher = training.teacher
    var adam = training.optimiser
    let losses = (0..<30).map { _ in
      let result = objective.gradient(of: teacher, from: initial, realBatch: Self.realBatch)
      teacher.learned = adam.updated(teacher.learned, Self.learned(result), learningRate: 0.005)
      return result.finalLoss
    }
    #expect(losses[29] < 0.9 * losses[0], "losses \(losses)")
  }

  /// An outer step is one step of Adam, at the scheduled rate, against the gradient for a new learner.
  @Test func outerStepIsAStepOfAdam() throws {
    var training = try #require(MetaTraining(Self.settings, seed: 1))
    for step in 1...3 {
      let before = training
      let result = training.advance(realBatch: Self.realBatch)
      let objective = MetaObjective(architecture: before.architecture)
      let expected = objective.gradient(
        of: before.teacher, from: before.initialLearner(outerStep: step)
      ) { Self.realBatch(3 * (step - 1) + $0 - 1) }
      #expect(result.metaLoss == expected.metaLoss)
      var adam = before.optimiser
      let learned = adam.updated(
        before.teacher.learned, Self.learned(expected),
        learningRate: Self.settings.learningRate(outerStep: step))
      #expect(training.teacher.learned.map(\.floats) == learned.map(\.floats))
      #expect(training.outerStep == step)
    }
  }

  /// A meta-gradient in the order of what a teacher learns.
  private static func learned(_ result: Hypergradient) -> [Tensor] {
    result.generator.tensors + result.latents
      + [result.logLearningRate, result.logMomentum].map { Tensor(shape: [$0.count], $0, .single) }
  }

  /// A run that is interrupted and goes on is the run that was not.
  @Test func resumedRunGivesTheSameBytes() throws {
    var whole = try #require(MetaTraining(Self.settings, seed: 1))
    for _ in 0..<4 { _ = whole.advance(realBatch: Self.realBatch) }
    var first = try #require(MetaTraining(Self.settings, seed: 1))
    for _ in 0..<2 { _ = first.advance(realBatch: Self.realBatch) }
    var resumed = try #require(MetaTraining(Self.settings, seed: 1))
    resumed.teacher = first.teacher
    resumed.optimiser = Adam(
      step: first.optimiser.step, first: first.optimiser.first, second: first.optimiser.second)
    resumed.outerStep = first.outerStep
    for _ in 0..<2 { _ = resumed.advance(realBatch: Self.realBatch) }
    #expect(resumed.teacher.learned.map(\.floats) == whole.teacher.learned.map(\.floats))
    #expect(resumed.outerStep == 4)
  }

  /// All that is learned moves, and by Adam's first step: the rate, wherever the gradient is not near zero.
  @Test func firstStepMovesEverything() throws {
    var training = try #require(MetaTraining(Self.settings, seed: 1))
    let before = training.teacher.learned
    _ = training.advance(realBatch: Self.realBatch)
    for (index, (old, new)) in zip(before, training.teacher.learned).enumerated() {
      let moves = zip(old.doubles, new.doubles).map { abs($0 - $1) }
      #expect(moves.allSatisfy { $0 < 0.0201 }, "tensor \(index)")
      #expect(moves.contains { $0 > 0.01 }, "tensor \(index)")
    }
  }

  @Test func batchesAreDrawnInTurn() throws {
    var training = try #require(MetaTraining(Self.settings, seed: 1))
    for step in 0..<3 {
      var drawn: Set<Int> = []
      _ = training.advance { number in
        drawn.insert(number)
        return Self.realBatch(number)
      }
      #expect(drawn == Set(3 * step..<3 * (step + 1)))
    }
  }

  @Test func everyOuterStepHasANewLearner() throws {
    let training = try #require(MetaTraining(Self.settings, seed: 1))
    let weights = (1...3).map { training.initialLearner(outerStep: $0).tensors[0].floats }
    #expect(Set(weights).count == 3)
  }

  /// Which part of the teacher a gradient that failed belongs to.
  @Test func failingGroupsAreNamed() throws {
    let training = try #require(MetaTraining(Self.settings, seed: 1))
    let objective = MetaObjective(architecture: training.architecture)
    let good = objective.gradient(
      of: training.teacher, from: training.initialLearner(outerStep: 1), realBatch: Self.realBatch)
    #expect(
      good.groups.map(\.name) == [
        "generator layer model.0", "generator layer model.1", "generator layer model.3",
        "generator layer model.4", "generator layer deconv.0.conv", "generator layer deconv.1",
        "generator layer deconv.3.conv", "latents", "log learning rates", "log momenta",
      ])
    #expect(good.groups.allSatisfy { $0.largest.isFinite && $0.largest > 0 })
    #expect(good.groups.last?.largest == good.logMomentum.map(abs).max())

    var large = good
    large.logMomentum[2] = -1e6
    #expect(large.failingGroups == "largest gradient: log momenta, 1e+06")
    var failed = good
    failed.latents[1] = Tensor(repeating: .nan, shape: good.latents[1].shape)
    failed.logLearningRate[0] = -.infinity
    #expect(failed.failingGroups == "not finite: latents, log learning rates")
    let first = good.generator.tensors[0]
    failed.generator = good.generator.with(
      [Tensor(repeating: .infinity, shape: first.shape)] + good.generator.tensors.dropFirst())
    #expect(failed.failingGroups == "not finite: generator layer model.0, latents, log learning rates")
    failed.generator = good.generator.map { Tensor(repeating: .nan, shape: $0.shape) }
    failed.logMomentum[0] = .nan
    #expect(failed.failingGroups == "no group has a finite gradient")
  }

  /// What is not a number must not reach the teacher.
  @Test func nonFiniteLossChangesNothing() throws {
    var training = try #require(MetaTraining(Self.settings, seed: 1))
    let before = training.teacher.learned.map(\.floats)
    let result = training.advance { number in
      let batch = Self.realBatch(number)
      return Batch(
        images: Tensor(repeating: .nan, shape: batch.images.shape), oneHot: batch.oneHot)
    }
    #expect(!result.metaLoss.isFinite)
    #expect(training.teacher.learned.map(\.floats) == before)
    #expect(training.outerStep == 0)
    #expect(training.optimiser.step == 0)
  }
}
