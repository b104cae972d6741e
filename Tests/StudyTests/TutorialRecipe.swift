import Datasets
import Networks
import Platform
import Robustness
import Teaching
import Tensors
import TestSupport
import Testing

@testable import Study
@testable import Workflow

// docs/tutorial.md shows this code; TutorialTests compares the two.

struct DescentSettings: Codable, Sendable {
  var steps = 200
  var batch = 64
  var learningRate = 0.1
}

extension Recipe {
  /// Plain gradient descent on real images, without momentum.
  static let descent = Recipe(
    "descent", look: .purple, needsTeacher: false, needsImages: true, reportedMode: nil,
    settings: { _ in DescentSettings() },
    train: { training in
      let settings = DescentSettings()
      let (images, positions) = try training.trainingImages()
      var learner = TrainedLearner(training.initial, Statistics([]))
      for step in 0..<settings.steps {
        try Interruption.check()
        let start = step * settings.batch % (positions.count - settings.batch + 1)
        let batch = images.batch(positions[start..<start + settings.batch])
        let variables = learner.parameters.map(\.variable)
        let (logProbabilities, seen) = training.architecture(batch.images, variables, .batch)
        let slopes = gradient(of: logProbabilities.crossEntropy(batch.oneHot), wrt: variables.tensors)
        let moved = zip(learner.parameters.tensors, slopes).map { $0 - settings.learningRate * $1 }
        learner = TrainedLearner(learner.parameters.with(moved), seen)
      }
      return learner
    })
}

@Suite("Tutorial: a recipe")
struct TutorialRecipeTests {
  private enum Book: Catalogue {
    static let cell = CellDescription("11-added", version: 1, section: "None", title: "Added")
    static let cells = [CellEntry<StudyOptions>(cell, outputs: { _ in [] }, artifacts: { _ in [] })]
  }

  /// The recipe alone makes a learner's file, and the learner has learned.
  @Test func descentLearns() throws {
    let folder = try TemporaryFolder()
    let options = try StudyOptions.parse(["--scale", "smoke", "--checkpoints", folder.path])
    let run = Run(Book.cells[0], of: Book.self, options)
    let study = Study(Settings(.smoke), seed: 1)
    try run.complete([study.dataset])
    let key = LearnerKey(teacher: nil, recipe: "descent", learner: "linear", trial: 1)
    let artifact = LearnerArtifact(key, study, .descent)
    try run.complete([artifact])
    #expect(artifact.file == "learners/descent-linear-1.h5")
    let learner = try #require(try run.ledger.require(artifact))

    let architecture = try study.architecture("linear")
    let test = try Dataset.load("strokes", seed: 1) { _ in }.test.batch(0..<500)
    func correct(_ parameters: Parameters) -> Int {
      NetworkUnderTest(
        architecture: architecture, parameters: parameters, statistics: learner.statistics, mode: .training
      ).correct(test.images, test.oneHot.largestInRows())
    }
    #expect(correct(learner.parameters) > 300 && correct(architecture.initialParameters(seed: 1, trial: 1)) < 150)
  }
}
