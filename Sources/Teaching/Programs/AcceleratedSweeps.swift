import Accelerator
import Networks
import Tensors

/// The two sweeps of an outer step on a device: through all lessons and back (``MetaObjective``).
///
/// The host only says what is next; no numbers pass between.
struct AcceleratedSweeps {
  let programs: TeachingPrograms
  private let lesson: CompiledProgram
  private let realLoss: CompiledProgram
  private let pullBack: CompiledProgram
  private let intermediateLosses: Bool
  /// Of every inner step: labels, and a one at its place.
  private let labels: [DeviceTensor]
  private let selectors: [DeviceTensor]
  /// Zeros of a learner, of the statistics before its first batch, of the generator's weights and of a number for every
  /// step.
  private let zeros: (learner: [DeviceTensor], statistics: [DeviceTensor], weights: [DeviceTensor], steps: DeviceTensor)
  private let accelerator: Accelerator

  init(
    _ programs: TeachingPrograms, labels: [[Int]], realBatch: Int, intermediateLosses: Bool, on accelerator: Accelerator
  ) throws {
    self.programs = programs
    self.accelerator = accelerator
    self.intermediateLosses = intermediateLosses
    lesson = try accelerator.compiled(programs.lesson)
    realLoss = try accelerator.compiled(programs.realLoss(count: realBatch))
    pullBack = try accelerator.compiled(programs.pullBack)
    let precision = programs.precision
    self.labels = try labels.map { try accelerator.uploaded(.oneHot($0, precision)) }
    let count = programs.steps
    selectors = try (0..<count).map { try accelerator.uploaded(.oneHot([$0], classes: count, precision).reshaped([count])) }
    func zeros(_ types: [TensorType]) throws -> [DeviceTensor] {
      try types.map { try accelerator.uploaded(Tensor(repeating: 0, shape: $0.shape, $0.precision)) }
    }
    self.zeros = (
      try zeros(programs.parameterTypes), try zeros(programs.statisticsTypes), try zeros(programs.weightTypes),
      try zeros([programs.stepType])[0]
    )
  }

  /// A learner after some inner steps.
  struct Learner {
    var parameters: [DeviceTensor]
    var velocity: [DeviceTensor]
    var statistics: [DeviceTensor]
  }

  func beginning(_ initial: [DeviceTensor]) -> Learner {
    Learner(parameters: initial, velocity: zeros.learner, statistics: zeros.statistics)
  }

  /// One inner step.
  ///
  /// - Returns: the loss before it, [1].
  func learn(_ learner: inout Learner, _ step: Int, from teacher: TeacherOnDevice) throws -> DeviceTensor {
    let results = try lesson(
      learner.parameters + learner.velocity + (programs.keepsStatistics ? learner.statistics : []) + teacher.weights
        + inputs(of: step, teacher))
    let count = learner.parameters.count
    learner.parameters = Array(results.prefix(count))
    learner.velocity = Array(results.dropFirst(count).prefix(count))
    learner.statistics = Array(results.dropFirst(2 * count).dropLast())
    return results.last!
  }

  /// What an inner step is told (`Step`).
  private func inputs(of step: Int, _ teacher: TeacherOnDevice) -> [DeviceTensor] {
    [teacher.learned[programs.weightTypes.count + step], labels[step], selectors[step]] + teacher.learned.suffix(2)
  }

  /// Gradients in the order of ``Teacher/learned``, but with respect to the folded weights; the losses on real images, the
  /// last first; the losses of the lessons; and the learner in the end.
  func gradient(
    of teacher: TeacherOnDevice, from initial: [DeviceTensor], realBatch: (Int) -> Batch
  ) throws -> (gradients: [DeviceTensor], losses: [DeviceTensor], innerLosses: [DeviceTensor], learner: Learner) {
    let steps = programs.steps
    var visited = [beginning(initial)]
    var innerLosses: [DeviceTensor] = []
    for step in 0..<steps {
      var learner = visited[step]
      innerLosses.append(try learn(&learner, step, from: teacher))
      visited.append(learner)
    }
    let last = visited[steps]

    var adjoint = Learner(parameters: zeros.learner, velocity: zeros.learner, statistics: [])
    var gradients = zeros.weights + [zeros.steps, zeros.steps]
    var latents: [DeviceTensor] = []
    var losses: [DeviceTensor] = []
    let (count, weights) = (initial.count, zeros.weights.count)
    for step in (0..<steps).reversed() {
      let after = visited.removeLast()
      if intermediateLosses || step == steps - 1 {
        let batch = realBatch(step + 1)
        let results = try realLoss(
          after.parameters + after.statistics + accelerator.uploaded([batch.images, batch.oneHot]) + adjoint.parameters)
        adjoint.parameters = Array(results.dropLast())
        losses.append(results.last!)
      }
      let before = visited[step]
      let results = try pullBack(
        before.parameters + before.velocity + after.velocity + adjoint.parameters + adjoint.velocity + teacher.weights
          + inputs(of: step, teacher) + gradients)
      adjoint.parameters = Array(results.prefix(count))
      adjoint.velocity = Array(results.dropFirst(count).prefix(count))
      gradients = Array(results.dropFirst(2 * count).prefix(weights + 2))
      latents.insert(results.last!, at: 0)
    }
    return (gradients.prefix(weights) + latents + gradients.suffix(2), losses, innerLosses, last)
  }
}
