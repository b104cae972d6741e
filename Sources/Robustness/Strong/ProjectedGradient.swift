import Tensors

/// Projected gradient descent in the maximum norm (Madry et al. 2018): steps along the sign of the gradient, each
/// followed by a return into the ball around the image, from several beginnings.
public struct ProjectedGradient: Sendable {
  public var loss = AttackLoss.margin
  public var steps = 40
  public var restarts = 5
  /// The length of a step is this many budgets over the number of steps.
  public var stepLength = 2.5
  public var means = BatchMeans.heldFixed
  public var fallen = FallenImages.rest

  public init() {}

  /// The attacked images [n, side, side, 1].
  public func callAsFunction(_ request: PerturbationRequest) -> Tensor { self(AttackedImages(request, means)) }

  /// Where the steps lead from a random beginning, whether images have fallen or not: what adversarial training learns from.
  public func climbed(_ request: PerturbationRequest) -> Tensor {
    let attacked = AttackedImages(request, means)
    var x = attacked.beginning(1)
    for _ in 0..<steps {
      let seen = attacked.look(x, loss, targets: attacked.labels) { $0.map { _ in true } }
      x = attacked.projected(x + stepLength * attacked.radius / Double(steps) * seen.gradient.sign)
    }
    return x
  }

  func callAsFunction(_ all: AttackedImages) -> Tensor { runs(all).last ?? all.images }

  /// The images after each restart, as ``StrongAttack/runs(_:_:)`` has them.
  func runs(_ request: PerturbationRequest) -> [Tensor] { runs(AttackedImages(request, means)) }

  func runs(_ all: AttackedImages) -> [Tensor] {
    var (x, runs) = (all.images, [Tensor]())
    for restart in 0..<restarts {
      let isRight = all.isRight(x)
      let standing = all.labels.indices.filter { isRight[$0] }
      if standing.isEmpty { break }
      x = x.replacingImages(at: standing, with: all.beginning(restart).images(at: standing))
      // Where images do not act on each other, the fallen ones are left out.
      let rows = all.model.couplesImages ? Array(all.labels.indices) : standing
      x = x.replacingImages(at: rows, with: run(all.at(rows), from: x.images(at: rows)))
      runs.append(x)
    }
    return runs
  }

  /// One restart, of all images at once.
  private func run(_ attacked: AttackedImages, from beginning: Tensor) -> Tensor {
    var (x, found) = (beginning, beginning)
    var hasFallen = attacked.labels.map { _ in false }
    let length = stepLength * attacked.radius / Double(steps)
    var rows = Array(attacked.labels.indices)
    var active = attacked
    for _ in 0..<steps {
      let current = x.images(at: rows)
      let seen = active.look(current, loss, targets: active.labels) { right in
        fallen == .climb ? right.map { _ in true } : right
      }
      let fell = rows.indices.filter { !seen.isRight[$0] }
      found = found.replacingImages(at: fell.map { rows[$0] }, with: current.images(at: fell))
      for row in fell { hasFallen[rows[row]] = true }
      let moving = rows.indices.filter { fallen == .climb || seen.isRight[$0] }
      if moving.isEmpty { return x }
      let moved = active.projected(current + length * seen.gradient.sign)
      x = x.replacingImages(at: moving.map { rows[$0] }, with: moved.images(at: moving))
      if !attacked.model.couplesImages, moving.count < rows.count {
        rows = moving.map { rows[$0] }
        active = attacked.at(rows)
      }
    }
    guard fallen == .climb else { return x }
    // What was driven too far is where it last fell.
    let isRight = attacked.isRight(x)
    let back = isRight.indices.filter { isRight[$0] && hasFallen[$0] }
    return x.replacingImages(at: back, with: found.images(at: back))
  }
}
