import Networks
import Tensors

/// The inputs of a program, to be taken one after another.
struct Arguments {
  private var rest: ArraySlice<Tensor>
  init(_ tensors: [Tensor]) { rest = tensors[...] }

  mutating func take() -> Tensor { rest.removeFirst() }
  mutating func take(_ count: Int) -> [Tensor] {
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }
}

/// What an inner step is told: five inputs of a program.
struct Step {
  let latents: Tensor
  let oneHot: Tensor
  /// A one at the step's place among zeros [steps].
  let selector: Tensor
  private let logLearningRates: Tensor
  private let logMomenta: Tensor

  init(_ arguments: inout Arguments) {
    (latents, oneHot, selector) = (arguments.take(), arguments.take(), arguments.take())
    (logLearningRates, logMomenta) = (arguments.take(), arguments.take())
  }

  /// Of this step, [1].
  var rate: Tensor { selector.dot(logLearningRates).exponential }
  var momentum: Tensor { selector.dot(logMomenta).exponential }
}

extension Tensor {
  /// Times a number [1].
  func scaled(by factor: Tensor) -> Tensor { factor.scalingRows(of: reshaped([1, count])).reshaped(shape) }
}

extension Parameters {
  /// The inner product over all tensors: [1].
  func product(_ other: Parameters) -> Tensor {
    let products = Swift.zip(tensors, other.tensors).map { $0.dot($1) }
    return products.dropFirst().reduce(products[0]) { $0 + $1 }
  }
}
