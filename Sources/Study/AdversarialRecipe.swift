import Datasets
import Networks
import Platform
import Robustness
import Teaching
import Tensors

extension Recipe {
  /// Training on attacked images (Madry et al. 2018): of each batch, projected gradient descent makes the images that the
  /// network then learns from. It shows that strong attacks leave standing what is robust.
  static let adversarial = Recipe(
    "adversarial", look: .purple, needsTeacher: false, needsImages: true, reportedMode: nil,
    settings: { $0.adversarial }, train: trainAdversarially)

  private static func trainAdversarially(_ training: Training) throws -> TrainedLearner {
    let (images, positions) = try training.trainingImages()
    let (settings, architecture) = (training.settings.adversarial, training.architecture)
    var parameters = training.initial
    var optimiser = Adam(like: parameters.tensors)
    var statistics = Statistics([])
    let used = Array(positions.prefix(settings.trainingImages))
    let starts = (0..<settings.epochs).flatMap { _ in Array(stride(from: 0, to: used.count, by: settings.batch)) }
    let range = Normalisation.validRange
    // The beginnings of a step are the same for every trial, as the order of the images is.
    var attack = ProjectedGradient()
    (attack.loss, attack.steps) = (.crossEntropy, settings.steps)
    for (step, start) in starts.enumerated() {
      try Interruption.check()
      let batch = images.batch(used[start..<min(start + settings.batch, used.count)])
      let network = NetworkUnderTest(
        architecture: architecture, parameters: parameters, statistics: statistics, mode: .training)
      let attacked = attack.climbed(
        PerturbationRequest(
          images: batch.images, oneHot: batch.oneHot,
          strength: settings.budget * min(1, 2 * Double(step + 1) / Double(starts.count)),
          validRange: Double(range.lowerBound)...Double(range.upperBound), seed: 1, trial: step, network: network))
      let variables = parameters.map(\.variable)
      let (logProbabilities, seen) = architecture(attacked, variables, .batch)
      let loss = logProbabilities.crossEntropy(batch.oneHot)
      statistics = seen.averaged(into: step == 0 ? nil : statistics, momentum: architecture.runningMomentum)
      parameters = parameters.with(
        optimiser.updated(
          parameters.tensors, gradient(of: loss, wrt: variables.tensors), learningRate: settings.learningRate))
      guard try training.visit(step + 1, TrainedLearner(parameters, statistics)) else { break }
    }
    return TrainedLearner(parameters, statistics)
  }
}
