import Accelerator
import Datasets
import Networks
import Platform
import Teaching
import Tensors
import Workflow

extension Recipe {
  /// Ordinary training: one epoch of Adam over the training images in the order of the split, the same for every trial
  /// (DIVERGENCES.md, 19).
  public static let vanilla = Recipe(
    "vanilla", look: .green, needsTeacher: false, needsImages: true, reportedMode: .training,
    usesDevice: true, settings: { $0.vanilla },
    train: { try trainOrdinarily($0, visiting: $0.isVisited, visit: $0.visit) })

  /// - Parameters:
  ///   - visiting: the update steps that `visit` has to see, if a device trains.
  ///   - visit: sees the update step, and the learner after it; says whether training goes on. The stored statistics are
  ///     those of the batch before the update.
  static func trainOrdinarily(
    _ training: Training, visiting: (_ step: Int) -> Bool = { _ in true },
    visit: (_ step: Int, TrainedLearner) throws -> Bool
  ) throws -> TrainedLearner {
    let (images, positions) = try training.trainingImages()
    let (settings, architecture) = (training.settings.vanilla, training.architecture)
    if let accelerator = training.accelerator {
      return try trainOrdinarily(training, on: accelerator, visiting: visiting, visit: visit)
    }
    var parameters = training.initial
    var optimiser = Adam(like: parameters.tensors)
    var statistics = Statistics([])
    let used = Array(positions.prefix(settings.trainingImages))
    for (step, start) in stride(from: 0, to: used.count, by: settings.batch).enumerated() {
      try Interruption.check()
      let batch = images.batch(used[start..<min(start + settings.batch, used.count)])
      let variables = parameters.map(\.variable)
      let (logProbabilities, seen) = architecture(batch.images, variables, .batch)
      // The original hands log-probabilities to a loss that takes logits: a second log-softmax.
      let loss = logProbabilities.logSoftmax().crossEntropy(batch.oneHot)
      statistics = seen.averaged(into: step == 0 ? nil : statistics, momentum: architecture.runningMomentum)
      parameters = parameters.with(
        optimiser.updated(
          parameters.tensors, gradient(of: loss, wrt: variables.tensors),
          learningRate: settings.learningRate))
      guard try visit(step + 1, TrainedLearner(parameters, statistics)) else { break }
    }
    return TrainedLearner(parameters, statistics)
  }
}
