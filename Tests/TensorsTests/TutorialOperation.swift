import TestSupport
import Testing

@testable import Tensors

// docs/tutorial.md shows this code; TutorialTests compares the two.

/// 1 / (1 + e⁻ˣ).
enum Logistic: ScalarFunction {
  static var operation: String { "logistic" }
  static func apply<T: Scalar>(_ x: T) -> T { 1 / (1 + T.exponential(-x)) }
}

extension Tensor {
  /// y = 1 / (1 + e⁻ˣ) of every element; its derivative is y - y².
  public var logistic: Tensor {
    Pointwise {
      Kernels.map(Logistic.self, $0)
    } derivative: { x in
      let y = x.logistic
      return y - y * y
    }(self)
  }
}

@Suite("Tutorial: an operation")
struct TutorialOperationTests {
  /// The row of Operations.swift, and what it is checked by: differences to second order.
  @Test func logisticHasItsDerivatives() {
    let trial = GradientTrial(Operation("logistic", [3, 3]) { $0[0].logistic })
    #expect(trial.gradients() == [])
    #expect(trial.hessians() == [])
  }

  @Test func itDoesNotOverflow() {
    #expect(Tensor(shape: [3], [-1000.0, 0, 1000]).logistic.doubles == [0, 0.5, 1])
  }
}
