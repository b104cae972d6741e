// The four kinds of primitive. An operation declares what it computes and, by its kind, its reverse rule follows;
// because every rule is written in primitives again, derivatives of any order exist. Nobody writes a
// second-derivative rule by hand.

/// A linear map and its transpose.
struct Linear: Sendable {
  let kernel: @Sendable (Value) -> Value
  let transpose: @Sendable () -> Linear

  func callAsFunction(_ x: Tensor) -> Tensor { self(x, result: kernel(x.value)) }

  /// Applies the map to a tensor for which the result is known already.
  func callAsFunction(_ x: Tensor, result: Value) -> Tensor {
    Tensor(result, origin: .recording([x.origin]) { [{ transpose()($0) }] })
  }
}

/// A sum of linear maps, one of each input: the sum in one pass, and the transpose of each map as a tensor
/// expression.
struct LinearSum: Sendable {
  let kernel: @Sendable (_ x: Value, _ y: Value) -> Value
  let transposes: (@Sendable (Tensor) -> Tensor, @Sendable (Tensor) -> Tensor)

  func callAsFunction(_ x: Tensor, _ y: Tensor) -> Tensor {
    Tensor(
      kernel(x.value, y.value),
      origin: .recording([x.origin, y.origin]) { [transposes.0, transposes.1] })
  }
}

/// One trilinear form ⟨a, b, c⟩, declared by its three partial contractions in cyclic order.
struct Trilinear: Sendable {
  typealias Contraction = @Sendable (Value, Value) -> Value

  /// a, b -> c; b, c -> a; c, a -> b.
  let ab: Contraction
  let bc: Contraction
  let ca: Contraction

  var rotated: Trilinear { Trilinear(ab: bc, bc: ca, ca: ab) }

  func callAsFunction(_ a: Tensor, _ b: Tensor) -> Tensor { self(a, b, result: ab(a.value, b.value)) }

  /// The contraction of a and b for which the result is known already.
  func callAsFunction(_ a: Tensor, _ b: Tensor, result: Value) -> Tensor {
    Tensor(
      result,
      origin: .recording([a.origin, b.origin]) { [{ rotated(b, $0) }, { rotated.rotated($0, a) }] })
  }
}

/// A function of one number applied to every element, and its derivative as a tensor expression.
struct Pointwise: Sendable {
  let kernel: @Sendable (Value) -> Value
  let derivative: @Sendable (Tensor) -> Tensor

  func callAsFunction(_ x: Tensor) -> Tensor {
    Tensor(kernel(x.value), origin: .recording([x.origin]) { [{ $0 * derivative(x) }] })
  }
}
