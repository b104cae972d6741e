import Tensors

/// A network's trained numbers: tensors under state-dict keys, in a fixed order.
public struct Parameters: Sendable {
  public let keys: [String]
  public var tensors: [Tensor]
  private let positions: [String: Int]

  public init(_ named: [(key: String, tensor: Tensor)]) {
    self.init(keys: named.map(\.key), named.map(\.tensor))
  }

  private init(keys: [String], _ tensors: [Tensor]) {
    self.keys = keys
    self.tensors = tensors
    positions = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
  }

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

  public func map(_ transform: (Tensor) -> Tensor) -> Parameters { with(tensors.map(transform)) }

  /// Combines the tensors of equal keys.
  public func zip(_ other: Parameters, _ combine: (Tensor, Tensor) -> Tensor) -> Parameters {
    with(Swift.zip(tensors, other.tensors).map(combine))
  }

  /// Zeros of the same shapes.
  public var zeros: Parameters { map { Tensor(repeating: 0, shape: $0.shape, $0.precision) } }
}
