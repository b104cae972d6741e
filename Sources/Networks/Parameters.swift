import Tensors

/// A network's trained numbers: tensors under state-dict keys, in a fixed order.
public struct Parameters: Sendable {
  /// Such as `convs.0.weight`: the layer in PyTorch's counting, and what the numbers are in it.
  public let keys: [String]
  /// One for each key, in the same order.
  public var tensors: [Tensor]
  private let positions: [String: Int]

  /// - Parameter named: no key twice; the order is kept.
  public init(_ named: [(key: String, tensor: Tensor)]) {
    self.init(keys: named.map(\.key), named.map(\.tensor))
  }

  private init(keys: [String], _ tensors: [Tensor]) {
    self.keys = keys
    self.tensors = tensors
    positions = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
  }

  /// The tensor under a key, which must be there.
  public subscript(key: String) -> Tensor {
    guard let position = positions[key] else { preconditionFailure("no parameter \(key)") }
    return tensors[position]
  }

  /// The same keys with other tensors.
  public func with(_ tensors: [Tensor]) -> Parameters {
    precondition(tensors.count == keys.count)
    var copy = self
    copy.tensors = tensors
    return copy
  }

  /// The same keys with every tensor transformed.
  public func map(_ transform: (Tensor) -> Tensor) -> Parameters { with(tensors.map(transform)) }

  /// Combines the tensors of equal keys.
  public func zip(_ other: Parameters, _ combine: (Tensor, Tensor) -> Tensor) -> Parameters {
    with(Swift.zip(tensors, other.tensors).map(combine))
  }

  /// Zeros of the same shapes.
  public var zeros: Parameters { map { Tensor(repeating: 0, shape: $0.shape, $0.precision) } }
}
