import Networks
import Platform
import Teaching
import Tensors
import Workflow

// Evaluation mode uses means that were stored while the weights still moved. These recipes train as the report's do and
// then estimate the means again: the average over many batches under the final weights (Wu and Johnson, "Rethinking
// 'Batch' in BatchNorm", 2021, section 3).

extension Recipe {
  private struct Means<Training: Encodable & Sendable>: Encodable, Sendable {
    let training: Training
    let means: String
  }

  /// `vanilla`, with the means of all images that it learned from.
  static let vanillaMeans = Recipe(
    "vanilla_means", look: .black, needsTeacher: false, needsImages: true, reportedMode: nil,
    usesDevice: true, settings: { Means(training: $0.vanilla, means: "training images") },
    train: { training in
      try Recipe.vanilla.train(training).withMeans(of: training.imageBatches(), training.architecture)
    })

  /// `gtn`, with the means of all its lessons.
  static let gtnLessonMeans = Recipe(
    "gtn_lesson_means", look: .purple, needsTeacher: true, needsImages: false, reportedMode: nil,
    usesDevice: true, settings: { _ in Means(training: "gtn", means: "lessons") },
    train: { training in
      let teacher = training.needed
      let lessons = (0..<teacher.curriculum.steps).lazy.map { teacher.batch($0) }
      return try Recipe.gtn.train(training).withMeans(of: lessons, training.architecture)
    })

  /// `gtn`, with the means of the images that `vanilla` learns from.
  static let gtnRealMeans = Recipe(
    "gtn_real_means", look: .skyBlue, needsTeacher: true, needsImages: true, reportedMode: nil,
    usesDevice: true, settings: { Means(training: $0.vanilla, means: "training images") },
    train: { training in
      try Recipe.gtn.train(training).withMeans(of: training.imageBatches(), training.architecture)
    })
}

extension Training {
  /// The images of ordinary training, in its order and batches.
  func imageBatches() throws -> some Sequence<Batch> {
    let (images, positions) = try trainingImages()
    let (size, used) = (settings.vanilla.batch, Array(positions.prefix(settings.vanilla.trainingImages)))
    return stride(from: 0, to: used.count, by: size).lazy.map { start in
      images.batch(used[start..<min(start + size, used.count)])
    }
  }
}

extension TrainedLearner {
  /// The same weights, and the average over batches of what each batch's normalisations see.
  fileprivate func withMeans(of batches: some Sequence<Batch>, _ architecture: Architecture) throws -> TrainedLearner {
    var means: Statistics?
    for (count, batch) in batches.enumerated() {
      try Interruption.check()
      let (_, seen) = withoutRecording { architecture(batch.images, parameters, .batch) }
      means = seen.averaged(into: means, momentum: Double(count) / Double(count + 1))
    }
    return TrainedLearner(parameters, means ?? statistics)
  }
}
