import Accelerator
import Networks
import Tensors

/// Meta-training on a device: what ``MetaTraining/advance(realBatch:)`` does on the processor, with all numbers but the
/// losses on the device.
///
/// Results differ from the processor's in the last digits, which outer steps amplify (docs/reproducibility.md). For one
/// thread at a time.
public final class AcceleratedMetaTraining: @unchecked Sendable {
  private let accelerator: Accelerator
  private let sweeps: AcceleratedSweeps
  private let unfolding: CompiledProgram
  private let adam: CompiledProgram
  private var state: TeacherOnDevice
  private var first: [DeviceTensor]
  private var second: [DeviceTensor]
  /// As it was, but for what is on the device.
  private var training: MetaTraining
  /// The learner of the next outer step, made while the device computes.
  private var prepared: (outerStep: Int, learner: Ahead<[DeviceTensor]>)?

  /// Outer steps done.
  public var outerStep: Int { training.outerStep }

  /// - Throws: `AcceleratorError` if the programs cannot be compiled or the teacher has no room.
  public init(_ training: MetaTraining, on accelerator: Accelerator) throws {
    let programs = TeachingPrograms(training.architecture, training.teacher, allowsTF32: accelerator.allowsTF32)
    self.accelerator = accelerator
    self.training = training
    sweeps = try AcceleratedSweeps(
      programs, labels: training.teacher.curriculum.labels, realBatch: training.settings.realBatch,
      intermediateLosses: training.settings.intermediateLosses, on: accelerator)
    unfolding = try accelerator.compiled(programs.unfolding)
    adam = try accelerator.compiled(programs.adam)
    let learned = try accelerator.uploaded(training.teacher.learned)
    let weights = try accelerator.compiled(programs.folding)(Array(learned.prefix(programs.weightTypes.count)))
    state = TeacherOnDevice(learned: learned, weights: weights)
    first = try accelerator.uploaded(training.optimiser.first)
    second = try accelerator.uploaded(training.optimiser.second)
  }

  /// The losses of one outer step.
  public struct Result: Sendable {
    /// The summed meta-loss and its last term.
    public let metaLoss: Double
    public let finalLoss: Double
    /// The training loss before every inner step.
    public let innerLosses: [Double]
    /// The groups whose gradient failed (``Hypergradient/failingGroups``); nil if all is finite. Then nothing has changed.
    public let failingGroups: String?
  }

  /// One outer step: a new learner, its training, and a step of Adam against the meta-gradient.
  ///
  /// - Parameter realBatch: as for ``MetaTraining/advance(realBatch:)``.
  /// - Throws: `AcceleratorError` if the device fails; ``settled()`` is then the training before this step if the device
  ///   still gives it.
  public func advance(realBatch: (Int) -> Batch) throws -> Result {
    let next = training.outerStep + 1
    let learner = prepared.flatMap { $0.outerStep == next ? $0.learner : nil } ?? learner(of: next)
    prepared = (next + 1, self.learner(of: next + 1))
    let batches = training.outerStep * training.batchesPerStep
    let swept = try sweeps.gradient(of: state, from: learner.get()) { realBatch(batches + $0 - 1) }
    let count = sweeps.programs.weightTypes.count
    let gradients = try unfolding(Array(state.learned.prefix(count)) + swept.gradients)
    let squares = try gradients.last!.downloaded().scalar
    let losses = try swept.losses.map { try $0.downloaded().scalar }
    let innerLosses = try swept.innerLosses.map { try $0.downloaded().scalar }
    let metaLoss = losses.reduce(0, +)
    var failing: String?
    if metaLoss.isFinite && squares.isFinite {
      try step(along: Array(gradients.dropLast()))
    } else {
      failing = try hypergradient(Array(gradients.dropLast())).failingGroups
    }
    return Result(
      metaLoss: metaLoss, finalLoss: losses[0], innerLosses: innerLosses, failingGroups: failing)
  }

  /// The teacher, Adam's moments and all else that a run needs to go on, in the program's memory.
  ///
  /// - Throws: `AcceleratorError` if the device has failed.
  public func settled() throws -> MetaTraining {
    training.teacher.learned = try state.learned.downloaded()
    training.optimiser = Adam(
      step: training.optimiser.step, first: try first.downloaded(), second: try second.downloaded())
    return training
  }

  private func learner(of outerStep: Int) -> Ahead<[DeviceTensor]> {
    let (training, accelerator, precision) = (training, accelerator, sweeps.programs.precision)
    return Ahead {
      let learner = training.initialLearner(outerStep: outerStep)
      return try accelerator.uploaded(learner.tensors.map { $0.converted(to: precision) })
    }
  }

  private func step(along gradients: [DeviceTensor]) throws {
    let rate = training.settings.learningRate(outerStep: training.outerStep + 1)
    let scales = training.optimiser.scales(learningRate: rate)
    let numbers = try [scales.stepSize, scales.correction].map {
      try accelerator.uploaded(Tensor(shape: [1], [$0], sweeps.programs.precision))
    }
    let results = try adam(state.learned + first + second + gradients + numbers)
    let count = state.learned.count
    state = TeacherOnDevice(
      learned: Array(results.prefix(count)), weights: Array(results.dropFirst(3 * count)))
    first = Array(results.dropFirst(count).prefix(count))
    second = Array(results.dropFirst(2 * count).prefix(count))
    training.optimiser.step += 1
    training.outerStep += 1
  }

  private func hypergradient(_ gradients: [DeviceTensor]) throws -> Hypergradient {
    let student = Student(training.initialLearner(outerStep: training.outerStep + 1))
    return Hypergradient(learned: try gradients.downloaded(), of: training.teacher, student: student)
  }
}

extension Hypergradient {
  /// - Parameter learned: in the order of ``Teacher/learned``.
  init(learned: [Tensor], of teacher: Teacher, student: Student) {
    var arguments = Arguments(learned)
    generator = teacher.parameters.with(arguments.take(teacher.parameters.tensors.count))
    latents = arguments.take(teacher.curriculum.steps)
    logLearningRate = arguments.take().doubles
    logMomentum = arguments.take().doubles
    self.student = student
  }
}
