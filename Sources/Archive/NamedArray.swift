/// The numbers or texts of an array, in row-major order.
public enum Scalars: Equatable, Sendable {
  case float32([Float])
  case float64([Double])
  case int32([Int32])
  case uint8([UInt8])
  /// Texts without zero characters (HDF5 pads with them).
  case text([String])

  /// The number of elements.
  public var count: Int {
    switch self {
    case .float32(let values): values.count
    case .float64(let values): values.count
    case .int32(let values): values.count
    case .uint8(let values): values.count
    case .text(let values): values.count
    }
  }

  /// The type's name, as it enters the digest and error lines.
  var typeName: String {
    switch self {
    case .float32: "float32"
    case .float64: "float64"
    case .int32: "int32"
    case .uint8: "uint8"
    case .text: "text"
    }
  }

  /// Whether every number is finite; texts and integers are.
  var isFinite: Bool {
    switch self {
    case .float32(let values): values.allSatisfy(\.isFinite)
    case .float64(let values): values.allSatisfy(\.isFinite)
    case .int32, .uint8, .text: true
    }
  }
}

/// An array of any rank: [] is the shape of a single value.
public struct NamedArray: Equatable, Sendable {
  /// The extents, the slowest axis first.
  public var shape: [Int]
  /// As many as the product of the shape, which nothing but ``Checkpoint/write(to:)`` checks after a change.
  public var scalars: Scalars

  /// The number of scalars must be the product of the shape.
  public init(shape: [Int], scalars: Scalars) {
    precondition(
      Space.count(shape) == scalars.count, "shape \(shape) does not hold \(scalars.count) scalars")
    self.shape = shape
    self.scalars = scalars
  }
}
