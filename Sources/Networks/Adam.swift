import Tensors

/// Adam (Kingma and Ba 2015) as a value: the moments seen so far.
public struct Adam: Sendable {
  /// Updates done so far; the corrections for the bias of the moments depend on it.
  public var step = 0
  /// Running means of the gradients and of their squares, one of each for every parameter and of its shape.
  public var first: [Tensor]
  public var second: [Tensor]

  /// How much of each moment an update keeps, and what is added to the root of the second (the paper's
  /// values).
  public static let betas = (0.9, 0.999)
  public static let epsilon = 1e-8

  /// No moments yet, for parameters of these shapes.
  public init(like parameters: [Tensor]) {
    first = parameters.map { Tensor(repeating: 0, shape: $0.shape, $0.precision) }
    second = first
  }

  /// The moments that an earlier run had reached.
  public init(step: Int, first: [Tensor], second: [Tensor]) {
    self.step = step
    self.first = first
    self.second = second
  }

  /// The parameters after one step against the gradients.
  public mutating func updated(
    _ parameters: [Tensor], _ gradients: [Tensor], learningRate: Double
  ) -> [Tensor] {
    step += 1
    let (beta1, beta2) = Self.betas
    let stepSize = learningRate / (1 - power(beta1, step))
    let correction = 1 / (1 - power(beta2, step)).squareRoot()
    return withoutRecording {
      parameters.indices.map { index in
        let gradient = gradients[index]
        first[index] = beta1 * first[index] + (1 - beta1) * gradient
        second[index] = beta2 * second[index] + (1 - beta2) * (gradient * gradient)
        let epsilon = Tensor(repeating: Self.epsilon, shape: gradient.shape, gradient.precision)
        let denominator = correction * second[index].squareRoot + epsilon
        return parameters[index] - stepSize * (first[index] * denominator.reciprocal)
      }
    }
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }
}
