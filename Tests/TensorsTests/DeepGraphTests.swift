import Tensors
import Testing

/// Graphs deeper than a thread's stack has room for calls.
@Suite("Deep graphs")
struct DeepGraphTests {
  static let depth = 200_000

  @Test func gradientThroughAChain() {
    let x = Tensor(shape: [1], [1.5]).variable
    let y = (0..<Self.depth).reduce(x) { y, _ in y + x }
    #expect(gradient(of: y, wrt: [x])[0].scalar == Double(Self.depth + 1))
  }

  /// x to the power of 2 n + 1 where x is one, whose graph the gradient doubles.
  @Test func gradientOfAGradientOfAChain() {
    let (x, n) = (Tensor(shape: [1], [1.0]).variable, Double(Self.depth / 4))
    let power = (0..<Self.depth / 4).reduce(x) { power, _ in (power * x) * x }
    let first = gradient(of: power, wrt: [x], recording: true)[0]
    #expect(first.scalar == 2 * n + 1)
    #expect(gradient(of: first, wrt: [x])[0].scalar == (2 * n + 1) * 2 * n)
  }

  /// What another still holds is not freed with the rest.
  @Test func aPartOutlivesTheWhole() {
    let x = Tensor(shape: [1], [2.0]).variable
    var parts: [Tensor] = []
    do {
      var y = x
      for step in 0..<Self.depth {
        y = y + x
        if step == 9 { parts.append(y * y) }
      }
    }
    #expect(gradient(of: parts[0], wrt: [x])[0].scalar == 2 * 22 * 11)
  }
}
