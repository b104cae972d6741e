import Tensors

/// The Square attack in the maximum norm (Andriushchenko et al. 2020, algorithms 1 and 2): no gradient, but squares of
/// ±radius at random places, kept where the margin rises. It succeeds where gradients mislead.
public struct SquareAttack: Sendable {
  public var queries = 1_000
  /// The part of the pixels that the first squares cover.
  public var firstPart = 0.8

  public init() {}

  public func callAsFunction(_ request: PerturbationRequest) -> Tensor {
    self(AttackedImages(request), SquareDraws(seed: request.seed, trial: request.trial))
  }

  func callAsFunction(_ all: AttackedImages, _ draws: SquareDraws) -> Tensor {
    withoutRecording {
      let isRight = all.isRight(all.images)
      let standing = all.labels.indices.filter { isRight[$0] }
      if standing.isEmpty { return all.images }
      let rows = all.model.couplesImages ? Array(all.labels.indices) : standing
      let beginning = all.images.replacingImages(at: standing, with: striped(all, draws).images(at: standing))
      return search(all, draws, rows, from: beginning)
    }
  }

  /// Vertical stripes of ±radius.
  private func striped(_ all: AttackedImages, _ draws: SquareDraws) -> Tensor {
    let side = all.images.shape[1]
    let offsets = all.labels.indices.flatMap { image -> [Double] in
      let signs = draws.stripes(image, side).map { all.radius * $0 }
      return (0..<side).flatMap { _ in signs }
    }
    return (all.images + Tensor(shape: all.images.shape, offsets, all.images.precision)).clipped(to: all.validRange)
  }

  private func search(_ all: AttackedImages, _ draws: SquareDraws, _ rows: [Int], from beginning: Tensor) -> Tensor {
    var (x, rows, attacked) = (beginning, rows, all.at(rows))
    var margins = attacked.margins(x.images(at: rows))
    for query in 0..<queries {
      // Where images do not act on each other, those that have fallen are no longer looked at.
      let moving = rows.indices.filter { margins[$0] <= 0 }
      if moving.isEmpty, !all.model.couplesImages { break }
      if !all.model.couplesImages, moving.count < rows.count {
        (rows, margins) = (moving.map { rows[$0] }, moving.map { margins[$0] })
        attacked = all.at(rows)
      }
      let current = x.images(at: rows)
      // The others have moved, and with them the means of the batch.
      if all.model.couplesImages, query.isMultiple(of: 10) { margins = attacked.margins(current) }
      let asked = rows.indices.filter { margins[$0] <= 0 }
      if asked.isEmpty { continue }
      let squares = asked.flatMap { offsets(draws.square(rows[$0], query), query, side: current.shape[1], all.radius) }
      let shape = [asked.count] + current.shape.dropFirst()
      let changed = current.images(at: asked) + Tensor(shape: shape, squares, x.precision)
      let tried = attacked.projected(current.replacingImages(at: asked, with: changed))
      let reached = attacked.margins(tried)
      let better = asked.filter { reached[$0] > margins[$0] || reached[$0] > 0 }
      x = x.replacingImages(at: better.map { rows[$0] }, with: tried.images(at: better))
      for row in better { margins[row] = reached[row] }
    }
    return x
  }

  /// Twice the radius within the square, so that it leads from either side of the ball to the other.
  private func offsets(_ draw: SquareDraws.Square, _ query: Int, side: Int, _ radius: Double) -> [Double] {
    let width = max(1, Int((part(query) * Double(side * side)).squareRoot().rounded()))
    let (top, left) = (Int(draw.down * Double(side - width)), Int(draw.across * Double(side - width)))
    var offsets = [Double](repeating: 0, count: side * side)
    for row in top..<top + width {
      for column in left..<left + width { offsets[row * side + column] = 2 * radius * draw.sign }
    }
    return offsets
  }

  /// The part of the pixels that a square covers, halved as the queries go by (the paper's schedule for 10,000).
  func part(_ query: Int) -> Double {
    let halvings = [10, 50, 200, 500, 1_000, 2_000, 4_000, 6_000, 8_000]
    let scaled = query * 10_000 / queries
    return halvings.filter { scaled > $0 }.reduce(firstPart) { part, _ in part / 2 }
  }
}

/// The random numbers of a Square attack, for each image its own.
struct SquareDraws: Sendable {
  /// Where a square lies, as parts of the places that there are, and its sign.
  struct Square {
    let down: Double
    let across: Double
    let sign: Double
  }
  let stripes: @Sendable (_ image: Int, _ count: Int) -> [Double]
  let square: @Sendable (_ image: Int, _ query: Int) -> Square
}

extension SquareDraws {
  init(seed: UInt64, trial: Int) {
    stripes = { image, count in
      RandomStream(seed: seed, purpose: "square stripes", [trial, image]).uniforms(count).map { $0 < 0.5 ? -1 : 1 }
    }
    square = { image, query in
      let u = RandomStream(seed: seed, purpose: "square", [trial, image]).block(query)
      return Square(down: Double(u.x) * 0x1p-32, across: Double(u.y) * 0x1p-32, sign: u.z & 1 == 0 ? -1 : 1)
    }
  }
}

extension AttackedImages {
  /// The margin of each image: above zero where it has fallen.
  func margins(_ x: Tensor) -> [Double] {
    AttackLoss.margin.perImage(model.logits(x), labels, targets: labels).doubles
  }
}
