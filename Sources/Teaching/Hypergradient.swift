import Foundation
import Networks
import Tensors

/// The gradient of a meta-loss with respect to all that a teacher learns.
public struct Hypergradient: Sendable {
  /// With respect to the generator's parameters.
  public var generator: Parameters
  /// With respect to the latents of every inner step.
  public var latents: [Tensor]
  /// With respect to log learning rate and log momentum of every inner step.
  public var logLearningRate: [Double]
  public var logMomentum: [Double]

  /// The summed meta-loss, its last term, and the training loss before every inner step.
  public var metaLoss = 0.0
  public var finalLoss = 0.0
  public var innerLosses: [Double] = []
  /// The learner as the teacher left it.
  public var student: Student
}

/// Differentiates through the whole training of a learner.
public struct MetaObjective: Sendable {
  /// What the teacher trains.
  public let architecture: Architecture
  /// Whether the parameters before every inner step but the first add a loss of their own.
  public let intermediateLosses: Bool
  /// Lessons and the graphs of their images are kept while they take fewer bytes than this; results do not depend
  /// on it. If nil, a gigabyte, or nine tenths of what the parameters and velocities of all inner steps take anyway,
  /// if that is more.
  public var memory: Int?
  private static let leastMemory = 1_000_000_000

  /// - Parameter intermediateLosses: true as in the original run, false as in the report's text
  ///   (DIVERGENCES.md, 10).
  public init(architecture: Architecture, intermediateLosses: Bool = true) {
    self.architecture = architecture
    self.intermediateLosses = intermediateLosses
  }

  /// The exact meta-gradient (its objective: DIVERGENCES.md, 10).
  ///
  /// Forward, for t = 0 ..< T:      v[t+1] = m[t] v[t] + g(θ[t], x[t]),   θ[t+1] = θ[t] - a[t] v[t+1],
  /// with x[t] the generator's images, g the gradient of the training loss, a = exp(log rate) and
  /// m = exp(log momentum). The objective is L(θ[T]) plus L(θ[t]) for every t >= 1, each on a real batch of
  /// its own, with the statistics that the step before left behind.
  ///
  /// Every θ[t] and v[t] is kept. The lessons and their images, which the reverse sweep differentiates, are kept as
  /// far as there is memory; the others are computed again, to the same numbers.
  ///
  /// - Parameter realBatch: the batch of the loss at θ[t], for t in 1...T.
  public func gradient(
    of teacher: Teacher, from initial: Parameters, realBatch: (Int) -> Batch
  ) -> Hypergradient {
    let steps = teacher.curriculum.steps
    let raw = teacher.parameters.map(\.variable)
    let folded = teacher.generator.folded(raw)
    let weights = folded.map(\.detached.variable)
    let states = steps * 2 * initial.tensors.map(\.byteCount).reduce(0, +)
    var memory = LessonMemory(limit: memory ?? max(Self.leastMemory, states * 9 / 10), steps: steps)
    var visited = [Student(initial)]
    var kept: [KeptStep] = []
    var innerLosses: [Double] = []
    for step in 0..<steps {
      var student = visited[step]
      let keepsLesson = memory.keepsLesson
      let bytesBefore = Tensor.bytesHeld
      let recorded = memory.keepsImages ? RecordedImages(step, of: teacher, weights) : nil
      let images = recorded?.images ?? teacher.images(step, weights)
      let bytesOfImages = Tensor.bytesHeld - bytesBefore
      let batch = Batch(images: images, oneHot: teacher.oneHot(step))
      let lesson = Lesson(batch, at: student.parameters, of: architecture, recording: keepsLesson)
      if keepsLesson {
        memory.take(images: bytesOfImages, lesson: Tensor.bytesHeld - bytesBefore - bytesOfImages)
      }
      student.learn(lesson, of: architecture, by: teacher.curriculum)
      innerLosses.append(lesson.loss)
      kept.append(KeptStep(images: recorded, lesson: keepsLesson ? lesson : nil))
      visited.append(student)
    }

    var result = Hypergradient(
      generator: teacher.parameters.zeros, latents: teacher.curriculum.latents,
      logLearningRate: Array(repeating: 0, count: steps), logMomentum: Array(repeating: 0, count: steps),
      innerLosses: innerLosses, student: visited[steps])
    var adjoint = Adjoint(parameters: initial.zeros, velocity: initial.zeros)
    // Invariant, at the top: `adjoint` is the derivative of all losses at θ[t+2] and later with respect to
    // θ[t+1] and v[t+1], and the results for the steps after t are complete.
    for step in (0..<steps).reversed() {
      let after = visited.removeLast()
      if intermediateLosses || step == steps - 1 {
        let loss = addLoss(at: after, realBatch(step + 1), to: &adjoint)
        if step == steps - 1 { result.finalLoss = loss }
        result.metaLoss += loss
      }
      pullBack(
        through: step, kept.removeLast(), from: visited[step], to: after, teacher, weights, &adjoint, &result)
    }
    // So far with respect to the folded parameters.
    result.generator = raw.with(
      Tensors.gradient(of: folded.tensors, along: result.generator.tensors, wrt: raw.tensors))
    return result
  }

  /// Adds the gradient of a meta-loss at a student's parameters; returns the loss.
  private func addLoss(at student: Student, _ batch: Batch, to adjoint: inout Adjoint) -> Double {
    let variables = student.parameters.map(\.variable)
    let loss = architecture.evaluationLoss(variables, student.statistics!, batch)
    let gradients = Tensors.gradient(of: loss, wrt: variables.tensors)
    adjoint.parameters = adjoint.parameters.zip(adjoint.parameters.with(gradients)) { $0 + $1 }
    return loss.scalar
  }

  /// The reverse of one inner step. With ' for step t + 1, λ and μ the adjoints of θ and v:
  ///
  ///     u = μ' - a λ'                     the adjoint of v' in all, and so that of g
  ///     ∂/∂log a = -a ⟨λ', v'⟩            ∂/∂log m = m ⟨u, v⟩
  ///     λ = λ' + H u                      H, the Hessian of the training loss in θ, is symmetric
  ///     μ = m u                           and ⟨u, ∂g/∂x⟩ goes back through the generator
  private func pullBack(
    through step: Int, _ kept: KeptStep, from before: Student, to after: Student, _ teacher: Teacher,
    _ weights: Parameters, _ adjoint: inout Adjoint, _ result: inout Hypergradient
  ) {
    let (rate, momentum) = (
      teacher.curriculum.learningRate(step), teacher.curriculum.momentum(step)
    )
    let direction = adjoint.velocity.zip(adjoint.parameters) { $0.adding(-rate, times: $1) }
    result.logLearningRate[step] = -rate * adjoint.parameters.dot(after.velocity)
    result.logMomentum[step] = momentum * direction.dot(before.velocity)

    let recorded = kept.images ?? RecordedImages(step, of: teacher, weights)
    let batch = Batch(images: recorded.images, oneHot: teacher.oneHot(step))
    let lesson =
      kept.lesson ?? Lesson(batch, at: before.parameters, of: architecture, recording: true)
    let motion = lesson.pulledBack(direction)
    adjoint.parameters = adjoint.parameters.zip(motion.parameters) { $0 + $1 }
    adjoint.velocity = direction.map { momentum * $0 }

    let pulled = Tensors.gradient(
      of: [recorded.images], along: [motion.images], wrt: weights.tensors + [recorded.latents])
    result.generator = result.generator.zip(weights.with(pulled.dropLast())) { $0 + $1 }
    result.latents[step] = pulled.last!
  }
}

/// The derivatives of the meta-loss with respect to a student's parameters and velocity.
private struct Adjoint {
  var parameters: Parameters
  var velocity: Parameters
}

extension Parameters {
  /// The inner product over all tensors.
  fileprivate func dot(_ other: Parameters) -> Double {
    Swift.zip(tensors, other.tensors).map { $0.dot($1).scalar }.reduce(0, +)
  }

  fileprivate func with(_ tensors: ArraySlice<Tensor>) -> Parameters { with(Array(tensors)) }
}
