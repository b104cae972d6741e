import Tensors
import Testing

@testable import Robustness

// docs/tutorial.md shows this code; TutorialTests compares the two.

extension RobustnessTest {
  /// clip(x + β sign(∇ CE)): one step, as the fast gradient sign method was published (Goodfellow et al. 2015,
  /// arXiv:1412.6572, section 4).
  public static let oneStep = RobustnessTest(
    name: "one-step", strengths: [0, 0.1, 0.2, 0.4, 0.8], imageCount: 1_000, sampleImage: 0,
    perturbation: .attack { request in
      guard let network = request.network else { preconditionFailure("an attack needs a network") }
      let x = request.images.variable
      let slope = gradient(of: network.attackLoss(x, request.oneHot), wrt: [x])[0]
      return (request.images + request.strength * slope.sign).clipped(to: request.validRange)
    })
}

@Suite("Tutorial: an attack")
struct TutorialAttackTests {
  private let sample = SampleNetwork()

  @Test func oneStepMovesPixelsByTheStrengthAndRaisesTheLoss() {
    func attacked(_ strength: Double) -> Tensor {
      RobustnessTest.oneStep.perturbed(sample.request(strength: strength))
    }
    #expect(attacked(0).doubles == sample.images.doubles, "strength 0 leaves images as they are")
    let distance = largestDistance(attacked(0.1), sample.images)
    #expect(distance > 0.0999 && distance < 0.1001)
    let network = sample.network(.evaluation)
    func loss(_ images: Tensor) -> Double { network.attackLoss(images, sample.oneHot).scalar }
    #expect(loss(attacked(0.1)) > loss(sample.images))
    let range = SampleNetwork.validRange
    #expect(attacked(0.8).doubles.allSatisfy { range.contains($0) })
    #expect(RobustnessTest.oneStep.isAttack)
  }
}
