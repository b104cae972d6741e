import Foundation
import Networks
import Tensors

/// How a teacher is meta-trained; the defaults are the report's.
public struct MetaTrainingSettings: Sendable, Equatable, Codable {
  /// Learner type that the teacher is trained for.
  public var learner = "base_larger"
  /// How wide the learner and the generator are; both have the side of the data set's images.
  public var widths = Widths.report
  public var generator = Generator()
  /// Outer steps in all; the schedule of the rate depends on it.
  public var outerSteps = 2000
  /// Inner steps and items of each (report, introduction: 64 and 128).
  public var innerSteps = 64
  public var batch = 128
  /// Fresh learners of an outer step, whose meta-gradients are averaged; 1 as reported.
  @LaterSetting public var learnersPerStep = 1
  /// Real images in the batch of every meta-loss.
  public var realBatch = 128
  /// Initial rate and momentum of every inner step.
  public var innerLearningRate = 0.02
  public var innerMomentum = 0.5
  /// Adam's rate at the first outer step and after the last.
  public var learningRate = 0.02
  public var finalLearningRate = 0.002
  /// Whether the parameters before every inner step add a loss.
  public var intermediateLosses = true

  public init() {}

  /// The cosine decay: outer step n (from 1) uses this rate of Adam.
  public func learningRate(outerStep n: Int) -> Double {
    let progress = Double(max(0, n - 2)) / Double(outerSteps)
    return finalLearningRate + (learningRate - finalLearningRate) / 2 * (1 + cos(.pi * progress))
  }
}

/// A teacher in the middle of meta-training: all that a run needs to go on.
public struct MetaTraining: Sendable {
  public let settings: MetaTrainingSettings
  /// Determines the teacher at the start and the learner of every outer step, but not the real batches.
  public let seed: UInt64
  public var teacher: Teacher
  /// Adam with the moments of ``Teacher/learned``.
  public var optimiser: Adam
  /// Outer steps done.
  public var outerStep = 0
  private var objective: MetaObjective

  /// - Parameter teacher: the one that training goes on from; nil for a fresh one.
  /// - Returns: nil if the learner type is unknown.
  public init?(_ settings: MetaTrainingSettings, seed: UInt64, teacher: Teacher? = nil) {
    guard let architecture = Learners.architecture(settings.learner, settings.widths) else { return nil }
    self.settings = settings
    self.seed = seed
    objective = MetaObjective(
      architecture: architecture, intermediateLosses: settings.intermediateLosses)
    self.teacher =
      teacher
      ?? Teacher(
        generator: settings.generator, steps: settings.innerSteps, batch: settings.batch,
        learningRate: settings.innerLearningRate, momentum: settings.innerMomentum, seed: seed)
    optimiser = Adam(like: self.teacher.learned)
  }

  /// The learner type that every outer step trains anew.
  public var architecture: Architecture { objective.architecture }

  /// Bytes that kept lessons may take, see ``MetaObjective/memory``; results do not depend on it.
  public var memory: Int? {
    get { objective.memory }
    set { objective.memory = newValue }
  }

  /// Real batches that one outer step draws: as many for each of its learners.
  public var batchesPerStep: Int { settings.learnersPerStep * settings.innerSteps }

  /// A learner of an outer step, from 0, as it is initialised. Learners are counted through all steps.
  public func initialLearner(outerStep: Int, learner: Int = 0) -> Parameters {
    Initialisation.weights(
      architecture.parameterShapes, seed: seed, purpose: "meta-training learner",
      [(outerStep - 1) * settings.learnersPerStep + learner + 1])
  }

  /// The meta-gradient of one learner, from 0, of the next outer step.
  ///
  /// - Parameter realBatch: real batches by number from 0; step n uses those from (n - 1) times
  ///   ``batchesPerStep`` on, its learners one after the other.
  public func gradient(learner: Int, realBatch: (Int) -> Batch) -> Hypergradient {
    let first = outerStep * batchesPerStep + learner * settings.innerSteps
    return objective.gradient(
      of: teacher, from: initialLearner(outerStep: outerStep + 1, learner: learner)
    ) { realBatch(first + $0 - 1) }
  }

  /// One outer step: new learners, their training, and a step of Adam against the mean of their meta-gradients.
  ///
  /// - Parameter realBatch: see ``gradient(learner:realBatch:)``.
  /// - Returns: the meta-gradient that was used. If it or the meta-loss is not finite nothing else has changed.
  public mutating func advance(realBatch: (Int) -> Batch) -> Hypergradient {
    let result = Hypergradient.mean(
      (0..<settings.learnersPerStep).map { gradient(learner: $0, realBatch: realBatch) })
    advance(along: result)
    return result
  }

  /// The step of Adam alone.
  ///
  /// - Parameter gradient: the mean over the step's learners; without a finite one nothing changes.
  public mutating func advance(along gradient: Hypergradient) {
    guard gradient.isFinite else { return }
    outerStep += 1
    teacher.learned = optimiser.updated(
      teacher.learned, gradient.learned, learningRate: settings.learningRate(outerStep: outerStep))
  }
}

extension Teacher {
  /// All that meta-training learns, in one fixed order.
  public var learned: [Tensor] {
    get {
      parameters.tensors + curriculum.latents
        + [curriculum.logLearningRate, curriculum.logMomentum].map { vector($0, curriculum.latents[0].precision) }
    }
    set {
      let (weights, rest) = (
        newValue.prefix(parameters.tensors.count), newValue.dropFirst(parameters.tensors.count)
      )
      parameters = parameters.with(Array(weights))
      curriculum.latents = Array(rest.prefix(curriculum.steps))
      let rates = Array(rest.dropFirst(curriculum.steps))
      curriculum.logLearningRate = rates[0].doubles
      curriculum.logMomentum = rates[1].doubles
    }
  }
}

extension Hypergradient {
  /// Whether the meta-loss and every number of the gradient are finite.
  public var isFinite: Bool { metaLoss.isFinite && learned.allSatisfy { $0.dot($0).scalar.isFinite } }

  /// In the order of ``Teacher/learned``.
  var learned: [Tensor] {
    generator.tensors + latents + [logLearningRate, logMomentum].map { vector($0, latents[0].precision) }
  }
}

private func vector(_ numbers: [Double], _ precision: Precision) -> Tensor {
  Tensor(shape: [numbers.count], numbers, precision)
}
