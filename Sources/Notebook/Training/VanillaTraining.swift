import Datasets
import Foundation
import Networks
import Tensors

/// Ordinary training: one epoch of Adam over the training images in the order of the split, the same for every
/// trial (DIVERGENCES.md, 19).
struct VanillaTraining {
  private let run: Run

  init(_ run: Run) { self.run = run }

  /// - Parameter visit: sees the update step, the parameters after it, and the stored statistics, which are
  ///   those of the batch before the update.
  /// - Returns: the trained parameters and their statistics.
  @discardableResult
  func train(
    _ learner: String, trial: Int, visit: (Int, Parameters, Statistics) throws -> Void = { _, _, _ in }
  ) throws -> (Parameters, Statistics) {
    let (description, dataset) = try run.describedDataset()
    let settings = run.settings.vanilla
    let architecture = try run.architecture(learner)
    var parameters = architecture.initialParameters(seed: run.seed, trial: trial)
    var optimiser = Adam(like: parameters.tensors)
    var statistics = Statistics([])
    let images = Array(description.training.prefix(settings.trainingImages))
    for (step, start) in stride(from: 0, to: images.count, by: settings.batch).enumerated() {
      try Interruption.check()
      let batch = dataset.training.batch(images[start..<min(start + settings.batch, images.count)])
      let variables = parameters.map(\.variable)
      let (logProbabilities, seen) = architecture(batch.images, variables, .batch)
      // The original hands log-probabilities to a loss that takes logits: a second log-softmax.
      let loss = logProbabilities.logSoftmax().crossEntropy(batch.oneHot)
      statistics = seen.averaged(into: step == 0 ? nil : statistics, momentum: architecture.runningMomentum)
      parameters = parameters.with(
        optimiser.updated(
          parameters.tensors, gradient(of: loss, wrt: variables.tensors),
          learningRate: settings.learningRate))
      try visit(step + 1, parameters, statistics)
    }
    return (parameters, statistics)
  }
}
