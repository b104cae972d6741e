/// Functions from values to values: all arithmetic happens here, and none of it knows of derivatives.
enum Kernels {}

// MARK: Element by element

extension Kernels {
  static func fill(_ constant: Double, shape: [Int], _ precision: Precision) -> Value {
    func run<T: Scalar>(_: T.Type) -> Value {
      let result = Value(uninitialised: shape, precision)
      let out = result.mutable(T.self)
      Parallel.ranges(result.count, grain: Parallel.elementGrain) { range in
        for i in range { out[i] = T(constant) }
      }
      return result
    }
    return precision == .single ? run(Float.self) : run(Double.self)
  }

  /// x + y
  static func sum(_ x: Value, _ y: Value) -> Value {
    if let program = ProgramWriter.of(x, y) { return program.elementwise("add", x, y) }
    precondition(x.shape == y.shape, "cannot add \(x.shape) and \(y.shape)")
    func run<T: Scalar>(_: T.Type) -> Value {
      let result = Value(uninitialised: x.shape, x.precision)
      let (out, a, b) = (result.mutable(T.self), x.scalars(T.self), y.scalars(T.self))
      Parallel.ranges(result.count, grain: Parallel.elementGrain) { range in
        for i in range { out[i] = a[i] + b[i] }
      }
      return result
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }

  /// x + factor y
  static func sum(_ x: Value, _ factor: Double, times y: Value) -> Value {
    if let program = ProgramWriter.of(x, y) { return program.sum(x, factor, times: y) }
    precondition(x.shape == y.shape, "cannot add \(x.shape) and \(y.shape)")
    func run<T: Scalar>(_: T.Type) -> Value {
      let result = Value(uninitialised: x.shape, x.precision)
      let (out, a, b, factor) = (result.mutable(T.self), x.scalars(T.self), y.scalars(T.self), T(factor))
      Parallel.ranges(result.count, grain: Parallel.elementGrain) { range in
        for i in range { out[i] = a[i] + factor * b[i] }
      }
      return result
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }

  /// factor x
  static func scaled(_ x: Value, by factor: Double) -> Value {
    if let program = ProgramWriter.of(x) { return program.scaled(x, by: factor) }
    func run<T: Scalar>(_: T.Type) -> Value {
      let result = Value(uninitialised: x.shape, x.precision)
      let (out, a, factor) = (result.mutable(T.self), x.scalars(T.self), T(factor))
      Parallel.ranges(result.count, grain: Parallel.elementGrain) { range in
        for i in range { out[i] = factor * a[i] }
      }
      return result
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }

  /// x y
  static func product(_ x: Value, _ y: Value) -> Value {
    if let program = ProgramWriter.of(x, y) { return program.elementwise("multiply", x, y) }
    precondition(x.shape == y.shape, "cannot multiply \(x.shape) and \(y.shape)")
    func run<T: Scalar>(_: T.Type) -> Value {
      let result = Value(uninitialised: x.shape, x.precision)
      let (out, a, b) = (result.mutable(T.self), x.scalars(T.self), y.scalars(T.self))
      Parallel.ranges(result.count, grain: Parallel.elementGrain) { range in
        for i in range { out[i] = a[i] * b[i] }
      }
      return result
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }

  /// x where the reference is above zero, slope x elsewhere.
  static func gated(_ x: Value, by reference: Value, slope: Double) -> Value {
    if let program = ProgramWriter.of(x, reference) { return program.gated(x, by: reference, slope: slope) }
    func run<T: Scalar>(_: T.Type) -> Value {
      let result = Value(uninitialised: x.shape, x.precision)
      let (out, a, gate) = (result.mutable(T.self), x.scalars(T.self), reference.scalars(T.self))
      let slope = T(slope)
      Parallel.ranges(result.count, grain: Parallel.elementGrain) { range in
        for i in range { out[i] = gate[i] > 0 ? a[i] : slope * a[i] }
      }
      return result
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }
}

// MARK: Functions of one number

/// A function of one number, as a type so that its loop is compiled with the function inside.
protocol ScalarFunction {
  /// Its name in StableHLO; nil for a function that programs cannot have.
  static var operation: String? { get }
  static func apply<T: Scalar>(_ x: T) -> T
}

extension ScalarFunction {
  static var operation: String? { nil }
}

enum Exponential: ScalarFunction {
  static var operation: String? { "exponential" }
  static func apply<T: Scalar>(_ x: T) -> T { T.exponential(x) }
}
enum Logarithm: ScalarFunction {
  static var operation: String? { "log" }
  static func apply<T: Scalar>(_ x: T) -> T { T.logarithm(x) }
}
enum HyperbolicTangent: ScalarFunction {
  static var operation: String? { "tanh" }
  static func apply<T: Scalar>(_ x: T) -> T { T.hyperbolicTangent(x) }
}
enum Reciprocal: ScalarFunction {
  /// Of one and the argument.
  static var operation: String? { "divide" }
  static func apply<T: Scalar>(_ x: T) -> T { 1 / x }
}
enum SquareRoot: ScalarFunction {
  static var operation: String? { "sqrt" }
  static func apply<T: Scalar>(_ x: T) -> T { x.squareRoot() }
}
enum Sign: ScalarFunction {
  static var operation: String? { "sign" }
  static func apply<T: Scalar>(_ x: T) -> T { x > 0 ? 1 : (x < 0 ? -1 : 0) }
}

extension Kernels {
  static func map<F: ScalarFunction>(_ function: F.Type, _ x: Value) -> Value {
    if let program = ProgramWriter.of(x) { return program.map(function, x) }
    func run<T: Scalar>(_: T.Type) -> Value {
      let result = Value(uninitialised: x.shape, x.precision)
      let (out, a) = (result.mutable(T.self), x.scalars(T.self))
      Parallel.ranges(result.count, grain: Parallel.elementGrain / 4) { range in
        for i in range { out[i] = F.apply(a[i]) }
      }
      return result
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }

  static func clipped(_ x: Value, to bounds: ClosedRange<Double>) -> Value {
    if let program = ProgramWriter.of(x) { return program.clipped(x, to: bounds) }
    func run<T: Scalar>(_: T.Type) -> Value {
      let result = Value(uninitialised: x.shape, x.precision)
      let (out, a) = (result.mutable(T.self), x.scalars(T.self))
      let (low, high) = (T(bounds.lowerBound), T(bounds.upperBound))
      Parallel.ranges(result.count, grain: Parallel.elementGrain) { range in
        for i in range { out[i] = min(high, max(low, a[i])) }
      }
      return result
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }
}
