import Tensors
import Testing

@testable import Robustness

@Suite("Counting correct images")
struct NetworkUnderTestTests {
  /// More images than stand in one batch of counting, the last of them not full.
  let sample = SampleNetwork(count: 1_203, precision: .single)

  @Test(arguments: [EvaluationMode.evaluation, .training])
  func countsWhatIsInTheRightClass(mode: EvaluationMode) {
    let network = sample.network(mode)
    let guesses = network.logProbabilities(sample.images).largestInRows()
    #expect(Set(guesses).count > 1)
    #expect(network.correct(sample.images, guesses) == 1_203)
    let shifted = guesses.enumerated().map { $0 < 700 ? $1 : ($1 + 1) % 10 }
    #expect(network.correct(sample.images, shifted) == 700)
  }
}
