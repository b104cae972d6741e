import Networks
import Teaching
import TestSupport
import Testing
import Workflow

@testable import Study

@Suite("Lessons of a teacher")
struct LessonsTests {
  /// A teacher may have no more lessons than `10_gtn` takes, or fewer: then it is the learner that `gtn` is.
  @Test(arguments: [(11, false), (12, true), (13, true)])
  func firstLessonsMayBeAll(first: Int, isAll: Bool) throws {
    var settings = Settings(.smoke)
    settings.firstLessons = first
    let plan = settings.teachers[0].training
    try #require(plan.innerSteps == 12)
    let architecture = try #require(Learners.architecture("linear", settings.widths))
    let training = Training(
      architecture: architecture, initial: architecture.initialParameters(seed: 1, trial: 1),
      teacher: Teacher(
        generator: plan.generator, steps: plan.innerSteps, batch: plan.batch,
        learningRate: plan.innerLearningRate, momentum: plan.innerMomentum, seed: 1),
      settings: settings, images: { throw NotebookError("no images are needed") })
    let learners = try [Recipe.tenGTN, .gtn].map { recipe in
      LearnerArtifact.checkpoint(architecture, try recipe.train(training), .none)
    }
    #expect((learners[0].arrays == learners[1].arrays) == isAll)
  }
}
