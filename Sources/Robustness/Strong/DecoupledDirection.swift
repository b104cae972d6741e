import Foundation
import Tensors

/// Decoupled direction and norm (Rony et al. 2019, algorithm 1): the least Euclidean distance at which an image falls. Steps
/// climb the cross-entropy; the distance shrinks while the image has fallen and grows while it has not.
public struct DecoupledDirection: Sendable {
  public var steps = 100
  /// By which part the distance shrinks or grows.
  public var change = 0.05
  /// The first distance, in grey levels between 0 and 1.
  public var firstDistance = 1.0
  public var means = BatchMeans.heldFixed

  public init() {}

  /// The nearest fallen images that were seen [n, side, side, 1]; the clean image where none was, or where it is wrong
  /// already. The request's strength says nothing here.
  public func callAsFunction(_ request: PerturbationRequest) -> Tensor { self(AttackedImages(request, means)) }

  func callAsFunction(_ attacked: AttackedImages) -> Tensor {
    let (images, range) = (attacked.images, attacked.validRange)
    let unit = range.upperBound - range.lowerBound
    // The distance to the furthest corner of the box.
    let furthest = images.rowNorms { max($0 - range.lowerBound, range.upperBound - $0) }
    var best = (images: images, distances: furthest)
    var distances = furthest.map { _ in firstDistance * unit }
    var x = images
    for step in 0..<steps {
      let seen = attacked.look(x, .crossEntropy, targets: attacked.labels) { $0.map { _ in true } }
      let moved = (x - images).rowNorms { $0 }
      let nearer = moved.indices.filter { !seen.isRight[$0] && moved[$0] < best.distances[$0] }
      best.images = best.images.replacingImages(at: nearer, with: x.images(at: nearer))
      for row in nearer { best.distances[row] = moved[row] }

      let length = unit * (0.01 + 0.99 * (1 + cos(Double.pi * Double(step) / Double(steps))) / 2)
      // A gradient of zero leads nowhere; the paper's authors draw a direction there, which hides that it is zero.
      let scale = seen.gradient.rowNorms { $0 }.map { $0 < 1e-12 ? 0 : length / $0 }
      let offset = x - images + rows(scale, of: seen.gradient)
      for row in distances.indices {
        distances[row] = min(furthest[row], distances[row] * (seen.isRight[row] ? 1 + change : 1 - change))
      }
      let norms = offset.rowNorms { $0 }
      let rescale = zip(distances, norms).map { $1 > 0 ? $0 / $1 : 0 }
      x = (images + rows(rescale, of: offset)).clipped(to: range)
    }
    return best.images
  }

  private func rows(_ factors: [Double], of x: Tensor) -> Tensor {
    Tensor(shape: [factors.count], factors, x.precision).scalingRows(of: x)
  }
}

extension Tensor {
  /// The Euclidean norm of each image or row, after a function of each number.
  func rowNorms(_ transform: (Double) -> Double) -> [Double] {
    let (size, scalars) = (count / shape[0], doubles)
    return (0..<shape[0]).map { row in
      scalars[row * size..<(row + 1) * size].reduce(0) { sum, scalar in
        let value = transform(scalar)
        return sum + value * value
      }.squareRoot()
    }
  }
}
