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
    // Alone, an image is its own mean: nothing is left of it, so that all get one answer.
    let labels = sample.oneHot.largestInRows()
    let alone = correct(.training, .of(1))
    #expect(Set(labels).contains { label in labels.count { $0 == label } == alone } || alone == 0)
    let network = sample.network(.training)
    let together = RobustnessTest.fgsm.perturbed(sample.request(strength: 0.02, network: network))
    let right = network.correct(together, labels)
    let request = sample.request(strength: 0.02, network: network)
    #expect(RobustnessTest.fgsm.correct(request, perturbed: nil, in: .together) == right)
  }

  /// In evaluation mode the batch's gradient is each image's own; in training mode it is not.
  @Test func signsAgreeWhereImagesDoNotAct() {
    let sample = SampleNetwork(count: 12)
    func agreement(_ mode: EvaluationMode) -> [Double] {
      sample.request(strength: 0.1, mode).signAgreement(at: sample.images).filter { $0 >= 0 }
    }
    #expect(agreement(.evaluation).allSatisfy { $0 == 1 })
    #expect(agreement(.training).allSatisfy { (0...1).contains($0) })
    #expect(agreement(.training).contains { $0 < 1 } || agreement(.training).isEmpty)
  }
}
