import Tensors
import TestSupport
import Testing

@Suite("Max pooling")
struct MaximumPoolingTests {
  /// Numbers with many ties, and images of one pixel, one row and one column.
  static let shapes = [
    [1, 1, 1, 1], [35, 1, 1, 3], [2, 1, 7, 2], [2, 7, 1, 2], [17, 7, 8, 5], [3, 12, 13, 1], [2, 28, 28, 33],
  ]

  @Test(arguments: shapes, [Precision.single, .double])
  func agreesWithDefinition(shape: [Int], precision: Precision) {
    let count = shape.reduce(1, *)
    // Few different numbers, all negative: there are ties, and a border of zeros would win.
    let scalars = RandomStream(seed: 7, purpose: "ties").uniforms(count).map { ($0 * 4).rounded(.down) - 9 }
    let x = Tensor(shape: shape, scalars, precision).variable
    let y = x.maximumPooled()
    let cotangent = sample(y.shape, seed: 8, precision)
    let (maxima, gradient) = Self.definition(scalars, shape, cotangent.doubles)
    #expect(y.shape == [shape[0], (shape[1] + 1) / 2, (shape[2] + 1) / 2, shape[3]])
    #expect(y.doubles == maxima)
    let compared = Compared(
      "gradient", Tensors.gradient(of: y.dot(cotangent), wrt: [x])[0].doubles, gradient)
    #expect(differences(in: "\(shape)", [compared], Tolerance(ofArray: 1e-6, ofKind: 0)) == [])
  }

  /// Maxima, and the gradient that goes to the first of equals in row-major order.
  private static func definition(
    _ x: [Double], _ shape: [Int], _ cotangent: [Double]
  ) -> (maxima: [Double], gradient: [Double]) {
    let (height, width, channels) = (shape[1], shape[2], shape[3])
    var maxima: [Double] = []
    var gradient = [Double](repeating: 0, count: x.count)
    for image in 0..<shape[0] {
      for row in stride(from: 0, to: height, by: 2) {
        for column in stride(from: 0, to: width, by: 2) {
          for channel in 0..<channels {
            var best: Int?
            for y in max(0, row - 1)...min(height - 1, row + 1) {
              for z in max(0, column - 1)...min(width - 1, column + 1) {
                let place = ((image * height + y) * width + z) * channels + channel
                if best.map({ x[place] > x[$0] }) ?? true { best = place }
              }
            }
            gradient[best!] += cotangent[maxima.count]
            maxima.append(x[best!])
          }
        }
      }
    }
    return (maxima, gradient)
  }
}
