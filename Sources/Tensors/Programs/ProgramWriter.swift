import Synchronization

/// A value of a program that is being written: its name there.
struct WrittenValue: Sendable {
  let program: ProgramWriter
  let name: String
}

/// The text of a program, line by line. How each kernel is written stands in the extensions.
final class ProgramWriter: Sendable {
  private struct State {
    var lines: [String] = []
    var names = 0
    /// Values in memory that the program has as constants; held, so that no other takes their address.
    var constants: [ObjectIdentifier: (storage: Storage, name: String)] = [:]
  }
  private let state = Mutex(State())
  private let allowsTF32: Bool

  init(allowsTF32: Bool = false) { self.allowsTF32 = allowsTF32 }

  /// The program that one of the values belongs to; nil if all are in memory, where kernels compute now.
  static func of(_ values: Value...) -> ProgramWriter? {
    values.lazy.compactMap { $0.written?.program }.first
  }
  static func of(_ x: Value, _ taps: Taps) -> ProgramWriter? { of(x) ?? taps.written?.program }

  /// The precision of both factors of a product, as the text has it.
  var productPrecision: String { allowsTF32 ? "DEFAULT" : "HIGHEST" }

  // MARK: Types and names

  static func type(_ shape: [Int], _ element: String) -> String {
    "tensor<\((shape.map { "\($0)" } + [element]).joined(separator: "x"))>"
  }
  static func element(_ precision: Precision) -> String { precision == .single ? "f32" : "f64" }
  func type(_ shape: [Int], _ precision: Precision) -> String { Self.type(shape, Self.element(precision)) }
  func type(_ value: Value) -> String { type(value.shape, value.precision) }

  func argument(_ index: Int, _ type: TensorType) -> Value {
    Value(WrittenValue(program: self, name: "%arg\(index)"), shape: type.shape, type.precision)
  }

  /// Writes an operation and names its result.
  func line(_ operation: String) -> String {
    state.withLock { state in
      state.names += 1
      state.lines.append("    %\(state.names) = \(operation)")
      return "%\(state.names)"
    }
  }

  /// Writes an operation whose result has this shape.
  func value(_ operation: String, _ shape: [Int], _ precision: Precision) -> Value {
    Value(WrittenValue(program: self, name: line(operation)), shape: shape, precision)
  }

  /// The name of a value, which becomes a constant of the program if it is in memory.
  func name(_ value: Value) -> String {
    if let written = value.written {
      precondition(written.program === self, "tensors of two programs meet")
      return written.name
    }
    guard let storage = value.storage else { return "" }
    // The same memory may be seen under several shapes.
    if let known = state.withLock({ $0.constants[ObjectIdentifier(storage)] }) {
      return reshaped(known.name, from: [value.count], to: value.shape, value.precision)
    }
    let flat = constant(of: value)
    state.withLock { $0.constants[ObjectIdentifier(storage)] = (storage, flat) }
    return reshaped(flat, from: [value.count], to: value.shape, value.precision)
  }

  // MARK: Constants

  /// A number without axes.
  func scalar(_ number: Double, _ precision: Precision) -> String { constant(number, [], precision) }

  /// One number everywhere.
  func constant(_ number: Double, _ shape: [Int], _ precision: Precision) -> String {
    line("stablehlo.constant dense<\(Self.bits(number, precision))> : \(type(shape, precision))")
  }

  /// Whole numbers, of an integer type such as "i32".
  func constant(_ numbers: [Int], _ shape: [Int], _ element: String) -> String {
    let text = numbers.count == 1 ? "\(numbers[0])" : "[\(numbers.map { "\($0)" }.joined(separator: ", "))]"
    return line("stablehlo.constant dense<\(text)> : \(Self.type(shape, element))")
  }

  private static func bits(_ number: Double, _ precision: Precision) -> String {
    precision == .single
      ? "0x" + hexadecimal(UInt64(Float(number).bitPattern), digits: 8)
      : "0x" + hexadecimal(number.bitPattern, digits: 16)
  }

  private static func hexadecimal(_ bits: UInt64, digits: Int) -> String {
    let text = String(bits, radix: 16, uppercase: true)
    return String(repeating: "0", count: digits - text.count) + text
  }

  /// The numbers of a value in memory, as a constant of one axis.
  private func constant(of value: Value) -> String {
    func write<T: Scalar>(_: T.Type) -> String {
      let scalars = UnsafeBufferPointer(start: value.scalars(T.self), count: value.count)
      if let first = scalars.first, scalars.allSatisfy({ $0 == first }) {
        return constant(Double(first), [value.count], value.precision)
      }
      // The bytes as they lie in memory.
      let digits = Array("0123456789ABCDEF".utf8)
      let text = String(
        decoding: UnsafeRawBufferPointer(scalars).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
        as: UTF8.self)
      return line("stablehlo.constant dense<\"0x\(text)\"> : \(type([value.count], value.precision))")
    }
    return value.precision == .single ? write(Float.self) : write(Double.self)
  }

  // MARK: The whole text

  func text(arguments: [Value], results: [Value]) -> String {
    let names = results.map(name)
    let types = results.map(type)
    let parameters = arguments.map { "\(name($0)): \(type($0))" }.joined(separator: ", ")
    let lines = state.withLock { $0.lines }
    return """
      module @program {
        func.func public @main(\(parameters)) -> (\(types.joined(separator: ", "))) {
      \(lines.joined(separator: "\n"))
          return \(names.joined(separator: ", ")) : \(types.joined(separator: ", "))
        }
      }

      """
  }
}
