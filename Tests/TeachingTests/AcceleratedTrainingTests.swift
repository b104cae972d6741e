import Accelerator
import Networks
import Teaching
import Tensors
import TestSupport
import Testing

/// Training on a device beside the same on the processor.
@Suite("Training on a device", .enabled(if: TestDevice.isAskedFor, "\(TestDevice.remedy)"))
struct AcceleratedTrainingTests {
  static var settings: MetaTrainingSettings {
    var settings = MetaTrainingTests.settings
    settings.realBatch = 20
    return settings
  }

  /// Not all that is learned: Adam moves a weight whose gradient is round-off by a whole step, either way.
  @Test(arguments: ["linear", "base_larger", "base_larger3"])
  func twoOuterStepsAgreeWithOneDNN(learner: String) throws {
    var settings = Self.settings
    settings.learner = learner
    var here = try #require(MetaTraining(settings, seed: 1))
    let there = try AcceleratedMetaTraining(here, on: TestDevice.accelerator())
    for step in 1...2 {
      let expected = here.advance(realBatch: MetaTrainingTests.realBatch)
      let result = try there.advance(realBatch: MetaTrainingTests.realBatch)
      #expect(result.failingGroups == nil && there.outerStep == step)
      let losses = [
        Compared("meta-loss", [result.metaLoss], [expected.metaLoss]),
        Compared("final loss", [result.finalLoss], [expected.finalLoss]),
        Compared("inner losses", result.innerLosses, expected.innerLosses),
      ]
      #expect(differences(in: "outer step \(step)", losses, Tolerance(ofArray: 2e-3, ofKind: 0)) == [])
    }
    let settled = try there.settled()
    #expect(settled.outerStep == 2 && settled.optimiser.step == 2)
    let (computed, expected) = (settled.teacher.curriculum, here.teacher.curriculum)
    let learned = [
      Compared("latents", computed.latents.flatMap(\.doubles), expected.latents.flatMap(\.doubles)),
      Compared("log rates", computed.logLearningRate, expected.logLearningRate),
      Compared("log momenta", computed.logMomentum, expected.logMomentum),
    ]
    #expect(differences(in: learner, learned, Tolerance(ofArray: 2e-3, ofKind: 0)) == [])
  }

  /// The mean over the learners of an outer step.
  @Test func severalLearnersAgreeWithOneDNN() throws {
    var settings = Self.settings
    settings.learnersPerStep = 3
    var here = try #require(MetaTraining(settings, seed: 1))
    let there = try AcceleratedMetaTraining(here, on: TestDevice.accelerator())
    let expected = here.advance(realBatch: MetaTrainingTests.realBatch)
    let result = try there.advance(realBatch: MetaTrainingTests.realBatch)
    let losses = [
      Compared("meta-loss", [result.metaLoss], [expected.metaLoss]),
      Compared("final loss", [result.finalLoss], [expected.finalLoss]),
      Compared("inner losses", result.innerLosses, expected.innerLosses),
      Compared(
        "latents", try there.settled().teacher.curriculum.latents.flatMap(\.doubles),
        here.teacher.curriculum.latents.flatMap(\.doubles)),
    ]
    #expect(differences(in: "three learners", losses, Tolerance(ofArray: 2e-3, ofKind: 0)) == [])
  }

  /// The state that is saved is all that is needed to go on, on the same device or on another.
  @Test func trainingGoesOnFromWhatIsSettled() throws {
    let accelerator = try TestDevice.accelerator()
    let first = try AcceleratedMetaTraining(#require(MetaTraining(Self.settings, seed: 3)), on: accelerator)
    _ = try first.advance(realBatch: MetaTrainingTests.realBatch)
    let saved = try first.settled()
    let second = try AcceleratedMetaTraining(saved, on: accelerator)
    let losses = try [first, second].map { try $0.advance(realBatch: MetaTrainingTests.realBatch).metaLoss }
    #expect(losses[0] == losses[1])
    #expect(try first.settled().teacher.learned.map(\.floats) == second.settled().teacher.learned.map(\.floats))
    var here = saved
    let onTheProcessor = here.advance(realBatch: MetaTrainingTests.realBatch).metaLoss
    #expect(abs(onTheProcessor - losses[0]) < 2e-3 * abs(losses[0]))
  }

  @Test func aGradientThatIsNotFiniteChangesNothing() throws {
    var training = try #require(MetaTraining(Self.settings, seed: 1))
    training.teacher.curriculum.logLearningRate = [0, 200, 0]
    let device = try AcceleratedMetaTraining(training, on: TestDevice.accelerator())
    let result = try device.advance(realBatch: MetaTrainingTests.realBatch)
    #expect(result.failingGroups?.isEmpty == false)
    let settled = try device.settled()
    #expect(settled.outerStep == 0 && settled.optimiser.step == 0)
    #expect(settled.teacher.learned.map(\.floats) == training.teacher.learned.map(\.floats))
  }

  @Test(arguments: ["linear", "base_larger", "base_larger4_corrected"])
  func teachingAgrees(learner: String) throws {
    let small = try Small(learner)
    let expected = try small.teacher.teach(small.architecture, from: small.initial, steps: 2)
    var visited: [Int] = []
    let computed = try small.teacher.teach(
      small.architecture, from: small.initial, steps: 2, on: TestDevice.accelerator(), visiting: { $0 == 1 }
    ) {
      visited.append($0.step)
      return true
    }
    #expect(visited == [1] && computed.step == 2)
    try expectEqual(learner, computed.parameters, computed.statistics, expected.parameters, expected.statistics)
  }

  /// Beside the loop as it is written in the recipe.
  @Test(arguments: ["linear", "base_larger"])
  func ordinaryTrainingAgrees(learner: String) throws {
    let small = try Small(learner)
    let device = try OrdinaryTraining(small.architecture, from: small.initial, on: TestDevice.accelerator())
    var parameters = small.initial
    var optimiser = Adam(like: parameters.tensors)
    var statistics: Statistics?
    for step in 0..<3 {
      let batch = small.realBatch(step)
      try device.learn(batch, learningRate: 0.01)
      let variables = parameters.map(\.variable)
      let (logProbabilities, seen) = small.architecture(batch.images, variables, .batch)
      let loss = logProbabilities.logSoftmax().crossEntropy(batch.oneHot)
      let gradients = gradient(of: loss, wrt: variables.tensors)
      parameters = parameters.with(optimiser.updated(parameters.tensors, gradients, learningRate: 0.01))
      statistics = seen.averaged(into: statistics, momentum: small.architecture.runningMomentum)
    }
    try expectEqual(learner, device.parameters(), device.statistics(), parameters, statistics)
  }

  private func expectEqual(
    _ learner: String, _ parameters: Parameters, _ statistics: Statistics?, _ expected: Parameters,
    _ expectedStatistics: Statistics?
  ) throws {
    let kinds = [
      zip(parameters.keys, zip(parameters.tensors, expected.tensors)).map {
        Compared($0, $1.0.doubles, $1.1.doubles)
      },
      try zip(#require(statistics).tensors, #require(expectedStatistics).tensors).enumerated().map {
        Compared("statistics \($0)", $1.0.doubles, $1.1.doubles)
      },
    ]
    for kind in kinds {
      #expect(!kind.isEmpty)
      #expect(differences(in: learner, kind, GoldenTolerance.throughTraining(.double)) == [])
    }
  }
}
