import Networks
import Tensors

/// The programs that meta-training is made of, for one learner type and the sizes of one teacher. Each is written and
/// compiled once and run for every inner step; rates, momenta and all else that changes are inputs.
///
/// What an input or a result is made of stands in the order of the tensors here: of a learner's parameters, θ; of its
/// velocity, v; of its stored statistics; of the generator's weights, folded; and "the step": latents [batch, latent],
/// labels [batch, 10], a one at the step's place among zeros [steps], logarithms of all rates and momenta [steps].
struct TeachingPrograms: Sendable {
  let architecture: Architecture
  let generator: Generator
  /// Inner steps, and items of each.
  let steps: Int
  let batch: Int
  let precision: Precision
  let allowsTF32: Bool

  init(_ architecture: Architecture, _ teacher: Teacher, allowsTF32: Bool) {
    self.architecture = architecture
    generator = teacher.generator
    (steps, batch) = (teacher.curriculum.steps, teacher.curriculum.batch)
    precision = teacher.curriculum.latents[0].precision
    self.allowsTF32 = allowsTF32
  }

  // MARK: What goes in and out

  var parameterTypes: [TensorType] { architecture.parameterShapes.map { type($0.shape) } }
  var statisticsTypes: [TensorType] { architecture.statisticsShapes.map(type) }
  var weightTypes: [TensorType] { generator.parameterShapes.map { type($0.shape) } }
  var latentType: TensorType { type([batch, generator.latent]) }
  var stepType: TensorType { type([steps]) }
  private var stepTypes: [TensorType] { [latentType, type([batch, 10]), stepType, stepType, stepType] }
  func type(_ shape: [Int]) -> TensorType { TensorType(shape, precision) }
  /// Whether the stored statistics depend on those before.
  var keepsStatistics: Bool { architecture.runningMomentum > 0 }

  func program(_ name: String, _ inputs: [[TensorType]], _ body: (inout Arguments) -> [Tensor]) -> Program {
    Program(name, inputs: inputs.flatMap { $0 }, allowsTF32: allowsTF32) { tensors in
      var arguments = Arguments(tensors)
      return body(&arguments)
    }
  }

  private func parameters(_ arguments: inout Arguments) -> Parameters {
    let shapes = architecture.parameterShapes
    return Parameters(zip(shapes.map(\.key), arguments.take(shapes.count)).map { ($0, $1) })
  }
  func weights(_ arguments: inout Arguments) -> Parameters {
    let shapes = generator.parameterShapes
    return Parameters(zip(shapes.map(\.key), arguments.take(shapes.count)).map { ($0, $1) })
  }

  // MARK: Inner steps

  /// θ, v, statistics (where they depend on those before), weights, the step -> θ', v', statistics', loss [1].
  var lesson: Program {
    let statistics = keepsStatistics ? statisticsTypes : []
    return program("a lesson", [parameterTypes, parameterTypes, statistics, weightTypes, stepTypes]) { arguments in
      let (before, velocity) = (parameters(&arguments), parameters(&arguments))
      let stored = keepsStatistics ? architecture.statistics(arguments.take(statistics.count)) : nil
      let weights = weights(&arguments)
      let step = Step(&arguments)
      let batch = Batch(images: generator(step.latents, step.oneHot, folded: weights), oneHot: step.oneHot)
      let lesson = Lesson(batch, at: before, of: architecture, recording: false)
      let after = lesson.gradients.zip(velocity) { $0.detached + $1.scaled(by: step.momentum) }
      let moved = before.zip(after) { $0 - $1.scaled(by: step.rate) }
      let seen = lesson.statistics.averaged(into: stored, momentum: architecture.runningMomentum)
      return moved.tensors + after.tensors + seen.tensors + [lesson.lossTensor]
    }
  }

  /// θ, statistics, real images, their labels, λ -> λ plus the gradient of the loss at θ, that loss [1].
  ///
  /// - Parameter count: images in the batch.
  func realLoss(count: Int) -> Program {
    let images = [type([count, architecture.side, architecture.side, 1]), type([count, 10])]
    return program("a loss on real images", [parameterTypes, statisticsTypes, images, parameterTypes]) { arguments in
      let variables = parameters(&arguments).map(\.variable)
      let statistics = architecture.statistics(arguments.take(statisticsTypes.count))
      let batch = Batch(images: arguments.take(), oneHot: arguments.take())
      let adjoint = parameters(&arguments)
      let loss = architecture.evaluationLoss(variables, statistics, batch)
      let gradients = gradient(of: loss, wrt: variables.tensors)
      return zip(adjoint.tensors, gradients).map { $0 + $1 } + [loss.detached]
    }
  }

  /// The reverse of one inner step (`MetaObjective`): θ, v, v', λ', μ', weights, the step, and the gradients so far with
  /// respect to weights, log rates and log momenta -> λ, μ, those gradients, and that of the latents.
  var pullBack: Program {
    let inputs = [
      parameterTypes, parameterTypes, parameterTypes, parameterTypes, parameterTypes, weightTypes, stepTypes,
      weightTypes,
      [stepType, stepType],
    ]
    return program("the reverse of a lesson", inputs) { arguments in
      let (before, velocityBefore) = (parameters(&arguments), parameters(&arguments))
      let (velocityAfter, adjoint) = (parameters(&arguments), parameters(&arguments))
      let velocityAdjoint = parameters(&arguments)
      let weights = weights(&arguments).map(\.variable)
      let step = Step(&arguments)
      let soFar = self.weights(&arguments)
      let (rates, momenta) = (arguments.take(), arguments.take())

      let direction = velocityAdjoint.zip(adjoint) { $0 - $1.scaled(by: step.rate) }
      let rateGradient = -(step.rate * adjoint.product(velocityAfter))
      let momentumGradient = step.momentum * direction.product(velocityBefore)

      let latents = step.latents.variable
      let images = generator(latents, step.oneHot, folded: weights)
      let lesson = Lesson(
        Batch(images: images, oneHot: step.oneHot), at: before, of: architecture, recording: true)
      let motion = lesson.pulledBack(direction)
      let pulled = gradient(of: [images], along: [motion.images], wrt: weights.tensors + [latents])
      return adjoint.zip(motion.parameters) { $0 + $1 }.tensors
        + direction.map { $0.scaled(by: step.momentum) }.tensors
        + zip(soFar.tensors, pulled).map { $0 + $1 }
        + [rates + step.selector.scaled(by: rateGradient), momenta + step.selector.scaled(by: momentumGradient)]
        + [pulled.last!]
    }
  }
}
