import Networks
import Tensors

// What an outer step needs once.

extension TeachingPrograms {
  /// Types of ``Teacher/learned``.
  var learnedTypes: [TensorType] {
    weightTypes + Array(repeating: latentType, count: steps) + [stepType, stepType]
  }

  /// The generator's parameters -> its weights, folded.
  var folding: Program {
    program("folding the generator", [weightTypes]) { weights(&$0).folded(by: generator) }
  }

  /// Two lists of the gradients of ``unfolding`` -> their sums: those of several learners are added in their order.
  var adding: Program {
    program("adding meta-gradients", [learnedTypes, learnedTypes]) { arguments in
      let first = arguments.take(learnedTypes.count)
      return zip(first, arguments.take(learnedTypes.count)).map { $0 + $1 }
    }
  }

  /// The generator's parameters, and the gradients with respect to its folded weights, the latents of all steps, log rates
  /// and log momenta, summed over the learners -> the mean gradients with respect to all that is learned, and the sum of
  /// their squares [1].
  func unfolding(learners: Int) -> Program {
    program("the meta-gradient", [weightTypes, learnedTypes]) { arguments in
      let raw = weights(&arguments).map(\.variable)
      let folded = weights(&arguments)
      let others = arguments.take(steps + 2)
      let sums = gradient(of: raw.folded(by: generator), along: folded.tensors, wrt: raw.tensors) + others
      let gradients = learners == 1 ? sums : sums.map { (1 / Double(learners)) * $0 }
      let squares = gradients.map { $0.dot($0) }
      return gradients + [squares.dropFirst().reduce(squares[0]) { $0 + $1 }]
    }
  }

  /// All that is learned, both of its moments, its gradients, and two numbers [1] of ``Adam/scales(learningRate:)`` ->
  /// the same three after a step of Adam, and the weights folded.
  var adam: Program {
    let scalar = type([1])
    return program(
      "a step of Adam", [learnedTypes, learnedTypes, learnedTypes, learnedTypes, [scalar, scalar]]
    ) { arguments in
      let count = learnedTypes.count
      let (learned, first) = (arguments.take(count), arguments.take(count))
      let (second, gradients) = (arguments.take(count), arguments.take(count))
      let (stepSize, correction) = (arguments.take(), arguments.take())
      let updated = learned.indices.map { index in
        Adam.updated(
          learned[index], gradients[index], first[index], second[index], stepSize: stepSize, correction: correction)
      }
      var after = Arguments(updated.map(\.parameter))
      return updated.map(\.parameter) + updated.map(\.first) + updated.map(\.second)
        + weights(&after).folded(by: generator)
    }
  }
}

extension Parameters {
  fileprivate func folded(by generator: Generator) -> [Tensor] { generator.folded(self).tensors }
}

extension Adam {
  /// What differs from step to step: the step's size and the correction of the second moments. For the step after
  /// ``step``.
  func scales(learningRate: Double) -> (stepSize: Double, correction: Double) {
    let (first, second) = Self.betas
    func power(_ base: Double) -> Double { (0...step).reduce(1) { product, _ in product * base } }
    return (learningRate / (1 - power(first)), 1 / (1 - power(second)).squareRoot())
  }

  /// ``updated(_:_:learningRate:)`` of one tensor, with what differs from step to step as tensors [1].
  static func updated(
    _ parameter: Tensor, _ gradient: Tensor, _ first: Tensor, _ second: Tensor, stepSize: Tensor, correction: Tensor
  ) -> (parameter: Tensor, first: Tensor, second: Tensor) {
    let (beta1, beta2) = betas
    let first = beta1 * first + (1 - beta1) * gradient
    let second = beta2 * second + (1 - beta2) * (gradient * gradient)
    let epsilon = Tensor(repeating: epsilon, shape: gradient.shape, gradient.precision)
    let denominator = second.squareRoot.scaled(by: correction) + epsilon
    return (parameter - (first * denominator.reciprocal).scaled(by: stepSize), first, second)
  }
}
