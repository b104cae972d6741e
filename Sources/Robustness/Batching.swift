import Tensors

/// Which images stand in one batch while a network is tested in training mode, where the means of the batch are subtracted.
public enum Batching: Sendable, Equatable {
  /// All of them, as in the report.
  case together
  /// So many at a time, in the order of the test set.
  case of(Int)
  /// Those of one class.
  case byClass

  /// In files and tables.
  public var name: String {
    switch self {
    case .together: "together"
    case .of(let count): "\(count) at a time"
    case .byClass: "one class"
    }
  }

  /// The positions of each batch.
  public func batches(_ labels: [Int]) -> [[Int]] {
    switch self {
    case .together: [Array(labels.indices)]
    case .of(let count):
      stride(from: 0, to: labels.count, by: count).map { Array($0..<min($0 + count, labels.count)) }
    case .byClass: Set(labels).sorted().map { label in labels.indices.filter { labels[$0] == label } }
    }
  }
}

extension RobustnessTest {
  /// How many images a network puts into the right class when perturbed images stand in such batches. An attack sees its
  /// own batch only; a corruption is the same for every image whatever batch it stands in.
  ///
  /// - Parameter perturbed: all images, perturbed; used unless this is an attack.
  public func correct(_ request: PerturbationRequest, perturbed: Tensor?, in batching: Batching) -> Int {
    guard let network = request.network else { preconditionFailure("there is no network to count with") }
    let labels = request.oneHot.largestInRows()
    return batching.batches(labels).map { rows in
      let part = request.at(rows)
      let images = isAttack ? self.perturbed(part) : (perturbed ?? self.perturbed(request)).images(at: rows)
      return network.correct(images, rows.map { labels[$0] })
    }.reduce(0, +)
  }
}

extension PerturbationRequest {
  /// The same of some images.
  func at(_ rows: [Int]) -> PerturbationRequest {
    PerturbationRequest(
      images: images.images(at: rows), oneHot: oneHot.images(at: rows), strength: strength, validRange: validRange,
      seed: seed, trial: trial, network: network)
  }

  /// For each image, of the pixels where the loss of the image itself has a gradient, the part at which the gradient of the
  /// whole batch's loss, through the batch's means, has the same sign; -1 for an image that is not right, and where there
  /// is no gradient. At a half, a step along the sign of the batch's gradient leads nowhere for that image.
  ///
  /// - Parameter images: where gradients are taken.
  public func signAgreement(at images: Tensor) -> [Double] {
    func look(_ means: BatchMeans) -> (isRight: [Bool], losses: [Double], gradient: Tensor) {
      let attacked = AttackedImages(self, means)
      return attacked.look(images, .crossEntropy, targets: attacked.labels) { $0.map { _ in true } }
    }
    let (own, all) = (look(.heldFixed), look(.followed))
    let size = images.count / images.shape[0]
    let (ownSigns, allSigns) = (own.gradient.doubles, all.gradient.doubles)
    return own.isRight.enumerated().map { row, isRight in
      let pixels = (row * size..<(row + 1) * size).filter { ownSigns[$0] != 0 }
      guard isRight, !pixels.isEmpty else { return -1 }
      return Double(pixels.count { ownSigns[$0] * allSigns[$0] > 0 }) / Double(pixels.count)
    }
  }
}
