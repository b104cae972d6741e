import Tensors

/// Checks one operation's value, gradients and second derivatives against the golden file.
public struct GoldenOperation: Sendable, CustomStringConvertible {
  public let name: String
  private let apply: @Sendable ([Tensor]) -> Tensor

  /// - Parameter apply: the operation, of the inputs in their order in the file.
  public init(_ name: String, _ apply: @escaping @Sendable ([Tensor]) -> Tensor) {
    self.name = name
    self.apply = apply
  }

  public var description: String { name }

  /// With s = ⟨cotangent, output⟩ and t = Σ ⟨direction, gradient of s⟩, compares output, the gradients of s
  /// and the gradients of t.
  ///
  /// - Returns: a line for every array that is too far off.
  public func differences(
    _ golden: Golden, _ precision: Precision, _ computing: Computing = .here
  ) throws -> [String] {
    let group = "ops/\(name)"
    // The first input is the images; filters and weights keep PyTorch's layout.
    func read(_ kind: String, _ index: Int) throws -> Tensor {
      index == 0
        ? try golden.activations("\(group)/\(kind)0", precision)
        : try golden.tensor("\(group)/\(kind)\(index)", precision)
    }
    let inputCount = (0..<9).prefix { golden.contains("\(group)/input\($0)") }.count
    let inputs = try (0..<inputCount).map { try read("input", $0) }
    let directions = try (0..<inputCount).map { try read("direction", $0) }
    let cotangent = try golden.activations("\(group)/cotangent", precision)

    let results = try computing(inputs + directions + [cotangent]) { tensors in
      let inputs = tensors.prefix(inputCount).map(\.variable)
      let directions = tensors.dropFirst(inputCount).dropLast()
      let output = apply(inputs)
      let cotangent = tensors.last!.reshaped(output.shape).variable
      let gradients = gradient(of: output.dot(cotangent), wrt: inputs, recording: true)
      let along = zip(directions, gradients).map { $0.dot($1) }
      let total = along.dropFirst().reduce(along[0]) { $0 + $1 }
      let seconds = gradient(of: total, wrt: inputs + [cotangent])
      return [output] + gradients + seconds
    }
    let output = results[0]
    let (gradients, seconds) = (results.dropFirst().prefix(inputCount), results.dropFirst(1 + inputCount))

    func compared(_ name: String, _ computed: Tensor, isImages: Bool) throws -> Compared {
      Compared(
        name, isImages ? Layout.numbers(computed) : computed.doubles, try golden.numbers("\(group)/\(name)"))
    }
    let kinds = [
      [try compared("output", output, isImages: true)],
      try gradients.enumerated().map { try compared("grad\($0)", $1, isImages: $0 == 0) },
      try seconds.dropLast().enumerated().map { try compared("second\($0)", $1, isImages: $0 == 0) }
        + [compared("second_cotangent", seconds.last!, isImages: true)],
    ]
    return kinds.flatMap {
      TestSupport.differences(in: group, $0, GoldenTolerance.plain(precision))
    }
  }
}
