import Datasets
import Networks
import Robustness
import Teaching
import Tensors
import Testing

@testable import Study

@Suite("Strokes")
struct StrokesTests {
  /// The built-in digits are a real task, and one that can be learned: an ordinary `base_larger` of full width
  /// reaches 95% within three epochs of Adam. (That nearest class means do not is tested with the data set.)
  @Test func anOrdinaryNetworkLearnsThem() throws {
    let strokes = try Dataset.load("strokes", seed: 1) { _ in }
    let architecture = try #require(Learners.architecture("base_larger"))
    var parameters = architecture.initialParameters(seed: 1, trial: 1)
    var optimiser = Adam(like: parameters.tensors)
    let schedule = BatchSchedule(indices: Array(0..<strokes.training.count), batchSize: 128, seed: 1)
    let test = strokes.test.batch(0..<strokes.test.count)
    var accuracy = 0.0
    for step in 0..<3 * schedule.batchesPerPass where accuracy < 0.95 {
      let variables = parameters.map(\.variable)
      let (loss, seen) = architecture.trainingLoss(variables, strokes.training.batch(schedule.batch(step)))
      let gradients = gradient(of: loss, wrt: variables.tensors)
      parameters = parameters.with(optimiser.updated(parameters.tensors, gradients, learningRate: 0.005))
      guard (step + 1) % schedule.batchesPerPass == 0 else { continue }
      accuracy =
        NetworkUnderTest(
          architecture: architecture, parameters: parameters, statistics: seen, mode: .evaluation
        ).accuracy(test)
    }
    #expect(accuracy >= 0.95)
  }
}
