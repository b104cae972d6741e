import Accelerator
import Networks
import Tensors

extension MetaObjective {
  /// The same meta-gradient, computed on a device and read back as a whole; meta-training leaves it there.
  ///
  /// - Throws: `AcceleratorError` if the device fails.
  public func gradient(
    of teacher: Teacher, from initial: Parameters, on accelerator: Accelerator, realBatch: (Int) -> Batch
  ) throws -> Hypergradient {
    let programs = TeachingPrograms(architecture, teacher, allowsTF32: accelerator.allowsTF32)
    let sweeps = try AcceleratedSweeps(
      programs, labels: teacher.curriculum.labels, realBatch: realBatch(1).images.shape[0],
      intermediateLosses: intermediateLosses, on: accelerator)
    let learned = try accelerator.uploaded(teacher.learned)
    let raw = Array(learned.prefix(programs.weightTypes.count))
    let state = TeacherOnDevice(learned: learned, weights: try accelerator.compiled(programs.folding)(raw))
    let swept = try sweeps.gradient(
      of: state, from: accelerator.uploaded(initial.tensors), realBatch: realBatch)
    let gradients = try accelerator.compiled(programs.unfolding(learners: 1))(raw + swept.gradients)

    var student = Student(initial.with(try swept.learner.parameters.downloaded()))
    student.velocity = initial.with(try swept.learner.velocity.downloaded())
    student.statistics = architecture.statistics(try swept.learner.statistics.downloaded())
    student.step = programs.steps
    var result = Hypergradient(learned: try gradients.downloaded(), of: teacher, student: student)
    let losses = try swept.losses.map { try $0.downloaded().scalar }
    result.metaLoss = losses.reduce(0, +)
    result.finalLoss = losses[0]
    result.innerLosses = try swept.innerLosses.map { try $0.downloaded().scalar }
    return result
  }
}
