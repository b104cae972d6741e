import Archive
import Datasets
import Networks
import Robustness
import Teaching
import Tensors
import Testing
import Workflow

@testable import Study

/// Recipes that share one thing with the report's, on drawn digits.
@Suite("Recipes of controls and of means")
struct ControlRecipeTests {
  private static let batch = 32

  /// A learner of a narrow study, from the first training images.
  private func training(_ recipe: Recipe, images: Int, lessons: Int = 3, teacher: Teacher? = nil) throws
    -> TrainedLearner
  {
    var settings = Settings(.smoke)
    (settings.vanilla.batch, settings.vanilla.trainingImages) = (Self.batch, images)
    (settings.lessons, settings.matchingImages) = (lessons, 200)
    let dataset = try Dataset.load("strokes", seed: 1) { _ in }
    let description = DatasetDescription(
      training: Array(0..<1_000), validation: Array(1_000..<1_200), digests: [], classCounts: [],
      examples: .init(shape: [0], scalars: .float32([])))
    let architecture = try #require(Learners.architecture("base_larger", settings.widths))
    return try recipe.train(
      Training(
        architecture: architecture, initial: architecture.initialParameters(seed: 1, trial: 1), teacher: teacher,
        settings: settings, images: { (description, dataset) }))
  }

  private var teacher: Teacher {
    let plan = Settings(.smoke).teachers[0].training
    return Teacher(
      generator: plan.generator, steps: plan.innerSteps, batch: plan.batch, learningRate: plan.innerLearningRate,
      momentum: plan.innerMomentum, seed: 1)
  }

  private func numbers(_ learner: TrainedLearner) -> [[Float]] { learner.parameters.tensors.map(\.floats) }
  private func means(_ learner: TrainedLearner) -> [[Float]] {
    learner.statistics.entries.compactMap { $0.mean?.floats }
  }

  /// As long as a teacher's lessons: the same as ordinary training on as many batches, and no shorter where that ends first.
  @Test func ordinaryTrainingEndsAfterAsManySteps() throws {
    let short = try training(.vanilla64, images: 5 * Self.batch)
    #expect(try numbers(short) == numbers(training(.vanilla, images: 3 * Self.batch)))
    #expect(try numbers(short) != numbers(training(.vanilla, images: 5 * Self.batch)))
    let long = try training(.vanilla64, images: 2 * Self.batch)
    #expect(try numbers(long) == numbers(training(.vanilla, images: 2 * Self.batch)))
  }

  /// It ends at the first step that is as accurate as the taught learner, which here has learned nothing of digits.
  @Test func ordinaryTrainingEndsAtEqualAccuracy() throws {
    let dataset = try Dataset.load("strokes", seed: 1) { _ in }
    let images = dataset.training.batch(Array(1_000..<1_200))
    func accuracy(_ learner: TrainedLearner) throws -> Int {
      let architecture = try #require(Learners.architecture("base_larger", Settings(.smoke).widths))
      return NetworkUnderTest(
        architecture: architecture, parameters: learner.parameters, statistics: learner.statistics, mode: .evaluation
      ).correct(images.images, images.oneHot.largestInRows())
    }
    let taught = try accuracy(training(.gtn, images: 0, teacher: teacher))
    let matched = try training(.vanillaMatched, images: 30 * Self.batch, teacher: teacher)
    let steps = try (1...30).map { try training(.vanilla, images: $0 * Self.batch) }
    let first = try steps.firstIndex { try accuracy($0) >= taught } ?? 29
    #expect(numbers(matched) == numbers(steps[first]))
    #expect(first < 29, "an untaught network is soon overtaken")
  }

  /// New means leave the weights alone. Of one batch they are what the network sees there; of several their average.
  @Test func meansAreThoseOfTheBatchesUnderFinalWeights() throws {
    let (old, new) = (
      try training(.vanilla, images: 2 * Self.batch), try training(.vanillaMeans, images: 2 * Self.batch)
    )
    #expect(numbers(new) == numbers(old) && means(new) != means(old))
    let dataset = try Dataset.load("strokes", seed: 1) { _ in }
    let architecture = try #require(Learners.architecture("base_larger", Settings(.smoke).widths))
    let seen = [0, 1].map { batch in
      let images = dataset.training.batch(Array(batch * Self.batch..<(batch + 1) * Self.batch)).images
      return architecture(images, new.parameters, .batch).statistics.entries.compactMap { $0.mean?.floats }
    }
    for (layer, mean) in means(new).enumerated() {
      for channel in mean.indices {
        let average = (seen[0][layer][channel] + seen[1][layer][channel]) / 2
        #expect(abs(mean[channel] - average) <= 1e-5 * max(1, abs(average)), "layer \(layer), channel \(channel)")
      }
    }
    let lessons = try training(.gtnLessonMeans, images: 0, teacher: teacher)
    #expect(try numbers(lessons) == numbers(training(.gtn, images: 0, teacher: teacher)))
    #expect(try means(lessons) != means(training(.gtnRealMeans, images: 64, teacher: teacher)))
  }

  /// The teacher's rates on real images: other images, another learner; with rates of zero none of them changes anything.
  @Test func theScheduleTeachesFromRealImages() throws {
    let untaught = try training(.vanilla, images: 0)
    #expect(try numbers(training(.real64, images: 0, teacher: teacher)) != numbers(untaught))
    #expect(
      try numbers(training(.real64, images: 0, teacher: teacher))
        != numbers(training(.gtn, images: 0, teacher: teacher)))
    var still = teacher
    still.curriculum.logLearningRate = still.curriculum.logLearningRate.map { _ in -100 }
    #expect(try numbers(training(.real64, images: 0, teacher: still)) == numbers(untaught))
  }
}
