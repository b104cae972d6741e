extension Tensor {
  /// Lends the scalars as they lie in memory: row-major, float32 or float64.
  public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try withExtendedLifetime(self) {
      switch precision {
      case .single: try body(UnsafeRawBufferPointer(start: value.scalars(Float.self), count: byteCount))
      case .double: try body(UnsafeRawBufferPointer(start: value.scalars(Double.self), count: byteCount))
      }
    }
  }

  /// A constant whose scalars `fill` writes into memory, row-major.
  public init(_ type: TensorType, filledBy fill: (UnsafeMutableRawBufferPointer) throws -> Void) rethrows {
    let value = Value(uninitialised: type.shape, type.precision)
    self.init(value)
    switch type.precision {
    case .single: try fill(UnsafeMutableRawBufferPointer(start: value.mutable(Float.self), count: byteCount))
    case .double: try fill(UnsafeMutableRawBufferPointer(start: value.mutable(Double.self), count: byteCount))
    }
  }
}
