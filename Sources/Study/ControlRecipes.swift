import Networks
import Platform
import Robustness
import Teaching
import Tensors
import Workflow

// Learners by `gtn` and by `vanilla` differ in the number of steps, in accuracy, in the schedule and in the images. Each
// recipe here makes one of them equal.

extension Recipe {
  private struct Steps: Encodable, Sendable {
    let training: VanillaSettings
    let steps: Int
  }

  /// `vanilla`, ended after as many steps as a teacher has lessons.
  static let vanilla64 = Recipe(
    "vanilla_64", look: .purple, needsTeacher: false, needsImages: true, reportedMode: nil,
    usesDevice: true, settings: { Steps(training: $0.vanilla, steps: $0.lessons) },
    train: { training in
      try trainOrdinarily(training) { step, _ in step < training.settings.lessons }
    })

  private struct Matched: Encodable, Sendable {
    let training: VanillaSettings
    let validationImages: Int
  }

  /// `vanilla`, ended at the first step after which it is as accurate, in evaluation mode on validation images, as the
  /// same network taught by all lessons; at the end of the epoch if it never is.
  static let vanillaMatched = Recipe(
    "vanilla_matched", look: .skyBlue, needsTeacher: true, needsImages: true, reportedMode: nil,
    usesDevice: true, settings: { Matched(training: $0.vanilla, validationImages: $0.matchingImages) },
    train: { training in
      let images = try training.validationBatch(training.settings.matchingImages)
      let labels = images.oneHot.largestInRows()
      func correct(_ learner: TrainedLearner) -> Int {
        NetworkUnderTest(
          architecture: training.architecture, parameters: learner.parameters, statistics: learner.statistics,
          mode: .evaluation
        ).correct(images.images, labels)
      }
      let taught = correct(try Recipe.gtn.train(training))
      return try trainOrdinarily(training) { _, learner in correct(learner) < taught }
    })

  private struct Schedule: Encodable, Sendable { let images: String }

  /// The teacher's learning rates and momenta, step by step, on batches of real images in place of its own.
  static let real64 = Recipe(
    "real_64", look: .black, needsTeacher: true, needsImages: true, reportedMode: nil,
    settings: { _ in Schedule(images: "training images") },
    train: { training in
      let curriculum = training.needed.curriculum
      let (images, positions) = try training.trainingImages()
      var student = Student(training.initial)
      for step in 0..<curriculum.steps {
        try Interruption.check()
        let places = (0..<curriculum.batch).map { positions[(step * curriculum.batch + $0) % positions.count] }
        student.learn(images.batch(places), of: training.architecture, by: curriculum)
      }
      return student.trained
    })
}
