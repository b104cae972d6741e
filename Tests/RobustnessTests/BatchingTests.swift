import Tensors
import Testing

@testable import Robustness

/// Images in other batches, and what the gradient of a batch says of each.
@Suite("Batches")
struct BatchingTests {
  @Test func everyImageStandsInOneBatch() {
    let labels = [2, 0, 2, 1, 0]
    #expect(Batching.together.batches(labels) == [[0, 1, 2, 3, 4]])
    #expect(Batching.of(2).batches(labels) == [[0, 1], [2, 3], [4]])
    #expect(Batching.byClass.batches(labels) == [[1, 4], [3], [0, 2]])
  }

  /// In evaluation mode batches do not matter; in training mode they do.
  @Test func batchesMatterInTrainingModeOnly() {
    let sample = SampleNetwork(count: 12)
    func correct(_ mode: EvaluationMode, _ batching: Batching) -> Int {
      RobustnessTest.noise.correct(sample.request(strength: 0.5, mode), perturbed: nil, in: batching)
    }
    #expect(correct(.evaluation, .of(1)) == correct(.evaluation, .together))
    func moved(_ mode: EvaluationMode) -> Double {
      let network = sample.network(mode)
      let (alone, all) = (
        network.logProbabilities(sample.images.images(0..<1)), network.logProbabilities(sample.images)
      )
      return zip(alone.doubles, all.doubles).map { abs($0 - $1) }.max() ?? 0
    }
    #expect(moved(.evaluation) < 1e-12 && moved(.training) > 1e-3)
    let labels = sample.oneHot.largestInRows()
    let network = sample.network(.training)
    let together = RobustnessTest.fgsm.perturbed(sample.request(strength: 0.02, network: network))
    let right = network.correct(together, labels)
    let request = sample.request(strength: 0.02, network: network)
    #expect(RobustnessTest.fgsm.correct(request, perturbed: nil, in: .together) == right)
  }

  /// In evaluation mode the batch's gradient is each image's own; in training mode it is not.
  @Test func signsAgreeWhereImagesDoNotAct() {
    let sample = SampleNetwork(count: 12)
    // With the classes that the network gives them, all images are right.
    func agreement(_ mode: EvaluationMode) -> [Double] {
      let network = sample.network(mode)
      let labels = network.logProbabilities(sample.images).largestInRows()
      let request = PerturbationRequest(
        images: sample.images, oneHot: .oneHot(labels, .double), strength: 0.1, validRange: SampleNetwork.validRange,
        seed: 1, trial: 1, network: network)
      return request.signAgreement(at: sample.images)
    }
    #expect(agreement(.evaluation) == [Double](repeating: 1, count: 12))
    #expect(agreement(.training).allSatisfy { (0...1).contains($0) })
    #expect(agreement(.training).contains { $0 < 1 })
    // Of an image that is wrong nothing is said.
    #expect(sample.request(strength: 0.1, .training).signAgreement(at: sample.images).contains(-1))
  }
}
