import Foundation
import Networks
import Tensors

/// The attack that first showed adversarial images (Szegedy et al. 2014, section 4.1): for one image at a time, the change r
/// that minimises c ‖r‖² + CE(x + r, target) within the valid range, by L-BFGS in float64, for the largest c whose minimum
/// is misclassified. The target is the class that looks nearest.
///
/// A hundred evaluations from the clean image often end before it falls. Then the minimisation goes on where the last one, for
/// a larger c, had left the image right.
///
/// In training mode the means are those of the batch of clean images, and stay.
public struct BoxConstrained: Sendable {
  /// The minimisation for one c, and how often c is halved apart: its logarithm is known to 2^-searches of a power of ten.
  public var evaluations = 100
  public var searches = 5
  /// The first c, of distances in grey levels between 0 and 1.
  public var firstPenalty = 1.0

  public init() {}

  /// The nearest fallen images that were found [n, side, side, 1]; the clean image where none was, or where it is wrong
  /// already. The request's strength says nothing here.
  public func callAsFunction(_ request: PerturbationRequest) -> Tensor {
    guard let network = request.network else { preconditionFailure("an attack needs a network") }
    let images = request.images.converted(to: .double)
    let exact = network.converted(to: .double).withStatistics(ofBatch: images)
    let attacked = AttackedImages(
      model: exact.attacked(), images: images, labels: request.oneHot.largestInRows(), radius: .infinity,
      validRange: request.validRange
    ) { _ in nil }
    return self(attacked).converted(to: request.images.precision)
  }

  /// - Parameter targets: of each image; nil for the class whose border is nearest to first order.
  func callAsFunction(_ all: AttackedImages, targets: [Int]? = nil) -> Tensor {
    precondition(!all.model.couplesImages, "one image at a time is attacked")
    let isRight = all.isRight(all.images)
    let standing = isRight.indices.filter { isRight[$0] }
    let targets = targets ?? all.nearestClasses()
    return standing.reduce(all.images) { images, row in
      guard let found = nearest(all.at([row]), target: targets[row]) else { return images }
      return images.replacingImages(at: [row], with: found)
    }
  }

  /// The search over c for one image: in powers of ten until one side is found, then by halves of the logarithm.
  private func nearest(_ image: AttackedImages, target: Int) -> Tensor? {
    var (fallen, standing): (Double?, Double?) = (nil, nil)
    var best: (image: Tensor, distance: Double)?
    var last: Tensor?
    func fell(_ penalty: Double) -> Bool {
      var x = minimum(image, target: target, penalty: penalty)
      if image.isRight(x)[0] {
        if let last { x = minimum(image, target: target, penalty: penalty, from: last) }
        guard !image.isRight(x)[0] else {
          last = x
          return false
        }
      }
      let distance = (x - image.images).rowNorms { $0 }[0]
      if distance < best?.distance ?? .infinity { best = (x, distance) }
      return true
    }
    // Between 1e-6 and 1e6 times the first.
    var exponent = 0.0
    while abs(exponent) <= 6, fallen == nil || standing == nil {
      if fell(firstPenalty * pow(10, exponent)) {
        fallen = exponent
        exponent += 1
      } else {
        standing = exponent
        exponent -= 1
      }
    }
    guard var low = fallen, var high = standing else { return best?.image }
    for _ in 0..<searches {
      let middle = (low + high) / 2
      if fell(firstPenalty * pow(10, middle)) { low = middle } else { high = middle }
    }
    return best?.image
  }

  /// The minimum of c ‖r‖² + CE(x + r, target) within the valid range, from r = 0 if nothing else is said.
  func minimum(_ image: AttackedImages, target: Int, penalty: Double, from beginning: Tensor? = nil) -> Tensor {
    let clean = image.images.doubles
    let unit = image.validRange.upperBound - image.validRange.lowerBound
    let weight = penalty / (unit * unit)
    let oneHot = Tensor.oneHot([target], .double)
    let least = BoundedMinimisation(evaluations: evaluations)(
      from: beginning?.doubles ?? clean, within: image.validRange
    ) { place in
      let x = Tensor(shape: image.images.shape, place).variable
      let loss = image.model.logits(x).logSoftmax().crossEntropy(oneHot)
      let slope = gradient(of: loss, wrt: [x])[0].doubles
      let moved = zip(place, clean).map { $0 - $1 }
      return (
        loss.scalar + weight * moved.reduce(0) { $0 + $1 * $1 }, zip(slope, moved).map { $0 + 2 * weight * $1 }
      )
    }
    return Tensor(shape: image.images.shape, least)
  }
}

extension AttackedImages {
  /// For each image the wrong class whose border is nearest where the logits are replaced by their tangents: the least
  /// ratio of margin and length of its gradient (Moosavi-Dezfooli et al. 2016, equation 8).
  func nearestClasses() -> [Int] {
    let ratios = (0..<9).map { rank -> [(target: Int, ratio: Double)] in
      let x = images.variable
      let logits = model.logits(x)
      let targets = AttackLoss.targetedRatio(rank: rank).targets(logits, labels)
      let oneHot = { Tensor.oneHot($0, classes: logits.shape[1], logits.precision) }
      let margins = logits.rowProducts(oneHot(labels) - oneHot(targets))
      let lengths = gradient(of: margins, wrt: [x])[0].rowNorms { $0 }
      return zip(targets, zip(margins.doubles, lengths)).map { ($0, $1.0 / $1.1) }
    }
    return labels.indices.map { row in ratios.map { $0[row] }.min { $0.ratio < $1.ratio }!.target }
  }
}

extension NetworkUnderTest {
  /// The same network in another precision.
  func converted(to precision: Precision) -> NetworkUnderTest {
    NetworkUnderTest(
      architecture: architecture, parameters: parameters.map { $0.converted(to: precision) },
      statistics: Statistics(
        statistics.entries.map {
          Statistics.Entry(mean: $0.mean?.converted(to: precision), variance: $0.variance?.converted(to: precision))
        }), mode: mode)
  }

  /// In evaluation mode itself; in training mode the network with the statistics of this batch as stored ones.
  func withStatistics(ofBatch images: Tensor) -> NetworkUnderTest {
    guard mode == .training else { return self }
    let seen = withoutRecording { architecture(images, parameters, .batch).statistics }
    return NetworkUnderTest(architecture: architecture, parameters: parameters, statistics: seen, mode: .evaluation)
  }
}
