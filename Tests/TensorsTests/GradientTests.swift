import Tensors
import TestSupport
import Testing

@Suite("Gradients")
struct GradientTests {
  /// Every operation to second order, in float64.
  @Test(arguments: Operation.all)
  func agreesWithDifferences(operation: Operation) {
    let trial = GradientTrial(operation)
    #expect(trial.gradients() == [])
    #expect(trial.hessians() == [])
  }

  @Test func thirdOrder() {
    let t = Tensor(shape: [2], [1.5, -2]).variable
    let first = gradient(of: t * t * t, wrt: [t], recording: true)[0]
    let second = gradient(of: first, wrt: [t], recording: true)[0]
    let third = gradient(of: second, wrt: [t])[0]
    #expect(first.doubles == [6.75, 12])
    #expect(second.doubles == [9, -12])
    #expect(third.doubles == [6, 6])
  }

  /// Only what was asked for is differentiated, and only what lies on the way.
  @Test func inputWithoutInfluenceHasGradientZero() {
    let x = Tensor(shape: [2], [1.0, 2]).variable
    let other = Tensor(shape: [3], [1.0, 2, 3]).variable
    let gradients = gradient(of: (x * x).sum(), wrt: [x, other, x.detached])
    #expect(gradients.map(\.doubles) == [[2, 4], [0, 0, 0], [0, 0]])
  }

  /// An input may lie on the way to another.
  @Test func intermediateInput() {
    let x = Tensor(shape: [1], [3.0]).variable
    let y = x * x
    let gradients = gradient(of: y * y, wrt: [x, y, y * y])
    #expect(gradients.map(\.scalar) == [108, 18, 0])
  }

  @Test func nothingIsRecordedWhereNotAsked() {
    let x = Tensor(shape: [1], [3.0]).variable
    let constant = withoutRecording { x * x }
    #expect(gradient(of: constant, wrt: [x])[0].scalar == 0)
    let first = gradient(of: x * x, wrt: [x])[0]
    #expect(gradient(of: first, wrt: [x])[0].scalar == 0)
  }
}

/// One operation y = f(x...) on one set of numbers, differentiated through s = ⟨c, y⟩, where c is one more
/// input, so that even a linear operation has a second derivative.
struct GradientTrial {
  /// For central differences, which err by their step squared and by rounding divided by the step.
  static let tolerance = Tolerance(ofArray: 1e-7, ofKind: 1e-8)
  static let step = 1e-5

  let operation: Operation
  /// The operation's inputs and c.
  let inputs: [Tensor]
  let directions: [Tensor]

  init(_ operation: Operation) {
    self.operation = operation
    let inputs = operation.shapes.enumerated().map { index, shape in
      operation.sample.tensor(shape, seed: UInt64(index))
    }
    self.inputs = inputs + [Sample.normal.tensor(operation.apply(inputs).shape, seed: 98)]
    directions = self.inputs.enumerated().map { index, input in
      Sample.normal.tensor(input.shape, seed: UInt64(100 + index))
    }
  }

  private func objective(_ x: [Tensor]) -> Tensor {
    operation.apply(Array(x.dropLast())).dot(x.last!)
  }

  /// The central difference of some tensors along the directions.
  private func difference(_ function: ([Tensor]) -> [Tensor]) -> [Tensor] {
    let displacement = directions.map { Self.step * $0 }
    let ahead = function(zip(inputs, displacement).map { $0 + $1 })
    let behind = function(zip(inputs, displacement).map { $0 - $1 })
    return zip(ahead, behind).map { (1 / (2 * Self.step)) * ($0 - $1) }
  }

  private func compare(_ kind: String, _ computed: [Tensor], _ expected: [Tensor]) -> [String] {
    let arrays = zip(computed, expected).enumerated().map { index, pair in
      Compared("\(kind) of input \(index)", pair.0.doubles, pair.1.doubles)
    }
    return differences(in: "\(operation)", arrays, Self.tolerance)
  }

  /// The gradient of s, element by element, against differences of s.
  func gradients() -> [String] {
    let variables = inputs.map(\.variable)
    let gradients = gradient(of: objective(variables), wrt: variables)
    let expected = inputs.indices.map { index in
      let scalars = inputs[index].doubles
      let slopes = scalars.indices.map { place in
        let values = [Self.step, -Self.step].map { displacement in
          var moved = scalars
          moved[place] += displacement
          var all = inputs
          all[index] = Tensor(shape: inputs[index].shape, moved)
          return objective(all).scalar
        }
        return (values[0] - values[1]) / (2 * Self.step)
      }
      return Tensor(shape: inputs[index].shape, slopes)
    }
    return compare("gradient", gradients, expected)
  }

  /// Hessian times direction, by a gradient of gradients, against differences of the gradient.
  func hessians() -> [String] {
    let variables = inputs.map(\.variable)
    let recorded = gradient(of: objective(variables), wrt: variables, recording: true)
    let products = gradient(of: recorded, along: directions, wrt: variables)
    let expected = difference { x in
      let variables = x.map(\.variable)
      return gradient(of: objective(variables), wrt: variables)
    }
    return compare("Hessian", products, expected)
  }
}
