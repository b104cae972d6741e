import Networks
import Teaching
import Tensors

extension Recipe {
  private struct Lessons: Encodable, Sendable { let lessons: Int? }

  /// The first ten lessons of a teacher. Its stored means are those of the eleventh batch under the weights of now
  /// (DIVERGENCES.md, 20), or of the tenth where the teacher has no eleventh.
  static let tenGTN = Recipe(
    "10_gtn", look: .orange, needsTeacher: true, needsImages: false, reportedMode: .training,
    usesDevice: true, settings: { Lessons(lessons: $0.firstLessons) },
    train: { training in
      let (teacher, architecture) = (training.needed, training.architecture)
      let lessons = min(training.settings.firstLessons, teacher.curriculum.steps)
      let student = try teacher.teach(
        architecture, from: training.initial, steps: lessons, on: training.accelerator, visiting: { _ in false })
      guard lessons < teacher.curriculum.steps else { return student.trained }
      let (_, seen) = withoutRecording {
        architecture.trainingLoss(student.parameters, teacher.batch(lessons))
      }
      return TrainedLearner(
        student.parameters, seen.averaged(into: student.statistics, momentum: architecture.runningMomentum))
    })

  /// All lessons of a teacher.
  public static let gtn = Recipe(
    "gtn", look: .blue, needsTeacher: true, needsImages: false, reportedMode: .evaluation,
    usesDevice: true, settings: { _ in Lessons(lessons: nil) },
    train: { training in
      try training.needed.teach(
        training.architecture, from: training.initial, on: training.accelerator, visiting: training.isVisited
      ) {
        try training.visit($0.step, $0.trained)
      }.trained
    })
}

extension Training {
  /// The teacher of a recipe that needs one.
  var needed: Teacher {
    guard let teacher else { preconditionFailure("a recipe that needs a teacher is given one") }
    return teacher
  }
}

extension Student {
  var trained: TrainedLearner { TrainedLearner(parameters, statistics ?? Statistics([])) }
}
