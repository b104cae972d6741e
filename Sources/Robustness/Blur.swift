import Foundation
import Tensors

extension RobustnessTest {
  /// A Gaussian filter of standard deviation β pixels (report, "Blurring"), cut off at 3.5 standard
  /// deviations, with half-sample reflection at the border. Not clipped: averages stay in range.
  public static let blur = RobustnessTest(
    name: "blur", strengths: linspace(0.01, 5, 10), imageCount: 10_000, sampleImage: 2,
    perturbation: .corruption { $0.images.blurred(deviation: $0.strength) })
}

extension Tensor {
  /// Images [n, side, side, 1] under a Gaussian filter.
  func blurred(deviation: Double) -> Tensor {
    let (n, side) = (shape[0], shape[1])
    let matrix = Tensor(shape: [side, side], blurMatrix(side: side, deviation: deviation), precision)
    // Along the rows, then along the columns as rows of the transposed image.
    func blurRows(_ x: Tensor) -> Tensor {
      x.reshaped([n * side, side]).multiplied(byTransposeOf: matrix).reshaped([n, side, 1, side])
    }
    let transposed = blurRows(self).flattenedByChannel()
    return blurRows(transposed).flattenedByChannel().reshaped(shape)
  }
}

/// The matrix [side, side] that blurs one line: reflected taps are added to those of the pixels that they
/// show, as often as the radius exceeds the side.
func blurMatrix(side: Int, deviation: Double) -> [Double] {
  let radius = Int((3.5 * deviation + 0.5).rounded(.down))
  let taps = (-radius...radius).map { exp(-0.5 * pow(Double($0) / deviation, 2)) }
  let total = taps.reduce(0, +)
  var matrix = [Double](repeating: 0, count: side * side)
  for row in 0..<side {
    for (index, tap) in taps.enumerated() {
      // Period 2 side: ... 1 0 | 0 1 ... side-1 | side-1 ...
      let place = ((row + index - radius) % (2 * side) + 2 * side) % (2 * side)
      matrix[row * side + min(place, 2 * side - 1 - place)] += tap / total
    }
  }
  return matrix
}
