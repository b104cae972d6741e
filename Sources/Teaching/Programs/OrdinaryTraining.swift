import Accelerator
import Networks
import Tensors

/// Training on a data set by Adam, on a device: the loss is the cross-entropy of the log-probabilities taken as logits, a
/// second log-softmax, as in the original. For one thread at a time.
public final class OrdinaryTraining {
  private let architecture: Architecture
  private let accelerator: Accelerator
  private let initial: Parameters
  private let optimiser: Adam
  /// Updates done.
  private var step = 0
  /// θ, both moments, stored statistics.
  private var state: [DeviceTensor]

  /// - Throws: `AcceleratorError` if there is no room.
  public init(_ architecture: Architecture, from initial: Parameters, on accelerator: Accelerator) throws {
    (self.architecture, self.accelerator, self.initial) = (architecture, accelerator, initial)
    optimiser = Adam(like: initial.tensors)
    let precision = initial.tensors[0].precision
    let statistics = architecture.statisticsShapes.map { Tensor(repeating: 0, shape: $0, precision) }
    state = try accelerator.uploaded(initial.tensors + optimiser.first + optimiser.second + statistics)
  }

  /// One update. The stored statistics are those of the batch before it.
  public func learn(_ batch: Batch, learningRate: Double) throws {
    let program = Self.update(
      architecture, batch.images.type, batch.oneHot.type, allowsTF32: accelerator.allowsTF32)
    let scales = Adam(step: step, first: [], second: []).scales(learningRate: learningRate)
    let numbers = [scales.stepSize, scales.correction].map { Tensor(shape: [1], [$0], batch.images.precision) }
    state = try accelerator.compiled(program)(
      state + accelerator.uploaded([batch.images, batch.oneHot] + numbers))
    step += 1
  }

  public func parameters() throws -> Parameters {
    initial.with(try Array(state.prefix(initial.tensors.count)).downloaded())
  }

  public func statistics() throws -> Statistics {
    architecture.statistics(try Array(state.dropFirst(3 * initial.tensors.count)).downloaded())
  }

  /// θ, first and second moments, statistics, images, labels and two numbers [1] of ``Adam/scales(learningRate:)`` -> the
  /// first four after the update.
  private static func update(
    _ architecture: Architecture, _ images: TensorType, _ oneHot: TensorType, allowsTF32: Bool
  ) -> Program {
    func types(_ shapes: [[Int]]) -> [TensorType] { shapes.map { TensorType($0, images.precision) } }
    let shapes = architecture.parameterShapes
    let (parameters, statistics) = (types(shapes.map(\.shape)), types(architecture.statisticsShapes))
    let inputs = [parameters, parameters, parameters, statistics, [images, oneHot], types([[1], [1]])].flatMap { $0 }
    return Program("an update", inputs: inputs, allowsTF32: allowsTF32) { tensors in
      var arguments = Arguments(tensors)
      let variables = Parameters(zip(shapes.map(\.key), arguments.take(shapes.count)).map { ($0, $1.variable) })
      let (first, second) = (arguments.take(shapes.count), arguments.take(shapes.count))
      let stored = architecture.statistics(arguments.take(statistics.count))
      let (images, oneHot) = (arguments.take(), arguments.take())
      let (stepSize, correction) = (arguments.take(), arguments.take())
      let (logProbabilities, seen) = architecture(images, variables, .batch)
      let loss = logProbabilities.logSoftmax().crossEntropy(oneHot)
      let gradients = gradient(of: loss, wrt: variables.tensors)
      let updated = variables.tensors.indices.map {
        Adam.updated(
          variables.tensors[$0].detached, gradients[$0], first[$0], second[$0], stepSize: stepSize,
          correction: correction)
      }
      return updated.map(\.parameter) + updated.map(\.first) + updated.map(\.second)
        + seen.averaged(into: stored, momentum: architecture.runningMomentum).tensors
    }
  }
}
