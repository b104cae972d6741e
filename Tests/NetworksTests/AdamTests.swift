import Networks
import Tensors
import Testing

@Suite("Adam")
struct AdamTests {
  /// The first step goes by the learning rate against the gradient's sign, however small the gradient.
  @Test(arguments: [Precision.single, .double])
  func firstStep(precision: Precision) {
    let parameters = [Tensor(shape: [3], [1.0, 2, 3], precision)]
    var adam = Adam(like: parameters)
    let gradient = [Tensor(shape: [3], [1e-3, -50, 0], precision)]
    let moved = adam.updated(parameters, gradient, learningRate: 0.25)[0].doubles
    for (a, b) in zip(moved, [0.75, 2.25, 3]) { #expect(abs(a - b) < 1e-5) }
  }

  @Test func isAValue() {
    let parameters = [Tensor(shape: [2], [1.0, 2]), Tensor(shape: [1], [5.0])]
    let gradients = [Tensor(shape: [2], [0.5, -1]), Tensor(shape: [1], [2.0])]
    var once = Adam(like: parameters)
    let first = once.updated(parameters, gradients, learningRate: 0.1)
    var resumed = Adam(step: once.step, first: once.first, second: once.second)
    let expected = once.updated(first, gradients, learningRate: 0.1)
    let continued = resumed.updated(first, gradients, learningRate: 0.1)
    #expect(continued.map(\.doubles) == expected.map(\.doubles))
    #expect(resumed.step == 2)
  }

  /// By hand: two steps on one number.
  @Test func momentsByHand() {
    var adam = Adam(like: [Tensor(shape: [1], [0.0])])
    for gradient in [1.0, 3] {
      _ = adam.updated(
        [Tensor(shape: [1], [0.0])], [Tensor(shape: [1], [gradient])], learningRate: 0.1)
    }
    #expect(abs(adam.first[0].scalar - (0.9 * 0.1 + 0.1 * 3)) < 1e-15)
    #expect(abs(adam.second[0].scalar - (0.999 * 0.001 + 0.001 * 9)) < 1e-15)
  }
}
