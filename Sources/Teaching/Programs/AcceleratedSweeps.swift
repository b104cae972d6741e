import Accelerator
import Networks
import Tensors

/// The two sweeps of an outer step on a device: through all lessons and back (``MetaObjective``).
///
/// The host only says what is next; no numbers pass between.
struct AcceleratedSweeps {
  private let lessons: AcceleratedLessons
  private let realLoss: CompiledProgram
  private let pullBack: CompiledProgram
  private let intermediateLosses: Bool
  /// Zeros of the generator's weights, and of a number for every inner step.
  private let zeros: (weights: [DeviceTensor], steps: DeviceTensor)
  private let accelerator: Accelerator
  var programs: TeachingPrograms { lessons.programs }

  /// - Throws: `AcceleratorError` if the programs cannot be compiled or there is no room.
  init(
    _ programs: TeachingPrograms, labels: [[Int]], realBatch: Int, intermediateLosses: Bool, on accelerator: Accelerator
  ) throws {
    self.accelerator = accelerator
    self.intermediateLosses = intermediateLosses
    // All three at once.
    let realLoss = Ahead { try accelerator.compiled(programs.realLoss(count: realBatch)) }
    let pullBack = Ahead { try accelerator.compiled(programs.pullBack) }
    lessons = try AcceleratedLessons(programs, labels: labels, on: accelerator)
    self.realLoss = try realLoss.get()
    self.pullBack = try pullBack.get()
    zeros = (try accelerator.zeros(programs.weightTypes), try accelerator.zeros([programs.stepType])[0])
  }

  /// Gradients in the order of ``Teacher/learned``, but with respect to the folded weights; the losses on real images, the
  /// last first; the losses of the lessons; and the learner in the end.
  func gradient(
    of teacher: TeacherOnDevice, from initial: [DeviceTensor], realBatch: (Int) -> Batch
  ) throws -> (gradients: [DeviceTensor], losses: [DeviceTensor], innerLosses: [DeviceTensor], learner: LearnerOnDevice)
  {
    let steps = programs.steps
    var visited = [lessons.beginning(initial)]
    var innerLosses: [DeviceTensor] = []
    for step in 0..<steps {
      var learner = visited[step]
      innerLosses.append(try lessons.learn(&learner, step, from: teacher))
      visited.append(learner)
    }
    let last = visited[steps]

    var adjoint = LearnerOnDevice(parameters: lessons.zeros, velocity: lessons.zeros, statistics: [])
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
          + lessons.inputs(of: step, teacher) + gradients)
      adjoint.parameters = Array(results.prefix(count))
      adjoint.velocity = Array(results.dropFirst(count).prefix(count))
      gradients = Array(results.dropFirst(2 * count).prefix(weights + 2))
      latents.insert(results.last!, at: 0)
    }
    return (gradients.prefix(weights) + latents + gradients.suffix(2), losses, innerLosses, last)
  }
}
