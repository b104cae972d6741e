import Synchronization

/// How a tensor was computed: what it came from, and how a cotangent of it becomes theirs.
///
/// A pullback holds no tensors but constants and those whose origins are the parents.
final class Origin: Sendable {
  typealias Pullback = @Sendable (Tensor) -> Tensor

  /// Rises with every operation, so that an origin's number is larger than those of its parents.
  let number: Int
  // Written by `deinit` alone.
  nonisolated(unsafe) private(set) var parents: [Origin?]
  nonisolated(unsafe) private(set) var pullbacks: [Pullback]

  private static let counter = Atomic<Int>(0)

  private init(parents: [Origin?], pullbacks: [Pullback]) {
    number = Self.counter.wrappingAdd(1, ordering: .relaxed).newValue
    self.parents = parents
    self.pullbacks = pullbacks
  }

  static func leaf() -> Origin { Origin(parents: [], pullbacks: []) }

  /// The origin of an operation on `parents`, or nil where no gradient can ask for it.
  static func recording(_ parents: [Origin?], _ pullbacks: () -> [Pullback]) -> Origin? {
    guard Recording.isOn, parents.contains(where: { $0 != nil }) else { return nil }
    return Origin(parents: parents, pullbacks: pullbacks())
  }

  /// Frees what only this origin led to one by one: a graph may be deeper than the stack.
  deinit {
    var released = release()
    while var origin = released.popLast() {
      // Whoever else holds it frees it later.
      if isKnownUniquelyReferenced(&origin) { released += origin.release() }
    }
  }

  /// Lets go of everything; the parents are the caller's then.
  private func release() -> [Origin] {
    let released = parents.compactMap { $0 }
    pullbacks = []
    parents = []
    return released
  }
}

enum Recording {
  @TaskLocal static var isOn = true
}

/// Computes without remembering how: for evaluation, where no gradient will be asked for.
public func withoutRecording<Result>(_ body: () throws -> Result) rethrows -> Result {
  try Recording.$isOn.withValue(false, operation: body)
}

/// The gradients of `output`, summed over its elements, with respect to each of `inputs` (reverse mode).
///
/// Only paths that lead to one of the inputs are followed: an attack that asks for the image's gradient
/// computes none of the parameters'. An input that the output does not depend on has gradient zero.
///
/// - Parameter recording: whether the gradients can be differentiated again.
public func gradient(of output: Tensor, wrt inputs: [Tensor], recording: Bool = false) -> [Tensor] {
  let ones = Tensor(repeating: 1, shape: output.shape, output.precision)
  return gradient(of: [output], along: [ones], wrt: inputs, recording: recording)
}

/// The gradients of the inner products of several outputs with one direction each, summed: what
/// ``gradient(of:wrt:recording:)`` is for one output and a direction of ones.
public func gradient(
  of outputs: [Tensor], along directions: [Tensor], wrt inputs: [Tensor], recording: Bool = false
) -> [Tensor] {
  precondition(
    outputs.map(\.shape) == directions.map(\.shape), "every output needs a direction of its shape")
  return Recording.$isOn.withValue(recording) {
    let wanted = Set(inputs.compactMap { $0.origin?.number })
    let path = Path(from: outputs.compactMap(\.origin), to: wanted)
    var cotangents: [Int: Tensor] = [:]
    func add(_ contribution: Tensor, to origin: Origin) {
      cotangents[origin.number] = cotangents[origin.number].map { $0 + contribution } ?? contribution
    }
    for (output, direction) in zip(outputs, directions) {
      if let origin = output.origin { add(direction, to: origin) }
    }
    for origin in path.origins {
      // The cotangent of an input is the answer; any other is spent here.
      let cotangent = cotangents[origin.number]
      if !wanted.contains(origin.number) { cotangents[origin.number] = nil }
      guard let cotangent else { continue }
      for case (let parent?, let pullback) in zip(origin.parents, origin.pullbacks)
      where path.contains(parent) {
        add(pullback(cotangent), to: parent)
      }
    }
    return inputs.map { input in
      input.origin.flatMap { cotangents[$0.number] }
        ?? Tensor(repeating: 0, shape: input.shape, input.precision)
    }
  }
}

/// The operations that lie between outputs and the inputs asked for, last computed first.
private struct Path {
  private(set) var origins: [Origin] = []
  private var leads: [Int: Bool] = [:]

  init(from outputs: [Origin], to inputs: Set<Int>) {
    // Parents before what came of them. On a stack of its own: a graph may be deeper than the thread's.
    var stack = outputs
    while let origin = stack.popLast() {
      guard leads[origin.number] == nil else { continue }
      let parents = origin.parents.compactMap { $0 }
      let unknown = parents.filter { leads[$0.number] == nil }
      guard unknown.isEmpty else {
        stack += [origin] + unknown
        continue
      }
      let answer = inputs.contains(origin.number) || parents.contains { contains($0) }
      leads[origin.number] = answer
      if answer { origins.append(origin) }
    }
    origins.sort { $0.number > $1.number }
  }

  /// Whether an origin leads back to one of the inputs.
  func contains(_ origin: Origin) -> Bool { leads[origin.number] ?? false }
}
