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

  /// The stored means are those of the sample's own images.
  @Test func meansMoveWithTheImages() {
    let network = sample.network(.evaluation)
    func shift(_ part: Double) -> Double { network.means(of: part * sample.images).shift(from: network.storedMeans) }
    #expect(shift(1) == 0)
    #expect(shift(0.9) > 0.01 && shift(0.5) > 2 * shift(0.9))
    let (half, whole) = (network.means(of: 0.5 * sample.images), network.means(of: sample.images))
    // Relative to where it starts.
    #expect(whole.shift(from: half) > half.shift(from: whole))
  }
}
