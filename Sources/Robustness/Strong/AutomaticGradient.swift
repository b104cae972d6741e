import Tensors

/// Auto-PGD in the maximum norm (Croce and Hein 2020, algorithm 1): projected gradient steps with momentum, whose lengths
/// halve, image by image, where the loss no longer rises.
public struct AutomaticGradient: Sendable {
  public var steps = 100
  /// One run for each, the first from the clean image and the others from random beginnings.
  public var losses: [AttackLoss]
  public var means = BatchMeans.heldFixed
  public var fallen = FallenImages.rest

  public init(_ losses: [AttackLoss]) { self.losses = losses }

  public func callAsFunction(_ request: PerturbationRequest) -> Tensor { self(AttackedImages(request, means)) }

  func callAsFunction(_ all: AttackedImages) -> Tensor { runs(all).last ?? all.images }

  /// The images after the run of each loss, as ``StrongAttack/runs(_:_:)`` has them.
  func runs(_ request: PerturbationRequest) -> [Tensor] { runs(AttackedImages(request, means)) }

  func runs(_ all: AttackedImages) -> [Tensor] {
    var (x, runs) = (all.images, [Tensor]())
    let clean = withoutRecording { all.model.logits(all.images) }
    for (restart, loss) in losses.enumerated() {
      let targets = loss.targets(clean, all.labels)
      let isRight = all.isRight(x)
      let standing = all.labels.indices.filter { isRight[$0] }
      if standing.isEmpty { break }
      x = x.replacingImages(at: standing, with: all.beginning(restart).images(at: standing))
      let rows = all.model.couplesImages ? Array(all.labels.indices) : standing
      var run = Ascent(all.at(rows), loss, targets: rows.map { targets[$0] }, from: x.images(at: rows), steps, fallen)
      x = x.replacingImages(at: rows, with: run.finish())
      runs.append(x)
    }
    return runs
  }
}

/// One run of Auto-PGD, of all images at once.
private struct Ascent {
  private var attacked: AttackedImages
  private let loss: AttackLoss
  private var targets: [Int]
  private let steps: Int
  private let fallen: FallenImages
  /// Where each image of the run fell, or else stands in the end.
  private var result: Tensor
  /// The images that are still attacked, as rows of ``result``; everything below is theirs.
  private var rows: [Int]
  private var x: Tensor
  private var previous: Tensor
  private var gradient: Tensor
  private var isRight: [Bool]
  private var best: (x: Tensor, gradient: Tensor, loss: [Double])
  private var lengths: [Double]
  /// Losses after each step, and what the last check saw.
  private var history: [[Double]] = []
  private var bestAtCheck: [Double]
  private var wasHalved: [Bool]

  init(
    _ attacked: AttackedImages, _ loss: AttackLoss, targets: [Int], from beginning: Tensor, _ steps: Int,
    _ fallen: FallenImages
  ) {
    (self.attacked, self.loss, self.targets, self.steps, self.fallen) = (attacked, loss, targets, steps, fallen)
    let seen = attacked.look(beginning, loss, targets: targets) { Self.counted($0, fallen) }
    (result, x, previous, gradient, isRight) = (beginning, beginning, beginning, seen.gradient, seen.isRight)
    rows = Array(attacked.labels.indices)
    best = (beginning, seen.gradient, seen.losses)
    lengths = rows.map { _ in 2 * attacked.radius }
    bestAtCheck = seen.losses
    wasHalved = rows.map { _ in true }
  }

  private static func counted(_ isRight: [Bool], _ fallen: FallenImages) -> [Bool] {
    fallen == .climb ? isRight.map { _ in true } : isRight
  }

  mutating func finish() -> Tensor {
    var (period, sinceCheck) = (max(1, steps * 22 / 100), 0)
    for step in 0..<steps {
      leaveOutFallen()
      if !Self.counted(isRight, fallen).contains(true) { break }
      climb(first: step == 0)
      sinceCheck += 1
      if sinceCheck == period {
        shorten(period)
        (period, sinceCheck) = (max(period - max(1, steps * 3 / 100), max(1, steps * 6 / 100)), 0)
      }
    }
    let standing = rows.indices.filter { fallen == .rest || isRight[$0] == false }
    return result.replacingImages(at: standing.map { rows[$0] }, with: x.images(at: standing))
  }

  /// A step along the sign of the gradient and a quarter of the step before.
  private mutating func climb(first: Bool) {
    let weight = first ? 1 : 0.75
    let steps = Tensor(shape: [rows.count], lengths, x.precision).scalingRows(of: gradient.sign)
    let straight = attacked.projected(x + steps)
    let next = attacked.projected(x + weight * (straight - x) + (1 - weight) * (x - previous))
    let moving = rows.indices.filter { fallen == .climb || isRight[$0] }
    previous = previous.replacingImages(at: moving, with: x.images(at: moving))
    x = x.replacingImages(at: moving, with: next.images(at: moving))
    let seen = attacked.look(x, loss, targets: targets) { Self.counted($0, fallen) }
    (gradient, isRight) = (seen.gradient, seen.isRight)
    let fell = rows.indices.filter { !isRight[$0] }
    result = result.replacingImages(at: fell.map { rows[$0] }, with: x.images(at: fell))
    let better = rows.indices.filter { seen.losses[$0] > best.loss[$0] }
    best.x = best.x.replacingImages(at: better, with: x.images(at: better))
    best.gradient = best.gradient.replacingImages(at: better, with: gradient.images(at: better))
    for row in better { best.loss[row] = seen.losses[row] }
    history.append(seen.losses)
  }

  /// Halves the steps of images whose loss rose too rarely or whose best has not improved, and takes these back to it.
  private mutating func shorten(_ period: Int) {
    var halved = rows.map { _ in false }
    for row in rows.indices {
      let recent = history.suffix(period + 1).map { $0[row] }
      // Before the first step there is no loss to rise from: as in the authors' code, zero stands for it.
      let pairs = zip(
        recent.count > period ? recent : [0] + recent, recent.count > period ? recent.dropFirst() : recent[...])
      let rises = pairs.count { $0 < $1 }
      halved[row] = Double(rises) <= 0.75 * Double(period) || (!wasHalved[row] && bestAtCheck[row] >= best.loss[row])
    }
    let back = rows.indices.filter { halved[$0] && (fallen == .climb || isRight[$0]) }
    for row in back { lengths[row] /= 2 }
    x = x.replacingImages(at: back, with: best.x.images(at: back))
    gradient = gradient.replacingImages(at: back, with: best.gradient.images(at: back))
    (wasHalved, bestAtCheck) = (halved, best.loss)
  }

  /// Where images do not act on each other, those that have fallen are no longer looked at.
  private mutating func leaveOutFallen() {
    guard fallen == .rest, !attacked.model.couplesImages, isRight.contains(false) else { return }
    let kept = rows.indices.filter { isRight[$0] }
    func keep<T>(_ array: [T]) -> [T] { kept.map { array[$0] } }
    attacked = attacked.at(kept)
    (rows, targets, lengths, isRight) = (keep(rows), keep(targets), keep(lengths), keep(isRight))
    (bestAtCheck, wasHalved, history) = (keep(bestAtCheck), keep(wasHalved), history.map(keep))
    (x, previous, gradient) = (x.images(at: kept), previous.images(at: kept), gradient.images(at: kept))
    best = (best.x.images(at: kept), best.gradient.images(at: kept), keep(best.loss))
  }
}
