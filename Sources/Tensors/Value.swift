import Foundation

/// The width of a tensor's scalars: float32 is the working precision, float64 serves to check it.
public enum Precision: Sendable, Equatable {
  case single, double
}

/// The scalars that kernels are written for.
protocol Scalar: BinaryFloatingPoint, SIMDScalar, Codable, Sendable {
  static func exponential(_ x: Self) -> Self
  static func logarithm(_ x: Self) -> Self
  static func hyperbolicTangent(_ x: Self) -> Self
}

extension Float: Scalar {
  static func exponential(_ x: Float) -> Float { exp(x) }
  static func logarithm(_ x: Float) -> Float { log(x) }
  static func hyperbolicTangent(_ x: Float) -> Float { tanh(x) }
}

extension Double: Scalar {
  static func exponential(_ x: Double) -> Double { exp(x) }
  static func logarithm(_ x: Double) -> Double { log(x) }
  static func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }
}

/// A dense row-major array: what kernels read and write. Images are NHWC.
///
/// Its scalars are in memory; or it is the name of a value in a program that is being written (`Programs`).
struct Value: Sendable {
  let shape: [Int]
  let precision: Precision
  private let content: Content

  private enum Content {
    case stored(Storage)
    case written(WrittenValue)
  }

  /// A value with undefined scalars, for the kernel that calls this to fill.
  init(uninitialised shape: [Int], _ precision: Precision) {
    self.shape = shape
    self.precision = precision
    content = .stored(Storage(byteCount: shape.product * (precision == .single ? 4 : 8)))
  }

  /// A value of a program.
  init(_ written: WrittenValue, shape: [Int], _ precision: Precision) {
    self.init(shape: shape, precision: precision, content: .written(written))
  }

  private init(shape: [Int], precision: Precision, content: Content) {
    self.shape = shape
    self.precision = precision
    self.content = content
  }

  var count: Int { shape.product }

  /// The name in the program that is being written; nil for a value in memory.
  var written: WrittenValue? { if case .written(let value) = content { value } else { nil } }
  /// The memory; nil for a value of a program.
  var storage: Storage? { if case .stored(let storage) = content { storage } else { nil } }

  func reshaped(_ shape: [Int]) -> Value {
    precondition(shape.product == count, "cannot reshape \(self.shape) to \(shape)")
    if let written { return written.program.reshaped(self, shape) }
    return Value(shape: shape, precision: precision, content: content)
  }

  /// The scalars, to read.
  func scalars<T: Scalar>(_: T.Type) -> UnsafePointer<T> { UnsafePointer(mutable(T.self)) }

  /// The scalars, to be written by the kernel that made this value.
  func mutable<T: Scalar>(_: T.Type) -> UnsafeMutablePointer<T> {
    // Not a precondition, whose message optimised programs leave out.
    guard (T.self == Float.self) == (precision == .single) else {
      let (other, own) = precision == .single ? ("float64", "float32") : ("float32", "float64")
      fatalError("float32 meets float64: an operation in \(other) was given a tensor \(shape) in \(own)")
    }
    guard let storage else {
      fatalError("the numbers of a tensor \(shape) were asked for while a program is written: it has none yet")
    }
    return storage.address.assumingMemoryBound(to: T.self)
  }
}

extension [Int] {
  var product: Int { reduce(1, *) }
}
