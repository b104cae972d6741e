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
  private let adding: CompiledProgram
  private let unfolding: CompiledProgram
  private let adam: CompiledProgram
  private var state: TeacherOnDevice
  private var first: [DeviceTensor]
  private var second: [DeviceTensor]
  /// As it was, but for what is on the device.
  private var training: MetaTraining
  /// The next learner, made while the device computes.
  private var prepared: (outerStep: Int, learner: Int, Ahead<[DeviceTensor]>)?

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
    adding = try accelerator.compiled(programs.adding)
    unfolding = try accelerator.compiled(programs.unfolding(learners: training.settings.learnersPerStep))
    adam = try accelerator.compiled(programs.adam)
    let learned = try accelerator.uploaded(training.teacher.learned)
    let weights = try accelerator.compiled(programs.folding)(Array(learned.prefix(programs.weightTypes.count)))
    state = TeacherOnDevice(learned: learned, weights: weights)
    first = try accelerator.uploaded(training.optimiser.first)
    second = try accelerator.uploaded(training.optimiser.second)
  }

  /// The losses of one outer step.
  public struct Result: Sendable {
    /// The summed meta-loss and its last term, means over the step's learners.
    public let metaLoss: Double
    public let finalLoss: Double
    /// The training loss of the first learner before every inner step.
    public let innerLosses: [Double]
    /// The groups whose gradient failed (``Hypergradient/failingGroups``); nil if all is finite. Then nothing has changed.
    public let failingGroups: String?
  }

  /// One outer step: new learners, their training, and a step of Adam against the mean of their meta-gradients.
  ///
  /// - Parameter realBatch: as for ``MetaTraining/advance(realBatch:)``.
  /// - Throws: `AcceleratorError` if the device fails; ``settled()`` is then the training before this step if the device
  ///   still gives it.
  public func advance(realBatch: (Int) -> Batch) throws -> Result {
    let learners = training.settings.learnersPerStep
    var sums: [DeviceTensor]?
    var losses: [[DeviceTensor]] = []
    var innerLosses: [DeviceTensor] = []
    for learner in 0..<learners {
      let first = training.outerStep * training.batchesPerStep + learner * training.settings.innerSteps
      let swept = try sweeps.gradient(of: state, from: initial(learner)) { realBatch(first + $0 - 1) }
      sums = try sums.map { try adding($0 + swept.gradients) } ?? swept.gradients
      losses.append(swept.losses)
      if learner == 0 { innerLosses = swept.innerLosses }
    }
    let raw = state.learned.prefix(sweeps.programs.weightTypes.count)
    let gradients = try unfolding(raw + (sums ?? []))

    let squares = try gradients.last!.downloaded().scalar
    let told = try losses.map { try $0.map { try $0.downloaded().scalar } }
    let metaLoss = told.map { $0.reduce(0, +) }.reduce(0, +) / Double(learners)
    var failing: String?
    if metaLoss.isFinite && squares.isFinite {
      try step(along: Array(gradients.dropLast()))
    } else {
      failing = try hypergradient(Array(gradients.dropLast())).failingGroups
    }
    return Result(
      metaLoss: metaLoss, finalLoss: told.map { $0[0] }.reduce(0, +) / Double(learners),
      innerLosses: try innerLosses.map { try $0.downloaded().scalar }, failingGroups: failing)
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

  /// A learner of the next outer step, from 0; the one after it is begun.
  private func initial(_ learner: Int) throws -> [DeviceTensor] {
    let outerStep = training.outerStep + 1
    let isLast = learner == training.settings.learnersPerStep - 1
    let known = prepared.flatMap { $0.outerStep == outerStep && $0.learner == learner ? $0.2 : nil }
    let wanted = known ?? begin(outerStep, learner)
    let next = isLast ? (outerStep + 1, 0) : (outerStep, learner + 1)
    prepared = (next.0, next.1, begin(next.0, next.1))
    return try wanted.get()
  }

  private func begin(_ outerStep: Int, _ learner: Int) -> Ahead<[DeviceTensor]> {
    let (training, accelerator, precision) = (training, accelerator, sweeps.programs.precision)
    return Ahead {
      let initial = training.initialLearner(outerStep: outerStep, learner: learner)
      return try accelerator.uploaded(initial.tensors.map { $0.converted(to: precision) })
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
