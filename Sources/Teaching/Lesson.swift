import Networks
import Tensors

/// One inner step as a computation: the training loss L of a batch x at parameters θ and its gradient
/// g = ∂L/∂θ, recorded so that g can be differentiated again.
struct Lesson: Sendable {
  private let variables: Parameters
  private let images: Tensor
  /// g, in the order of the parameters.
  let gradients: Parameters
  /// L as a tensor [1], and as a number, which has to be there already.
  let lossTensor: Tensor
  var loss: Double { lossTensor.scalar }
  /// What the normalisations saw of the batch.
  let statistics: Statistics

  /// - Parameter recording: whether ``pulledBack(_:)`` will be asked for; without, nothing is kept.
  init(_ batch: Batch, at parameters: Parameters, of architecture: Architecture, recording: Bool) {
    variables = parameters.map(\.variable)
    images = recording ? batch.images.detached.variable : batch.images
    let (loss, statistics) = architecture.trainingLoss(
      variables, Batch(images: images, oneHot: batch.oneHot))
    gradients = parameters.with(gradient(of: loss, wrt: variables.tensors, recording: recording))
    lossTensor = loss.detached
    self.statistics = statistics
  }

  /// The derivatives of ⟨u, g⟩ with respect to θ, which is the Hessian of the training loss times u, and with
  /// respect to x.
  func pulledBack(_ u: Parameters) -> (parameters: Parameters, images: Tensor) {
    let motion = gradient(of: gradients.tensors, along: u.tensors, wrt: variables.tensors + [images])
    return (variables.with(Array(motion.dropLast())), motion.last!)
  }
}

/// The generator's images of an inner step, recorded so that they can be differentiated.
struct RecordedImages: Sendable {
  let latents: Tensor
  let images: Tensor

  /// - Parameter weights: the generator's, folded: variables.
  init(_ step: Int, of teacher: Teacher, _ weights: Parameters) {
    latents = teacher.curriculum.latents[step].variable
    images = teacher.generator(latents, teacher.oneHot(step), folded: weights)
  }
}
