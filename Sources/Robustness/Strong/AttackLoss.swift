import Tensors

/// What an attack climbs: a loss for each image.
public enum AttackLoss: Sendable, Equatable {
  /// -log of the true class's probability. Its gradient vanishes in float32 where the network is sure enough.
  case crossEntropy
  /// The highest other logit minus that of the true class (Carlini and Wagner 2017): positive where the image has fallen.
  case margin
  /// The logit of a target minus that of the true class, over the gap between the highest logit and the mean of the third
  /// and fourth (Croce and Hein 2020, equation 7): the scale of the logits cancels. The target is the class of this rank
  /// among the others on the clean image, from 0.
  case targetedRatio(rank: Int)

  /// The losses [n] of logits [n, 10].
  ///
  /// Which classes are compared is a constant, as in the derivative of a maximum.
  func perImage(_ logits: Tensor, _ labels: [Int], targets: [Int]) -> Tensor {
    func oneHot(_ classes: [Int]) -> Tensor { .oneHot(classes, classes: logits.shape[1], logits.precision) }
    switch self {
    case .crossEntropy: return -logits.logSoftmax().rowProducts(oneHot(labels))
    case .margin:
      let others = zip(logits.rankedClasses(), labels).map { ranked, label in ranked[0] == label ? ranked[1] : ranked[0]
      }
      return logits.rowProducts(oneHot(others) - oneHot(labels))
    case .targetedRatio:
      let ranked = logits.rankedClasses()
      let gap = oneHot(ranked.map { $0[0] }) - 0.5 * (oneHot(ranked.map { $0[2] }) + oneHot(ranked.map { $0[3] }))
      let floor = Tensor(repeating: 1e-12, shape: [labels.count], logits.precision)
      return logits.rowProducts(oneHot(targets) - oneHot(labels)) * (logits.rowProducts(gap) + floor).reciprocal
    }
  }

  /// The target of each image by its clean logits; its label where the loss has none.
  func targets(_ logits: Tensor, _ labels: [Int]) -> [Int] {
    guard case .targetedRatio(let rank) = self else { return labels }
    return zip(logits.rankedClasses(), labels).map { ranked, label in ranked.filter { $0 != label }[rank] }
  }
}

extension Tensor {
  /// The classes of each row of logits [n, k], the likeliest first; the first of equals.
  func rankedClasses() -> [[Int]] {
    let (columns, scalars) = (shape[1], doubles)
    return (0..<shape[0]).map { row in
      (0..<columns).sorted { first, second in
        let (a, b) = (scalars[row * columns + first], scalars[row * columns + second])
        return a == b ? first < second : a > b
      }
    }
  }
}
