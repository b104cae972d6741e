import Tensors
import TestSupport
import Testing

@testable import Robustness

/// An attack within a budget, under a name.
struct BudgetAttack: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let run: @Sendable (AttackedImages) -> Tensor

  static let gradient: [BudgetAttack] = [
    BudgetAttack(testDescription: "PGD, cross-entropy") { attacked in
      var attack = ProjectedGradient()
      (attack.loss, attack.restarts) = (.crossEntropy, 2)
      return attack(attacked)
    },
    BudgetAttack(testDescription: "PGD, margin") { attacked in
      var attack = ProjectedGradient()
      attack.restarts = 2
      return attack(attacked)
    },
    BudgetAttack(testDescription: "APGD, cross-entropy") { AutomaticGradient([.crossEntropy])($0) },
    BudgetAttack(testDescription: "APGD, targets") { AutomaticGradient((0..<9).map { .targetedRatio(rank: $0) })($0) },
  ]
  static let all =
    gradient + [
      BudgetAttack(testDescription: "Square") { attacked in
        var attack = SquareAttack()
        attack.queries = 300
        return attack(attacked, SquareDraws(seed: 1, trial: 1))
      }
    ]
}

@Suite("Laws of strong attacks")
struct StrongAttackTests {
  static let modes = [EvaluationMode.evaluation, .training]
  let sample = SampleNetwork(count: 8)

  /// Images with the classes that the network gives them: an attack has to make them wrong.
  private func attacked(
    _ mode: EvaluationMode, budget: Double, scale: Double = 1, precision: Precision = .double,
    means: BatchMeans = .heldFixed
  ) -> AttackedImages {
    let sample = SampleNetwork(count: 8, precision: precision)
    let network = sample.network(mode)
    let request = sample.request(strength: budget, network: network)
    let plain = AttackedImages(request, means)
    let model = AttackedModel(couplesImages: plain.model.couplesImages) { scale * plain.model.logits($0) }
    return AttackedImages(
      model: model, images: plain.images, labels: network.logProbabilities(plain.images).largestInRows(),
      radius: plain.radius, validRange: plain.validRange, start: plain.start)
  }

  private func standing(_ attacked: AttackedImages, _ images: Tensor) -> Int { attacked.isRight(images).count { $0 } }

  @Test(arguments: BudgetAttack.all, modes)
  func staysWithinTheBudgetAndTheRange(attack: BudgetAttack, mode: EvaluationMode) {
    let attacked = attacked(mode, budget: 0.05)
    let images = attack.run(attacked)
    let radius = 0.05 * (SampleNetwork.validRange.upperBound - SampleNetwork.validRange.lowerBound)
    #expect(abs(attacked.radius - radius) < 1e-12)
    #expect(largestDistance(images, attacked.images) <= radius + 1e-12)
    #expect(images.doubles.allSatisfy { SampleNetwork.validRange.contains($0) })
  }

  @Test(arguments: BudgetAttack.all, modes)
  func withoutBudgetNothingFallsAndWithAllOfItEverything(attack: BudgetAttack, mode: EvaluationMode) {
    #expect(standing(attacked(mode, budget: 0), attack.run(attacked(mode, budget: 0))) == 8)
    let open = attacked(mode, budget: 1)
    #expect(standing(open, attack.run(open)) == 0)
  }

  @Test(arguments: BudgetAttack.all, modes)
  func whatIsWrongAlreadyIsLeftAlone(attack: BudgetAttack, mode: EvaluationMode) {
    let right = attacked(mode, budget: 0.05)
    let wrong = AttackedImages(
      model: right.model, images: right.images, labels: right.labels.map { ($0 + 1) % 10 }, radius: right.radius,
      validRange: right.validRange, start: right.start)
    #expect(attack.run(wrong).doubles == right.images.doubles)
  }

  /// A network whose logits are a thousand times as large answers the same, and cross-entropy has no gradient there; what
  /// does not depend on the scale still brings it down.
  @Test(arguments: BudgetAttack.all, modes)
  func scaledLogitsSaveNoNetwork(attack: BudgetAttack, mode: EvaluationMode) {
    func left(scale: Double) -> Int {
      let attacked = attacked(mode, budget: 0.15, scale: scale, precision: .single)
      return standing(attacked, attack.run(attacked))
    }
    if attack.testDescription.contains("cross-entropy") {
      #expect(left(scale: 1000) > left(scale: 1) + 3)
    } else {
      #expect(left(scale: 1000) == 0)
    }
  }

  @Test func zeroGradientsAreThoseOfTheScaledNetworksCrossEntropy() {
    func zeros(_ loss: AttackLoss, scale: Double) -> Int {
      let attacked = attacked(.evaluation, budget: 0.1, scale: scale, precision: .single)
      return attacked.withoutGradient(loss).count { $0 }
    }
    #expect(zeros(.crossEntropy, scale: 1) == 0)
    #expect(zeros(.crossEntropy, scale: 1000) > 4)
    #expect(zeros(.margin, scale: 1000) == 0)
  }

  /// With the means held fixed the gradient of an image is that of its own loss, among whichever losses it is summed.
  @Test func heldMeansSeparateTheImages() {
    func gradients(_ means: BatchMeans, _ counted: [Bool]) -> [Double] {
      let attacked = attacked(.training, budget: 0.1, means: means)
      return attacked.look(attacked.images, .margin, targets: attacked.labels) { _ in counted }.gradient
        .images(0..<1).doubles
    }
    let (all, one) = ([Bool](repeating: true, count: 8), [true] + [Bool](repeating: false, count: 7))
    #expect(gradients(.heldFixed, all) == gradients(.heldFixed, one))
    #expect(gradients(.followed, all) != gradients(.followed, one))
    #expect(gradients(.heldFixed, one) != gradients(.followed, one))
  }

  @Test func heldMeansLeaveTheAnswersAlone() {
    let network = sample.network(.training)
    let (held, followed) = (network.attacked(.heldFixed), network.attacked(.followed))
    #expect(held.logits(sample.images).doubles == followed.logits(sample.images).doubles)
  }

  /// Among its mates, an image is answered as in the batch of all, and its gradient is that of its loss through the means.
  @Test func oneImageAmongItsMatesIsTheBatch() {
    let network = sample.network(.training)
    let alone = network.attacked(amongMates: sample.images.images(1..<8))
    let x = sample.images.variable
    let image = sample.images.images(0..<1).variable
    let together = network.attacked(.followed).logits(x)
    #expect(largestDistance(alone.logits(image), together.images(0..<1)) < 1e-12)
    let direction = Tensor(shape: [8, 10], (0..<80).map { $0 < 10 ? Double($0) : 0 }, .double)
    let whole = gradient(of: together.dot(direction), wrt: [x])[0].images(0..<1)
    let single = gradient(of: alone.logits(image).dot(direction.images(0..<1)), wrt: [image])[0]
    #expect(largestDistance(whole, single) < 1e-12)
  }

  /// In evaluation mode an image is attacked alike alone and among others.
  @Test(arguments: BudgetAttack.all)
  func imagesAreAttackedOneByOne(attack: BudgetAttack) {
    let attacked = attacked(.evaluation, budget: 0.06)
    let alone = attack.run(attacked.at([0]))
    #expect(largestDistance(attack.run(attacked).images(0..<1), alone) < 1e-9)
  }

  @Test func beginningsBelongToSeedTrialImageAndRestart() throws {
    func start(seed: UInt64 = 1, trial: Int = 1, restart: Int = 1) throws -> Tensor {
      let request = sample.request(strength: 0.1, seed: seed, trial: trial)
      return try #require(AttackedImages(request).start(restart))
    }
    let first = try start()
    #expect(try start().doubles == first.doubles)
    #expect(first.doubles.allSatisfy { abs($0) <= 1 })
    for other in [try start(seed: 2), try start(trial: 2), try start(restart: 2)] {
      #expect(largestDistance(other, first) > 1)
    }
    #expect(largestDistance(first.images(0..<1), first.images(1..<2)) > 1)
    #expect(AttackedImages(sample.request(strength: 0.1)).start(0) == nil)
  }

  @Test func leastDistancesFallNearerThanWithinABudget() {
    let attacked = attacked(.evaluation, budget: 0.1)
    let withinBudget = (ProjectedGradient()(attacked) - attacked.images).rowNorms { $0 }
    for images in [DecoupledDirection()(attacked), BoxConstrained()(attacked)] {
      #expect(standing(attacked, images) == 0)
      let distances = (images - attacked.images).rowNorms { $0 }
      #expect(distances.reduce(0, +) < withinBudget.reduce(0, +), "\(distances), \(withinBudget)")
      #expect(images.doubles.allSatisfy { SampleNetwork.validRange.contains($0) })
    }
  }

  /// An attack shows the images after each of its runs. In evaluation mode one that has fallen stays as it is.
  @Test(arguments: modes)
  func runsAreShownOneByOne(mode: EvaluationMode) {
    let attacked = attacked(mode, budget: 0.02)
    var attack = ProjectedGradient()
    (attack.steps, attack.restarts) = (10, 4)
    var first = attack
    first.restarts = 1
    #expect(first.runs(attacked).map(\.doubles) == [attack.runs(attacked)[0].doubles])
    let automatic = AutomaticGradient((0..<4).map { .targetedRatio(rank: $0) })
    for (runs, last) in [(attack.runs(attacked), attack(attacked)), (automatic.runs(attacked), automatic(attacked))] {
      #expect(runs.count > 1 && runs.last?.doubles == last.doubles)
      let right = runs.map { attacked.isRight($0) }
      for (before, after) in zip(right, right.dropFirst()) where mode == .evaluation {
        #expect(zip(before, after).allSatisfy { $0 || !$1 })
      }
    }
  }

  @Test(arguments: BudgetAttack.all, modes)
  func sameBytesOnAnyNumberOfThreads(attack: BudgetAttack, mode: EvaluationMode) {
    let attacked = attacked(mode, budget: 0.06, precision: .single)
    let runs = onThreads(1...3) { _ in attack.run(attacked).floats }
    #expect(runs[1] == runs[0])
    #expect(runs[2] == runs[0])
  }
}
