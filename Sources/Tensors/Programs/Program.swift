/// Shape and precision of a tensor that a program takes or gives.
public struct TensorType: Sendable, Equatable {
  public let shape: [Int]
  public let precision: Precision

  public init(_ shape: [Int], _ precision: Precision = .single) {
    self.shape = shape
    self.precision = precision
  }
}

extension Tensor {
  public var type: TensorType { TensorType(shape, precision) }
}

/// A function from tensors to tensors as the text that accelerators compile: StableHLO (https://openxla.org/stablehlo).
///
/// It is written by calling the function once with tensors that have a name in place of numbers. All of `Tensor` works
/// on them, gradients of every order too, but for what asks for numbers. What differs from call to call has to be an
/// input: a Swift number in the function is a constant of the program.
public struct Program: Sendable {
  /// What error lines call it.
  public let name: String
  public let text: String
  public let inputs: [TensorType]
  public let outputs: [TensorType]

  /// - Parameters:
  ///   - allowsTF32: whether factors of products may be rounded to 10 bits, as NVIDIA's TF32 has it.
  ///   - function: is called once. Its results may not depend on anything that changes.
  public init(
    _ name: String, inputs: [TensorType], allowsTF32: Bool = false, _ function: ([Tensor]) -> [Tensor]
  ) {
    let program = ProgramWriter(allowsTF32: allowsTF32)
    let arguments = inputs.indices.map { Tensor(program.argument($0, inputs[$0])) }
    let results = function(arguments).map(\.value)
    self.name = name
    self.inputs = inputs
    outputs = results.map { TensorType($0.shape, $0.precision) }
    text = program.text(arguments: arguments.map(\.value), results: results)
  }
}
