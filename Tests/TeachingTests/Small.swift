import Networks
import Teaching
import Tensors
import Testing

/// A teacher, learner type and real batches small enough to be differentiated in every way.
struct Small {
  let teacher: Teacher
  let architecture: Architecture
  let initial: Parameters

  init(_ learner: String, steps: Int = 3, _ precision: Precision = .double) throws {
    let generator = Generator(latent: 3, hidden: 4, firstChannels: 3, secondChannels: 2, side: 8)
    var teacher = Teacher(
      generator: generator, steps: steps, batch: 5, learningRate: 0.05, momentum: 0.4, seed: 11)
    teacher.parameters = teacher.parameters.map { $0.converted(to: precision) }
    teacher.curriculum.latents = teacher.curriculum.latents.map { $0.converted(to: precision) }
    // No two steps alike, so that none can stand in for another.
    for step in 0..<steps {
      teacher.curriculum.logLearningRate[step] += 0.1 * Double(step)
      teacher.curriculum.logMomentum[step] -= 0.2 * Double(step)
    }
    self.teacher = teacher
    architecture = try #require(
      Learners.architecture(learner, Widths(side: 8, first: 2, second: 3, third: 3, dense: 4)))
    initial = architecture.initialParameters(seed: 12, trial: 1).map { $0.converted(to: precision) }
  }

  /// Real batch number t: other images, and other labels, for every t.
  func realBatch(_ step: Int) -> Batch {
    let random = RandomStream(seed: 13, purpose: "real batch", [step])
    let precision = initial.tensors[0].precision
    return Batch(
      images: Tensor(shape: [6, 8, 8, 1], random.normals(6 * 64), precision),
      oneHot: .oneHot((0..<6).map { (3 * $0 + step) % 10 }, precision))
  }
}
