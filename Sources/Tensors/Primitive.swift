// The three kinds of primitive. An operation declares what it computes and, by its kind, its reverse
// and forward rules follow; because every rule is written in primitives again, derivatives of any order
// exist. Nobody writes a second-derivative rule by hand.

/// A linear map and its transpose.
struct Linear: Sendable {
  let kernel: @Sendable (Value) -> Value
  let transpose: @Sendable () -> Linear

  func callAsFunction(_ x: Tensor) -> Tensor { self(x, result: kernel(x.value)) }

  /// Applies the map to a tensor for which the result is known already.
  func callAsFunction(_ x: Tensor, result: Value) -> Tensor {
    Tensor(
      result,
      origin: .recording([x.origin]) { [{ transpose()($0) }] },
      tangent: x.tangent.map { self($0) })
  }
}

/// One trilinear form ⟨a, b, c⟩, declared by its three partial contractions in cyclic order.
///
/// A contraction takes pairs and returns the sum over them, because the product rule yields pairs:
/// one call then reads and writes the result once.
struct Trilinear: Sendable {
  typealias Contraction = @Sendable (_ pairs: [(Value, Value)]) -> Value

  /// a, b -> c; b, c -> a; c, a -> b.
  let ab: Contraction
  let bc: Contraction
  let ca: Contraction

  var rotated: Trilinear { Trilinear(ab: bc, bc: ca, ca: ab) }

  func callAsFunction(_ a: Tensor, _ b: Tensor) -> Tensor { self([(a, b)]) }

  /// The contraction of a and b for which the result is known already.
  func callAsFunction(_ a: Tensor, _ b: Tensor, result: Value) -> Tensor { self([(a, b)], result: result) }

  func callAsFunction(_ pairs: [(Tensor, Tensor)], result: Value? = nil) -> Tensor {
    // a(b + db) + (a + da) b: the product rule, one pair for every factor that moves.
    let moving = pairs.flatMap { a, b in
      [a.tangent.map { ($0, b.primal) }, b.tangent.map { (a.primal, $0) }].compactMap { $0 }
    }
    return Tensor(
      result ?? ab(pairs.map { ($0.value, $1.value) }),
      origin: .recording(pairs.flatMap { [$0.origin, $1.origin] }) {
        pairs.flatMap { a, b -> [Origin.Pullback] in
          [{ rotated(b, $0) }, { rotated.rotated($0, a) }]
        }
      },
      tangent: moving.isEmpty ? nil : self(moving))
  }
}

/// A function of one number applied to every element, and its derivative as a tensor expression.
struct Pointwise: Sendable {
  let kernel: @Sendable (Value) -> Value
  let derivative: @Sendable (Tensor) -> Tensor

  func callAsFunction(_ x: Tensor) -> Tensor {
    Tensor(
      kernel(x.value),
      origin: .recording([x.origin]) { [{ $0 * derivative(x) }] },
      tangent: x.tangent.map { $0 * derivative(x.primal) })
  }
}
