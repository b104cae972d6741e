import TestSupport
import Testing

@testable import Tensors

// docs/tutorial.md shows this code; TutorialTests compares the two.

/// log(1 + eˣ), without overflow.
enum Softplus: ScalarFunction {
  static func apply<T: Scalar>(_ x: T) -> T {
    let size = x < 0 ? -x : x
    return (x < 0 ? 0 : x) + T.logarithm(1 + T.exponential(-size))
  }
}

extension Tensor {
  /// log(1 + eˣ) of every element; its derivative is 1 / (1 + e⁻ˣ).
  public var softplus: Tensor {
    Pointwise {
      Kernels.map(Softplus.self, $0)
    } derivative: { x in
      let one = Tensor(repeating: 1, shape: x.shape, x.precision)
      return (one + (-x).exponential).reciprocal
    }(self)
  }
}

@Suite("Tutorial: an operation")
struct TutorialOperationTests {
  /// The row of Operations.swift, and what it is checked by: differences to second order.
  @Test func softplusHasItsDerivatives() {
    let trial = GradientTrial(Operation("softplus", [3, 3]) { $0[0].softplus })
    #expect(trial.gradients() == [])
    #expect(trial.hessians() == [])
  }

  @Test func itDoesNotOverflow() {
    let values = Tensor(shape: [3], [-1000.0, 0, 1000]).softplus.doubles
    #expect(values[0] == 0 && abs(values[1] - 0.6931471805599453) < 1e-15 && values[2] == 1000)
  }
}
