import Accelerator
import Networks
import Tensors

/// All that is learned, and the generator's weights folded, on a device.
struct TeacherOnDevice {
  /// In the order of ``Teacher/learned``.
  let learned: [DeviceTensor]
  let weights: [DeviceTensor]
}

/// A learner on a device, after some inner steps.
struct LearnerOnDevice {
  var parameters: [DeviceTensor]
  var velocity: [DeviceTensor]
  var statistics: [DeviceTensor]
}

/// Inner steps on a device.
struct AcceleratedLessons {
  let programs: TeachingPrograms
  private let lesson: CompiledProgram
  /// Of every inner step: labels, and a one at its place.
  private let labels: [DeviceTensor]
  private let selectors: [DeviceTensor]
  /// Of a learner, and of the statistics before its first batch.
  let zeros: [DeviceTensor]
  private let noStatistics: [DeviceTensor]

  /// - Throws: `AcceleratorError` if the program cannot be compiled or there is no room.
  init(_ programs: TeachingPrograms, labels: [[Int]], on accelerator: Accelerator) throws {
    self.programs = programs
    lesson = try accelerator.compiled(programs.lesson)
    let (precision, count) = (programs.precision, programs.steps)
    self.labels = try labels.map { try accelerator.uploaded(.oneHot($0, precision)) }
    selectors = try (0..<count).map {
      try accelerator.uploaded(.oneHot([$0], classes: count, precision).reshaped([count]))
    }
    zeros = try accelerator.zeros(programs.parameterTypes)
    noStatistics = try accelerator.zeros(programs.statisticsTypes)
  }

  func beginning(_ initial: [DeviceTensor]) -> LearnerOnDevice {
    LearnerOnDevice(parameters: initial, velocity: zeros, statistics: noStatistics)
  }

  /// One inner step.
  ///
  /// - Returns: the loss before it, [1].
  func learn(_ learner: inout LearnerOnDevice, _ step: Int, from teacher: TeacherOnDevice) throws -> DeviceTensor {
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
  func inputs(of step: Int, _ teacher: TeacherOnDevice) -> [DeviceTensor] {
    [teacher.learned[programs.weightTypes.count + step], labels[step], selectors[step]] + teacher.learned.suffix(2)
  }
}

extension Accelerator {
  func zeros(_ types: [TensorType]) throws -> [DeviceTensor] {
    try types.map { try uploaded(Tensor(repeating: 0, shape: $0.shape, $0.precision)) }
  }
}
