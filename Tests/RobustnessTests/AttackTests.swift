import Tensors
import Testing

@testable import Robustness

@Suite("Laws of attacks")
struct AttackTests {
  static let attacks = RobustnessTests.all.filter(\.isAttack)
  static let modes = [EvaluationMode.evaluation, .training]
  let sample = SampleNetwork()

  @Test(arguments: modes)
  func signStepsOfNoLengthChangeNothing(mode: EvaluationMode) {
    let attacked = RobustnessTest.fgsm.perturbed(sample.request(strength: 0, mode))
    #expect(attacked.doubles == sample.images.doubles)
  }

  @Test(arguments: RobustnessTests.all, modes)
  func imagesStayInTheValidRange(test: RobustnessTest, mode: EvaluationMode) {
    for strength in test.strengths {
      let images = test.perturbed(sample.request(strength: strength, mode))
      #expect(images.shape == sample.images.shape)
      // A blur is not clipped: an average may be out by a rounding.
      let (low, high) = (
        SampleNetwork.validRange.lowerBound - 1e-12, SampleNetwork.validRange.upperBound + 1e-12
      )
      #expect(images.doubles.allSatisfy { (low...high).contains($0) }, "\(test.name) \(strength)")
    }
  }

  @Test(arguments: attacks, modes)
  func lossRises(test: RobustnessTest, mode: EvaluationMode) {
    let network = sample.network(mode)
    let before = network.attackLoss(sample.images, sample.oneHot).scalar
    for strength in test.strengths {
      let images = test.perturbed(sample.request(strength: strength, mode))
      let after = network.attackLoss(images, sample.oneHot).scalar
      #expect(after > before, "\(test.name) \(strength)")
    }
  }

  /// Thirty steps of β, and no ball around the image.
  @Test func signStepsReachThirtyTimesTheirLength() {
    for strength in RobustnessTest.fgsm.strengths {
      let images = RobustnessTest.fgsm.perturbed(sample.request(strength: strength))
      let distance = largestDistance(images, sample.images)
      #expect(distance <= 30 * strength + 1e-9)
      #expect(distance > 29 * strength)
    }
  }

  /// In evaluation mode an image is attacked alike alone and among others, except where the norm is one over
  /// the whole batch.
  @Test(arguments: attacks)
  func imagesAreAttackedOneByOne(test: RobustnessTest) throws {
    let strength = try #require(test.strengths.first)
    let network = sample.network(.evaluation)
    let together = test.perturbed(sample.request(strength: strength, network: network)).images(1..<2)
    let alone = test.perturbed(sample.request(strength: strength, images: 1..<2, network: network))
    let distance = largestDistance(together, alone)
    if test.name == RobustnessTest.lbfgsAsRun.name {
      #expect(distance > 1e-3)
    } else {
      #expect(distance < 1e-9)
    }
  }

  /// In training mode the other images of the batch take part.
  @Test func trainingModeMixesTheBatch() {
    let network = sample.network(.training)
    let together = RobustnessTest.fgsm.perturbed(sample.request(strength: 0.02, network: network))
    let fewer = RobustnessTest.fgsm.perturbed(
      sample.request(strength: 0.02, images: 0..<2, network: network))
    #expect(largestDistance(together.images(0..<2), fewer) > 1e-3)
  }

  /// All strengths start at the same images, so that their first gradient is one; other images or labels have their own.
  @Test func theFirstGradientIsComputedOnceForTheSameImages() {
    let first = FirstGradient()
    var computed = 0
    func ask(_ images: Tensor, _ oneHot: Tensor) -> Double {
      first.at(images, oneHot) {
        computed += 1
        return Tensor(repeating: Double(computed), shape: [1])
      }.scalar
    }
    #expect(ask(sample.images, sample.oneHot) == 1)
    #expect(ask(1 * sample.images, sample.oneHot) == 1)
    #expect(ask(sample.images, 2 * sample.oneHot) == 2)
    #expect(ask(2 * sample.images, 2 * sample.oneHot) == 3)
    #expect(ask(sample.images.images(0..<1), sample.oneHot) == 4)
  }

  /// A network that attacked before gives the same images as one that did not.
  @Test(arguments: attacks, modes)
  func whatWasAttackedBeforeChangesNothing(test: RobustnessTest, mode: EvaluationMode) {
    let network = sample.network(mode)
    for strength in test.strengths {
      let again = test.perturbed(sample.request(strength: strength, network: network))
      let fresh = test.perturbed(sample.request(strength: strength, network: sample.network(mode)))
      #expect(again.doubles == fresh.doubles)
    }
  }

  /// β weighs the pull back: the larger it is, the less is pulled.
  @Test(arguments: [RobustnessTest.lbfgsAsRun, .lbfgsAsWritten])
  func largerStrengthsGoFurther(test: RobustnessTest) {
    func distance(_ strength: Double) -> Double {
      let moved = test.perturbed(sample.request(strength: strength)) - sample.images
      return moved.dot(moved).scalar.squareRoot()
    }
    #expect(distance(0.5) < distance(20))
    #expect(distance(20) < distance(2000))
  }
}
