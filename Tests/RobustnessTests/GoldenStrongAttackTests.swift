import Tensors
import TestSupport
import Testing

@testable import Robustness

/// In float64, step by step.
@Suite("Golden strong attacks")
struct GoldenStrongAttackTests {
  @Test(arguments: [
    ("cross_entropy", AttackLoss.crossEntropy), ("margin", .margin), ("targeted_ratio", .targetedRatio(rank: 0)),
  ])
  func losses(name: String, loss: AttackLoss) throws {
    let golden = try Golden.strongAttacks()
    let computed = loss.perImage(
      try golden.tensor("losses/logits", .double), try golden.integers("losses/labels"),
      targets: try golden.integers("losses/targets"))
    let compared = Compared(name, computed.doubles, try golden.numbers("losses/\(name)"))
    #expect(differences(in: "losses", [compared], GoldenTolerance.plain(.double)) == [])
  }

  @Test(
    arguments: [
      ("evaluation", EvaluationMode.evaluation, BatchMeans.heldFixed), ("training", .training, .followed),
      ("training_held", .training, .heldFixed),
    ], [("ce", AttackLoss.crossEntropy), ("dl", .margin)])
  func projectedGradient(mode: (name: String, mode: EvaluationMode, means: BatchMeans), loss: (String, AttackLoss))
    throws
  {
    let group = try GoldenStrongAttackGroup()
    let noted = NotedImages()
    let model = noted.noting(group.network(mode.mode).attacked(mode.means))
    let beginning = loss.1 == .margin ? try group.start() : nil
    var attack = ProjectedGradient()
    (attack.loss, attack.restarts, attack.fallen) = (loss.1, 1, .climb)
    _ = attack(try group.attacked(model, mode.mode, budget: 0.125, from: beginning))
    // The first look is at the clean images.
    #expect(try group.differences("pgd/\(mode.name)/\(loss.0)", noted.without(first: 1)) == [])
  }

  @Test(arguments: [("ce", AttackLoss.crossEntropy), ("targeted", .targetedRatio(rank: 0))])
  func automaticGradient(name: String, loss: AttackLoss) throws {
    let group = try GoldenStrongAttackGroup()
    let noted = NotedImages()
    let model = noted.noting(group.network(.evaluation).attacked())
    var attack = AutomaticGradient([loss])
    attack.fallen = .climb
    _ = attack(try group.attacked(model, .evaluation, budget: 0.125, from: group.start()))
    // The first two looks are at the clean images: for the targets, and for what stands.
    #expect(try group.differences("apgd/\(name)", noted.without(first: 2)) == [])
  }

  @Test func square() throws {
    let group = try GoldenStrongAttackGroup()
    let (stripes, draws) = (
      try group.golden.tensor("square/stripes", .double), try group.golden.tensor("square/draws", .double)
    )
    let fixed = SquareDraws { image, _ in
      stripes.images(image..<image + 1).doubles
    } square: { _, query in
      let u = draws.images(query..<query + 1).doubles
      return SquareDraws.Square(down: u[0], across: u[1], sign: u[2] < 0.5 ? -1 : 1)
    }
    var attack = SquareAttack()
    attack.queries = 200
    let end = attack(try group.attacked(group.network(.evaluation).attacked(), .evaluation, budget: 0.1), fixed)
    let compared = Compared("end", Layout.numbers(end), try group.golden.numbers("square/end"))
    #expect(differences(in: "square", [compared], GoldenTolerance.plain(.double)) == [])
  }

  @Test func decoupledDirection() throws {
    let group = try GoldenStrongAttackGroup()
    let noted = NotedImages()
    let model = noted.noting(group.network(.evaluation).attacked())
    let end = DecoupledDirection()(try group.attacked(model, .evaluation, budget: 1))
    #expect(try group.differences("ddn", noted) == [])
    let compared = Compared("end", Layout.numbers(end), try group.golden.numbers("ddn/end"))
    #expect(differences(in: "ddn", [compared], GoldenTolerance.plain(.double)) == [])
  }

  /// Two optimisers end at different places: ours has to find images as near as foolbox with SciPy's L-BFGS-B.
  @Test func boxConstrained() throws {
    let group = try GoldenStrongAttackGroup()
    let attacked = try group.attacked(group.network(.evaluation).attacked(), .evaluation, budget: 1)
    let targets = AttackLoss.targetedRatio(rank: 0).targets(attacked.model.logits(attacked.images), attacked.labels)
    let end = BoxConstrained()(attacked, targets: targets)
    #expect(attacked.isRight(end) == [false, false, false, false])
    let unit = group.validRange.upperBound - group.validRange.lowerBound
    let distances = (end - group.images).rowNorms { $0 }.map { $0 / unit }
    for (ours, theirs) in zip(distances, try group.golden.numbers("box/distances")) {
      #expect(ours < 1.03 * theirs, "distance \(ours), foolbox \(theirs)")
      #expect(ours > 0.9 * theirs, "distance \(ours), foolbox \(theirs)")
    }
  }

  @Test(arguments: 0..<3)
  func minimaWithinTheBox(index: Int) throws {
    let group = try GoldenStrongAttackGroup()
    let attacked = try group.attacked(group.network(.evaluation).attacked(), .evaluation, budget: 1)
    let penalty = try group.golden.numbers("box/least", attribute: "penalties")[index]
    let least = try group.golden.numbers("box/least")
    let unit = group.validRange.upperBound - group.validRange.lowerBound
    let targets = AttackLoss.targetedRatio(rank: 0).targets(attacked.model.logits(attacked.images), attacked.labels)
    for row in 0..<4 {
      let image = attacked.at([row])
      var attack = BoxConstrained()
      attack.evaluations = 500
      let x = attack.minimum(image, target: targets[row], penalty: penalty)
      let loss = image.model.logits(x).logSoftmax().crossEntropy(.oneHot([targets[row]], .double)).scalar
      let distance = (x - image.images).rowNorms { $0 }[0] / unit
      let (ours, theirs) = (loss + penalty * distance * distance, least[3 * row + index])
      // The function is not convex: each finds a minimum of its own.
      #expect(ours < 1.06 * theirs, "image \(row), c \(penalty): \(ours), SciPy \(theirs)")
    }
  }
}

extension NotedImages {
  /// What was shown after so many looks.
  func without(first count: Int) -> NotedImages { NotedImages(Array(seen.dropFirst(count))) }
}
