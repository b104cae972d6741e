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
  public let architecture: Architecture
  /// Whether the parameters before every inner step but the first add a loss of their own.
  public let intermediateLosses: Bool

  public init(architecture: Architecture, intermediateLosses: Bool = true) {
    self.architecture = architecture
    self.intermediateLosses = intermediateLosses
  }

  /// The exact meta-gradient (reference, section 5).
  ///
  /// Forward, for t = 0 ..< T:      v[t+1] = m[t] v[t] + g(θ[t], x[t]),   θ[t+1] = θ[t] - a[t] v[t+1],
  /// with x[t] the generator's images, g the gradient of the training loss, a = exp(log rate) and
  /// m = exp(log momentum). The objective is L(θ[T]) plus L(θ[t]) for every t >= 1, each on a real batch of
  /// its own, with the statistics that the step before left behind.
  ///
  /// Every θ[t] and v[t] is kept; the graph of a step is not, but made again in the reverse sweep.
  ///
  /// - Parameter realBatch: the batch of the loss at θ[t], for t in 1...T.
  public func gradient(
    of teacher: Teacher, from initial: Parameters, realBatch: (Int) -> Batch
  ) -> Hypergradient {
    let steps = teacher.curriculum.steps
    var visited = [Student(initial)]
    var innerLosses: [Double] = []
    for step in 0..<steps {
      var student = visited[step]
      innerLosses.append(
        student.learn(teacher.batch(step), of: architecture, by: teacher.curriculum))
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
      pullBack(through: step, from: visited[step], to: after, teacher, &adjoint, &result)
    }
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
  ///
  /// H u and ⟨u, ∂g/∂x⟩ are how the training loss's gradients in θ and x move as θ moves along u: forward
  /// mode over reverse mode.
  private func pullBack(
    through step: Int, from before: Student, to after: Student, _ teacher: Teacher,
    _ adjoint: inout Adjoint, _ result: inout Hypergradient
  ) {
    let (rate, momentum) = (
      teacher.curriculum.learningRate(step), teacher.curriculum.momentum(step)
    )
    let direction = adjoint.velocity.zip(adjoint.parameters) { $0 - rate * $1 }
    result.logLearningRate[step] = -rate * adjoint.parameters.dot(after.velocity)
    result.logMomentum[step] = momentum * direction.dot(before.velocity)

    let latents = teacher.curriculum.latents[step].variable
    let weights = teacher.parameters.map(\.variable)
    let oneHot = teacher.oneHot(step)
    let images = teacher.generator(latents, oneHot, weights)

    let moving = before.parameters.zip(direction) { $0.variable.moving(along: $1) }
    let seen = images.detached.variable
    let (loss, _) = architecture.trainingLoss(moving, Batch(images: seen, oneHot: oneHot))
    let motion = Tensors.gradient(of: loss, wrt: moving.tensors + [seen]).map(\.tangentOrZero)

    adjoint.parameters = adjoint.parameters.zip(adjoint.parameters.with(motion.dropLast())) { $0 + $1 }
    adjoint.velocity = direction.map { momentum * $0 }

    let pulled = Tensors.gradient(of: images.dot(motion.last!), wrt: weights.tensors + [latents])
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

extension Tensor {
  fileprivate var tangentOrZero: Tensor {
    tangent ?? Tensor(repeating: 0, shape: shape, precision)
  }
}
