import Networks
import Tensors

/// A learner in the middle of its training by a teacher.
public struct Student: Sendable {
  /// Inner steps done.
  public var step = 0
  /// θ and v of ``learn(_:of:by:)``; v starts at zero.
  public var parameters: Parameters
  public var velocity: Parameters
  /// Stored statistics after the batches so far; nil before the first.
  public var statistics: Statistics?

  /// A learner before its first step, with its initial parameters.
  public init(_ parameters: Parameters) {
    self.parameters = parameters
    velocity = parameters.zeros
  }
}

/// A batch of labelled images.
public struct Batch: Sendable {
  /// [n, side, side, 1]
  public let images: Tensor
  /// [n, 10]
  public let oneHot: Tensor

  public init(images: Tensor, oneHot: Tensor) {
    self.images = images
    self.oneHot = oneHot
  }
}

extension Architecture {
  /// The loss of training [1] on a batch: mean cross-entropy, batch statistics.
  public func trainingLoss(_ parameters: Parameters, _ batch: Batch) -> (loss: Tensor, Statistics) {
    let (logProbabilities, statistics) = self(batch.images, parameters, .batch)
    return (logProbabilities.crossEntropy(batch.oneHot), statistics)
  }

  /// The mean cross-entropy [1] of a batch in evaluation mode.
  public func evaluationLoss(_ parameters: Parameters, _ statistics: Statistics, _ batch: Batch) -> Tensor {
    self(batch.images, parameters, .stored(statistics)).logProbabilities.crossEntropy(batch.oneHot)
  }
}

extension Student {
  /// One inner step (report, introduction; Such et al. 2019, section 3): with g the gradient of the
  /// training loss on batch t,
  ///
  ///     v <- momentum[t] v + g,    θ <- θ - rate[t] v.
  ///
  /// - Returns: the training loss before the update.
  @discardableResult
  public mutating func learn(_ batch: Batch, of architecture: Architecture, by curriculum: Curriculum)
    -> Double
  {
    let lesson = Lesson(batch, at: parameters, of: architecture, recording: false)
    learn(lesson, of: architecture, by: curriculum)
    return lesson.loss
  }

  mutating func learn(_ lesson: Lesson, of architecture: Architecture, by curriculum: Curriculum) {
    let (rate, momentum) = (curriculum.learningRate(step), curriculum.momentum(step))
    velocity = lesson.gradients.zip(velocity) { $0.detached.adding(momentum, times: $1) }
    parameters = parameters.zip(velocity) { $0.adding(-rate, times: $1) }
    statistics = lesson.statistics.averaged(into: statistics, momentum: architecture.runningMomentum)
    step += 1
  }
}

extension Teacher {
  /// The synthetic batch of an inner step.
  public func batch(_ step: Int) -> Batch { Batch(images: images(step), oneHot: oneHot(step)) }

  /// Trains a learner with the first `steps` lessons; `visit` sees it after each, and says whether training goes on.
  public func teach(
    _ architecture: Architecture, from initial: Parameters, steps: Int? = nil,
    visit: (Student) throws -> Bool = { _ in true }
  ) rethrows -> Student {
    var student = Student(initial)
    let folded = generator.folded(parameters)
    for step in 0..<(steps ?? curriculum.steps) {
      let batch = Batch(images: images(step, folded), oneHot: oneHot(step))
      student.learn(batch, of: architecture, by: curriculum)
      guard try visit(student) else { break }
    }
    return student
  }
}
