import Networks
import Tensors

/// How the gradient of an attack treats the means of the batch in training mode; in evaluation mode there are none.
public enum BatchMeans: String, Sendable, CaseIterable {
  /// They follow every image: an image's gradient holds what it does to the losses of all others.
  case followed
  /// They are constants while differentiating: an image's gradient is that of its own loss.
  case heldFixed
}

/// What an attack may ask: how images are classified.
public struct AttackedModel: Sendable {
  /// Logits [n, 10] of images [n, side, side, 1]; log-probabilities are such, because no loss here changes when the same
  /// number is added to a whole row.
  public let logits: @Sendable (Tensor) -> Tensor
  /// Whether the images of a batch act on each other: an attack may take none away then.
  public let couplesImages: Bool

  public init(couplesImages: Bool, logits: @escaping @Sendable (Tensor) -> Tensor) {
    self.logits = logits
    self.couplesImages = couplesImages
  }
}

extension NetworkUnderTest {
  /// The network as attacks see it.
  public func attacked(_ means: BatchMeans = .heldFixed) -> AttackedModel {
    let normalisation: NormalisationMode =
      switch (mode, means) {
      case (.evaluation, _): .stored(statistics)
      case (.training, .followed): .batch
      case (.training, .heldFixed): .batchHeldFixed
      }
    return AttackedModel(couplesImages: mode == .training) { [architecture, parameters] in
      architecture($0, parameters, normalisation).logProbabilities
    }
  }

  /// The network in training mode as one image at a time meets it: every image [1, side, side, 1] stands in a batch of its
  /// own with the same `mates` [m, side, side, 1], which stay as they are, and the gradient flows through the means of
  /// that batch.
  public func attacked(amongMates mates: Tensor) -> AttackedModel {
    AttackedModel(couplesImages: true) { [architecture, parameters] image in
      precondition(image.shape[0] == 1, "one image at a time stands among its batch mates")
      let row = image.reshaped([1, image.count])
      let batch = row.joined(mates.reshaped([1, mates.count]))
        .reshaped([1 + mates.shape[0]] + image.shape.dropFirst())
      let logits = architecture(batch, parameters, .batch).logProbabilities
      // The first row as a product, through which the gradient passes.
      let columns = logits.reshaped([1, batch.shape[0], 1, logits.shape[1]]).flattenedByChannel()
        .reshaped([logits.shape[1], batch.shape[0]])
      return Tensor.oneHot([0], classes: batch.shape[0], image.precision).multiplied(byTransposeOf: columns)
    }
  }
}
