import Tensors

/// Numbers as bytes, in the order in which they are appended; read by one who knows how many there are of each. Machines
/// that share out learners are of a kind, so nothing is converted.
public struct NumberStream {
  public private(set) var bytes: [UInt8]
  private var position = 0

  public init(_ bytes: [UInt8] = []) { self.bytes = bytes }

  public mutating func append(_ numbers: [Double]) { numbers.withUnsafeBytes { bytes += $0 } }

  /// - Parameter tensors: in float32.
  public mutating func append(_ tensors: [Tensor]) {
    for tensor in tensors { tensor.floats.withUnsafeBytes { bytes += $0 } }
  }

  public mutating func append(_ other: NumberStream) { bytes += other.bytes }

  public mutating func doubles(_ count: Int) -> [Double] { next(count, as: Double.self) }

  public mutating func tensors(like others: [Tensor]) -> [Tensor] {
    others.map { Tensor(shape: $0.shape, next($0.count, as: Float.self)) }
  }

  /// What is left, as UTF-8.
  public mutating func text() -> String {
    String(decoding: next(bytes.count - position, as: UInt8.self), as: UTF8.self)
  }

  private mutating func next<Number>(_ count: Int, as type: Number.Type) -> [Number] {
    let size = count * MemoryLayout<Number>.stride
    precondition(position + size <= bytes.count, "the message is too short")
    defer { position += size }
    return bytes.withUnsafeBytes { bytes in
      (0..<count).map { bytes.loadUnaligned(fromByteOffset: position + $0 * MemoryLayout<Number>.stride, as: type) }
    }
  }
}

extension NumberStream {
  public mutating func append(_ teacher: Teacher) {
    append(teacher.parameters.tensors + teacher.curriculum.latents)
    append(teacher.curriculum.logLearningRate + teacher.curriculum.logMomentum)
  }

  /// Takes over what was appended of a teacher of the same shapes.
  public mutating func read(into teacher: inout Teacher) {
    let steps = teacher.curriculum.steps
    teacher.parameters = teacher.parameters.with(tensors(like: teacher.parameters.tensors))
    teacher.curriculum.latents = tensors(like: teacher.curriculum.latents)
    teacher.curriculum.logLearningRate = doubles(steps)
    teacher.curriculum.logMomentum = doubles(steps)
  }

  public mutating func append(_ gradient: Hypergradient) {
    append(gradient.generator.tensors + gradient.latents)
    append(gradient.logLearningRate + gradient.logMomentum + [gradient.metaLoss, gradient.finalLoss])
  }

  /// The meta-gradient of another learner.
  ///
  /// - Parameter first: one of the same teacher, whose learner it tells of.
  public mutating func gradient(like first: Hypergradient) -> Hypergradient {
    var gradient = first
    gradient.generator = first.generator.with(tensors(like: first.generator.tensors))
    gradient.latents = tensors(like: first.latents)
    gradient.logLearningRate = doubles(first.logLearningRate.count)
    gradient.logMomentum = doubles(first.logMomentum.count)
    let losses = doubles(2)
    (gradient.metaLoss, gradient.finalLoss) = (losses[0], losses[1])
    return gradient
  }
}
