import Networks
import Tensors

extension Hypergradient {
  /// The mean over the learners of an outer step, summed in their order: ((g1 + g2) + g3 + ...) / n. That of one learner
  /// is returned as it is. What is told of a learner, its losses at every inner step and where it ended, is the first's.
  ///
  /// - Parameter learners: at least one.
  public static func mean(_ learners: [Hypergradient]) -> Hypergradient {
    guard learners.count > 1 else { return learners[0] }
    let share = 1 / Double(learners.count)
    var mean = learners[0]
    for next in learners.dropFirst() {
      mean.generator = mean.generator.zip(next.generator) { $0 + $1 }
      mean.latents = zip(mean.latents, next.latents).map { $0 + $1 }
      mean.logLearningRate = zip(mean.logLearningRate, next.logLearningRate).map { $0 + $1 }
      mean.logMomentum = zip(mean.logMomentum, next.logMomentum).map { $0 + $1 }
      mean.metaLoss += next.metaLoss
      mean.finalLoss += next.finalLoss
    }
    mean.generator = mean.generator.map { share * $0 }
    mean.latents = mean.latents.map { share * $0 }
    mean.logLearningRate = mean.logLearningRate.map { share * $0 }
    mean.logMomentum = mean.logMomentum.map { share * $0 }
    mean.metaLoss *= share
    mean.finalLoss *= share
    return mean
  }
}
