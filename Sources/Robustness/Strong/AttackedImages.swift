import Tensors

/// Images under attack within a maximum distance per pixel, and what is attacked.
struct AttackedImages: Sendable {
  let model: AttackedModel
  /// Clean images [n, side, side, 1], and their classes.
  let images: Tensor
  let labels: [Int]
  /// The largest change of a pixel, in the unit of ``images``.
  let radius: Double
  let validRange: ClosedRange<Double>
  /// Numbers [n, side, side, 1] in -1 to 1 from which a restart begins, as multiples of the radius; nil for the clean image.
  let start: @Sendable (_ restart: Int) -> Tensor?

  /// The same attack on some of the images.
  func at(_ rows: [Int]) -> AttackedImages {
    AttackedImages(
      model: model, images: images.images(at: rows), labels: rows.map { labels[$0] }, radius: radius,
      validRange: validRange
    ) { [start] in
      start($0)?.images(at: rows)
    }
  }

  /// Images brought back into the ball and into the valid range.
  func projected(_ x: Tensor) -> Tensor {
    (images + (x - images).clipped(to: -radius...radius)).clipped(to: validRange)
  }

  /// Where a restart begins.
  func beginning(_ restart: Int) -> Tensor {
    start(restart).map { projected(images + radius * $0) } ?? images
  }

  /// Whether each of the images is put into the right class.
  func isRight(_ x: Tensor) -> [Bool] { withoutRecording { isRight(logits: model.logits(x)) } }
  func isRight(logits: Tensor) -> [Bool] { zip(logits.largestInRows(), labels).map { $0 == $1 } }

  /// What the model makes of images, and the gradient of the sum of the losses that `counts` chooses.
  func look(
    _ x: Tensor, _ loss: AttackLoss, targets: [Int], counting counts: ([Bool]) -> [Bool]
  ) -> (isRight: [Bool], losses: [Double], gradient: Tensor) {
    let variable = x.variable
    let logits = model.logits(variable)
    let isRight = isRight(logits: logits)
    let losses = loss.perImage(logits, labels, targets: targets)
    let weights = Tensor(shape: [labels.count], counts(isRight).map { $0 ? 1 : 0 }, x.precision)
    return (isRight, losses.doubles, gradient(of: losses.dot(weights), wrt: [variable])[0])
  }
}

/// What becomes of images that have fallen while an attack goes on.
public enum FallenImages: String, Sendable {
  /// They stay as they are and their losses no longer count; where images of a batch act on each other, one that is right
  /// again is attacked again.
  case rest
  /// They are driven further, and their losses count.
  case climb
}

extension AttackedImages {
  /// - Parameter request: its strength is the largest change of a pixel, in grey levels between 0 and 1.
  init(_ request: PerturbationRequest, _ means: BatchMeans = .heldFixed) {
    guard let network = request.network else { preconditionFailure("an attack needs a network") }
    let range = request.validRange
    let (images, seed, trial) = (request.images, request.seed, request.trial)
    self.init(
      model: network.attacked(means), images: images, labels: request.oneHot.largestInRows(),
      radius: request.strength * (range.upperBound - range.lowerBound), validRange: range
    ) { restart in
      if restart == 0 { return nil }
      let size = images.count / images.shape[0]
      let offsets = (0..<images.shape[0]).flatMap { image in
        RandomStream(seed: seed, purpose: "attack start", [trial, image, restart]).uniforms(size).map { 2 * $0 - 1 }
      }
      return Tensor(shape: images.shape, offsets, images.precision)
    }
  }
}

extension AttackedImages {
  /// Whether the gradient of each clean image's loss is zero everywhere: an attack by it stands still, which says nothing
  /// about robustness.
  func withoutGradient(_ loss: AttackLoss) -> [Bool] {
    let seen = look(images, loss, targets: labels) { $0.map { _ in true } }
    return seen.gradient.rowNorms { $0 }.map { $0 == 0 }
  }
}

extension PerturbationRequest {
  /// Whether each image has a gradient of this loss to climb.
  public func hasGradient(_ loss: AttackLoss) -> [Bool] { AttackedImages(self).withoutGradient(loss).map { !$0 } }
}
