/// A multi-dimensional array of numbers that remembers how it was computed.
///
/// Tensors are immutable values. Images are NHWC, convolution filters OIHW, dense weights [out, in].
/// Model code never says whether it runs in float32 or float64: the tensors given to it decide. An operation
/// on both at once ends the program.
public struct Tensor: Sendable {
  let value: Value
  /// How this was computed; nil for a constant.
  let origin: Origin?

  init(_ value: Value, origin: Origin? = nil) {
    self.value = value
    self.origin = origin
  }

  /// The extents, the slowest axis first.
  public var shape: [Int] { value.shape }
  /// The number of scalars.
  public var count: Int { value.count }
  public var precision: Precision { value.precision }
  /// Bytes of the scalars, without what was recorded with them.
  public var byteCount: Int { count * (precision == .single ? 4 : 8) }

  /// Bytes that the numbers of all tensors take now, and those of what was recorded with them.
  public static var bytesHeld: Int { StoragePool.shared.used }

  /// The same numbers as a constant: no gradient passes.
  public var detached: Tensor { Tensor(value) }

  /// The same numbers as an independent variable that gradients can be taken with respect to.
  public var variable: Tensor { Tensor(value, origin: Origin.leaf()) }
}

extension Tensor {
  /// A constant of the given shape and row-major scalars.
  public init(shape: [Int], _ scalars: [Float]) {
    self.init(shape: shape, precision: .single, Float.self, scalars)
  }

  /// A constant of the given shape and row-major scalars, in float64 or rounded to float32.
  public init(shape: [Int], _ scalars: [Double], _ precision: Precision = .double) {
    switch precision {
    case .single: self.init(shape: shape, precision: .single, Float.self, scalars.map { Float($0) })
    case .double: self.init(shape: shape, precision: .double, Double.self, scalars)
    }
  }

  private init<T: Scalar>(shape: [Int], precision: Precision, _: T.Type, _ scalars: [T]) {
    precondition(shape.product == scalars.count, "\(scalars.count) scalars for the shape \(shape)")
    let value = Value(uninitialised: shape, precision)
    scalars.withUnsafeBufferPointer { source in
      guard let start = source.baseAddress else { return }
      value.mutable(T.self).initialize(from: start, count: source.count)
    }
    self.init(value)
  }

  /// One constant everywhere.
  public init(repeating constant: Double, shape: [Int], _ precision: Precision = .single) {
    self.init(Kernels.fill(constant, shape: shape, precision))
  }

  /// The scalars in row-major order, as float32.
  public var floats: [Float] {
    switch precision {
    case .single: Array(UnsafeBufferPointer(start: value.scalars(Float.self), count: count))
    case .double: doubles.map { Float($0) }
    }
  }

  /// The scalars in row-major order, as float64.
  public var doubles: [Double] {
    switch precision {
    case .single: floats.map { Double($0) }
    case .double: Array(UnsafeBufferPointer(start: value.scalars(Double.self), count: count))
    }
  }

  /// The only scalar of a tensor of one.
  public var scalar: Double {
    precondition(count == 1, "a tensor of shape \(shape) is not one number")
    return precision == .single ? Double(value.scalars(Float.self)[0]) : value.scalars(Double.self)[0]
  }

  /// The same numbers in another precision, as a constant.
  public func converted(to precision: Precision) -> Tensor {
    precision == self.precision ? detached : Tensor(shape: shape, doubles, precision)
  }
}
