import Tensors

/// How hard strong attacks try.
public struct AttackEffort: Sendable, Codable, Equatable {
  /// Of projected gradient descent.
  public var steps = 40
  public var restarts = 5
  /// Of Auto-PGD, for each loss.
  public var automaticSteps = 100
  /// Of the Square attack.
  public var queries = 1_000
  /// Of DDN.
  public var distanceSteps = 100
  /// Images at most of attacks on one image at a time, and the batch mates that each has in training mode.
  public var singleImages = 5
  public var mates = 99

  public init() {}
}

/// An attack that a network's robustness is judged by, or a weaker one that checks it.
public struct StrongAttack: Sendable {
  public enum Kind: Sendable {
    /// It says what is left within a budget, at every budget of the curve.
    case curve
    /// The same at the few budgets that costlier attacks are run at.
    case costly
    /// Like `costly`, but no part of the worst case: other attacks are checked against it.
    case check
    /// It says how near an image falls, of a few images, one at a time.
    case leastDistance
  }

  public let name: String
  /// What it follows.
  public let source: String
  public let kind: Kind
  /// Images at most that it is asked for; nil for all.
  public let limit: @Sendable (AttackEffort) -> Int?
  /// Whether each image stands in a batch of clean ones, in place of those that are attacked beside it; in training mode
  /// alone.
  public let standsAmongCleanMates: Bool
  /// The modes in which it is run: what is about the means of a batch says nothing in evaluation mode.
  public let modes: [EvaluationMode]
  private let run: @Sendable (PerturbationRequest, AttackEffort) -> [Tensor]

  init(
    _ name: String, _ source: String, _ kind: Kind, standsAmongCleanMates: Bool = false,
    modes: [EvaluationMode] = EvaluationMode.allCases,
    limit: @escaping @Sendable (AttackEffort) -> Int? = { _ in nil },
    _ run: @escaping @Sendable (PerturbationRequest, AttackEffort) -> [Tensor]
  ) {
    (self.name, self.source, self.kind, self.limit, self.run) = (name, source, kind, limit, run)
    (self.standsAmongCleanMates, self.modes) = (standsAmongCleanMates, modes)
  }

  /// The attacked images [n, side, side, 1] after the last run. The request's strength is the largest change of a pixel, in
  /// grey levels between 0 and 1; it says nothing to an attack for the least distance.
  public func callAsFunction(_ request: PerturbationRequest, _ effort: AttackEffort) -> Tensor {
    runs(request, effort).last ?? request.images
  }

  /// The attacked images after each run, of which some attacks make several; none if all images are wrong before. What is
  /// wrong after any of them has fallen: where the images of a batch act on each other, it may be right again after a later
  /// one, when others have moved.
  public func runs(_ request: PerturbationRequest, _ effort: AttackEffort) -> [Tensor] { run(request, effort) }

  /// Whether the worst case counts it.
  public var isOfWorstCase: Bool {
    switch kind {
    case .curve, .costly: true
    case .check, .leastDistance: false
    }
  }
}

extension StrongAttack {
  /// As the report's attacks climb: the mean cross-entropy of the whole batch, fallen images and all.
  public static let asRun = projected("pgd-as-run", "Madry et al. 2018; report, \"FGSM-Attack\"", .curve) { attack, _ in
    (attack.loss, attack.means, attack.fallen) = (.crossEntropy, .followed, .climb)
  }
  public static let crossEntropy = projected("pgd-cross-entropy", "Madry et al. 2018", .curve) { attack, _ in
    attack.loss = .crossEntropy
  }
  public static let margin = projected("pgd-margin", "Madry et al. 2018; Carlini and Wagner 2017", .curve) { _, _ in }
  public static let restarted = projected("pgd-margin-restarts", "Madry et al. 2018", .costly) { attack, effort in
    attack.restarts = effort.restarts
  }
  public static let automatic = StrongAttack("apgd-cross-entropy", "Croce and Hein 2020", .costly) { request, effort in
    var attack = AutomaticGradient([.crossEntropy])
    attack.steps = effort.automaticSteps
    return attack.runs(request)
  }
  public static let targeted = StrongAttack("apgd-targeted", "Croce and Hein 2020", .costly) { request, effort in
    var attack = AutomaticGradient((0..<9).map { .targetedRatio(rank: $0) })
    attack.steps = effort.automaticSteps
    return attack.runs(request)
  }
  public static let square = StrongAttack("square", "Andriushchenko et al. 2020", .costly) { request, effort in
    var attack = SquareAttack()
    attack.queries = effort.queries
    return [attack(request)]
  }

  public static let decoupled = StrongAttack("ddn", "Rony et al. 2019", .leastDistance) { request, effort in
    var attack = DecoupledDirection()
    attack.steps = effort.distanceSteps
    return [attack(request)]
  }
  public static let boxConstrained = StrongAttack(
    "box-lbfgs", "Szegedy et al. 2014", .leastDistance, limit: { $0.singleImages }
  ) { request, effort in
    let few = request.first(effort.singleImages)
    return [request.images.replacingImages(at: Array(0..<few.images.shape[0]), with: BoxConstrained()(few))]
  }

  public static let oneStep = projected("one-step", "Goodfellow et al. 2015", .check) { attack, _ in
    (attack.steps, attack.stepLength) = (1, 1)
  }
  public static let twiceTheSteps = projected("pgd-margin-twice", "Madry et al. 2018", .check) { attack, _ in
    attack.steps *= 2
  }
  public static let randomSigns = StrongAttack("random-signs", "a corner of the budget, drawn", .check) { request, _ in
    let attacked = AttackedImages(request)
    return [attacked.projected(attacked.images + attacked.radius * attacked.start(1)!.sign)]
  }
  /// Each image alone among clean ones, with the gradient through the means of that batch.
  public static let amongMates = StrongAttack(
    "pgd-margin-clean-mates", "Madry et al. 2018", .check, standsAmongCleanMates: true, modes: [.training],
    limit: { $0.singleImages }
  ) { request, effort in
    guard let network = request.network else { preconditionFailure("an attack needs a network") }
    var attack = ProjectedGradient()
    (attack.steps, attack.restarts) = (effort.steps, 1)
    let all = AttackedImages(request)
    let attacked = (0..<min(effort.singleImages, all.labels.count)).reduce(all.images) { images, row in
      let mates = request.mates(of: row, effort)
      return images.replacingImages(at: [row], with: attack(all.at([row]).asking(network.attacked(amongMates: mates))))
    }
    return [attacked]
  }
  /// Between the attack as run and those that hold the means fixed: the cross-entropy of the images that are right alone, and
  /// the margin of all, whose gradient has one size for sure and unsure images, both along the means.
  public static let rightOnes = projected("pgd-right-images", "Madry et al. 2018", .check, modes: [.training]) {
    attack, _ in
    (attack.loss, attack.means) = (.crossEntropy, .followed)
  }
  public static let marginAsRun = projected("pgd-margin-as-run", "Madry et al. 2018", .check, modes: [.training]) {
    attack, _ in
    (attack.means, attack.fallen) = (.followed, .climb)
  }

  /// In the order of tables.
  public static let all = [
    asRun, crossEntropy, margin, restarted, automatic, targeted, square, decoupled, boxConstrained, oneStep,
    twiceTheSteps, randomSigns, amongMates, rightOnes, marginAsRun,
  ]

  /// The attack of that ``name``, or nil.
  public static func named(_ name: String) -> StrongAttack? { all.first { $0.name == name } }

  private static func projected(
    _ name: String, _ source: String, _ kind: Kind, modes: [EvaluationMode] = EvaluationMode.allCases,
    _ change: @escaping @Sendable (inout ProjectedGradient, AttackEffort) -> Void
  ) -> StrongAttack {
    StrongAttack(name, source, kind, modes: modes) { request, effort in
      var attack = ProjectedGradient()
      (attack.steps, attack.restarts) = (effort.steps, 1)
      change(&attack, effort)
      return attack.runs(request)
    }
  }
}

extension PerturbationRequest {
  /// The same of the first images; in training mode the others take part no more.
  func first(_ count: Int) -> PerturbationRequest {
    let rows = 0..<min(count, images.shape[0])
    return PerturbationRequest(
      images: images.images(rows), oneHot: oneHot.images(rows), strength: strength, validRange: validRange, seed: seed,
      trial: trial, network: network)
  }

  /// The clean images among which one stands: those that follow it, around the end.
  public func mates(of row: Int, _ effort: AttackEffort) -> Tensor {
    let count = images.shape[0]
    return images.images(at: (1...min(effort.mates, count - 1)).map { (row + $0) % count })
  }
}

extension AttackedImages {
  /// The same images, asked of another model.
  func asking(_ model: AttackedModel) -> AttackedImages {
    AttackedImages(
      model: model, images: images, labels: labels, radius: radius, validRange: validRange, start: start)
  }
}
