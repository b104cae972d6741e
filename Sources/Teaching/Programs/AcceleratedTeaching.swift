import Accelerator
import Networks
import Tensors

extension Teacher {
  /// Trains a learner with the first `steps` lessons, on a device, or on the processor if that is nil.
  ///
  /// - Parameters:
  ///   - visiting: after which inner steps `visit` sees the learner, which has to be fetched from a device.
  ///   - visit: says whether training goes on.
  /// - Throws: `AcceleratorError` if the device fails, and what `visit` throws.
  public func teach(
    _ architecture: Architecture, from initial: Parameters, steps: Int? = nil, on accelerator: Accelerator?,
    visiting: (Int) -> Bool = { _ in true }, visit: (Student) throws -> Bool = { _ in true }
  ) throws -> Student {
    guard let accelerator else {
      return try teach(architecture, from: initial, steps: steps) { try !visiting($0.step) || visit($0) }
    }
    let programs = TeachingPrograms(architecture, self, allowsTF32: accelerator.allowsTF32)
    let lessons = try AcceleratedLessons(programs, labels: curriculum.labels, on: accelerator)
    let learned = try accelerator.uploaded(learned)
    let weights = try accelerator.compiled(programs.folding)(Array(learned.prefix(programs.weightTypes.count)))
    let teacher = TeacherOnDevice(learned: learned, weights: weights)

    var learner = lessons.beginning(try accelerator.uploaded(initial.tensors))
    func student(_ step: Int) throws -> Student {
      var student = Student(initial.with(try learner.parameters.downloaded()))
      student.velocity = initial.with(try learner.velocity.downloaded())
      student.statistics = architecture.statistics(try learner.statistics.downloaded())
      student.step = step
      return student
    }
    let last = steps ?? curriculum.steps
    for step in 0..<last {
      _ = try lessons.learn(&learner, step, from: teacher)
      guard visiting(step + 1) else { continue }
      let seen = try student(step + 1)
      guard try visit(seen) else { return seen }
    }
    return last == 0 ? Student(initial) : try student(last)
  }
}
