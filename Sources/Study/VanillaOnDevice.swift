import Accelerator
import Datasets
import Networks
import Platform
import Teaching
import Tensors
import Workflow

extension Recipe {
  /// Ordinary training on a device: the same steps, with learner and moments there.
  static func trainOrdinarily(
    _ training: Training, on accelerator: Accelerator, visiting: (_ step: Int) -> Bool,
    visit: (_ step: Int, TrainedLearner) throws -> Bool
  ) throws -> TrainedLearner {
    let (images, positions) = try training.trainingImages()
    let settings = training.settings.vanilla
    let learner = try OrdinaryTraining(training.architecture, from: training.initial, on: accelerator)
    let used = Array(positions.prefix(settings.trainingImages))
    for (step, start) in stride(from: 0, to: used.count, by: settings.batch).enumerated() {
      try Interruption.check()
      let batch = images.batch(used[start..<min(start + settings.batch, used.count)])
      try learner.learn(batch, learningRate: settings.learningRate)
      guard visiting(step + 1) else { continue }
      guard try visit(step + 1, TrainedLearner(learner.parameters(), learner.statistics())) else { break }
    }
    return TrainedLearner(try learner.parameters(), try learner.statistics())
  }
}
