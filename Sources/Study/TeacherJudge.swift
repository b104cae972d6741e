import Accelerator
import Datasets
import Networks
import Robustness
import Teaching
import Tensors
import Workflow

/// Measures how well a teacher teaches: accuracy of a fresh learner after ten and after all inner steps.
struct TeacherJudge {
  let innerSteps: [Int]
  private let validation: Batch
  private let test: Batch
  private let seed: UInt64
  private let accelerator: Accelerator?

  init(_ plan: TeacherPlan, _ study: Study, _ ledger: Ledger) throws {
    let (description, dataset) = try study.describedImages(ledger)
    let (first, all) = (study.settings.firstLessons, plan.training.innerSteps)
    innerSteps = all > first ? [first, all] : [all]
    let limit = study.settings.imageLimit
    validation = dataset.training.batch(description.validation.prefix(limit))
    test = dataset.test.batch(0..<min(dataset.test.count, limit))
    seed = plan.seed ?? study.seed
    accelerator = try study.accelerator()
  }

  func measure(_ training: MetaTraining, into history: inout TeacherHistory) throws {
    let initial = Initialisation.weights(
      training.architecture.parameterShapes, seed: seed, purpose: "learner that measures a teacher",
      [training.outerStep])
    var validated: [Double] = []
    var tested: [Double] = []
    _ = try training.teacher.teach(
      training.architecture, from: initial, on: accelerator, visiting: innerSteps.contains
    ) { student in
      guard let statistics = student.statistics else { return true }
      let network = NetworkUnderTest(
        architecture: training.architecture, parameters: student.parameters, statistics: statistics,
        mode: .evaluation, on: accelerator)
      validated.append(network.accuracy(validation))
      tested.append(network.accuracy(test))
      return true
    }
    history.evaluatedOuterSteps.append(training.outerStep)
    history.validationAccuracy.append(validated)
    history.testAccuracy.append(tested)
  }
}

extension NetworkUnderTest {
  func accuracy(_ batch: Batch) -> Double {
    let labels = batch.oneHot.largestInRows()
    return Double(correct(batch.images, labels)) / Double(labels.count)
  }
}
