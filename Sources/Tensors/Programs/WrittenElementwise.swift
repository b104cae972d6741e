// How the kernels of one element at a time are written in a program.

extension ProgramWriter {
  /// An operation on elements of two values of one shape.
  func elementwise(_ operation: String, _ x: Value, _ y: Value) -> Value {
    precondition(x.shape == y.shape && x.precision == y.precision, "cannot \(operation) \(x.shape) and \(y.shape)")
    return value("stablehlo.\(operation) \(name(x)), \(name(y)) : \(type(x))", x.shape, x.precision)
  }

  func constant(_ number: Double, like x: Value) -> Value {
    Value(
      WrittenValue(program: self, name: constant(number, x.shape, x.precision)), shape: x.shape, x.precision)
  }

  func scaled(_ x: Value, by factor: Double) -> Value { elementwise("multiply", constant(factor, like: x), x) }

  func sum(_ x: Value, _ factor: Double, times y: Value) -> Value {
    factor == -1 ? elementwise("subtract", x, y) : elementwise("add", x, scaled(y, by: factor))
  }

  /// x where the reference is above zero, y elsewhere.
  private func choice(_ x: Value, whereAboveZero reference: Value, else y: Value) -> Value {
    let zero = constant(0, like: reference)
    let flags = Self.type(x.shape, "i1")
    let isAbove = line(
      "stablehlo.compare GT, \(name(reference)), \(name(zero)), FLOAT : (\(type(reference)), \(type(reference))) -> \(flags)"
    )
    return value("stablehlo.select \(isAbove), \(name(x)), \(name(y)) : \(flags), \(type(x))", x.shape, x.precision)
  }

  func gated(_ x: Value, by reference: Value, slope: Double) -> Value {
    choice(x, whereAboveZero: reference, else: scaled(x, by: slope))
  }

  func shiftedAndGated(_ x: Value, by offsets: Value, slope: Double) -> Value {
    let shifted = shifted(x, by: offsets, sign: -1)
    return gated(shifted, by: shifted, slope: slope)
  }

  func map<F: ScalarFunction>(_ function: F.Type, _ x: Value) -> Value {
    guard let operation = F.operation else { fatalError("\(F.self) has no name in StableHLO: no program can have it") }
    if F.self == Reciprocal.self { return elementwise(operation, constant(1, like: x), x) }
    return value("stablehlo.\(operation) \(name(x)) : \(type(x))", x.shape, x.precision)
  }

  func clipped(_ x: Value, to bounds: ClosedRange<Double>) -> Value {
    let (low, high) = (scalar(bounds.lowerBound, x.precision), scalar(bounds.upperBound, x.precision))
    let scalar = type([], x.precision)
    return value(
      "stablehlo.clamp \(low), \(name(x)), \(high) : (\(scalar), \(type(x)), \(scalar)) -> \(type(x))", x.shape,
      x.precision)
  }
}
