import Tensors

/// What kind of numbers an operation is tried on.
enum Sample: Sendable {
  case normal
  /// At least a half, for functions of positive numbers.
  case positive
  /// At least a tenth from zero, where leaky ReLU has its kink.
  case awayFromZero
  /// All different by more than a difference quotient's step, so that no maximum changes its place.
  case distinct

  /// A float64 tensor of this kind; equal seeds give equal numbers.
  func tensor(_ shape: [Int], seed: UInt64) -> Tensor {
    let random = RandomStream(seed: seed, purpose: "sample")
    let count = shape.reduce(1, *)
    let scalars =
      switch self {
      case .normal: random.normals(count)
      case .positive: random.normals(count).map { 0.5 + abs($0) }
      case .awayFromZero: random.normals(count).map { $0 < 0 ? $0 - 0.1 : $0 + 0.1 }
      case .distinct: Self.distinct(random.uniforms(count))
      }
    return Tensor(shape: shape, scalars)
  }

  /// Equally spaced numbers from -1 on, in the order of these draws.
  private static func distinct(_ draws: [Double]) -> [Double] {
    var result = draws
    for (rank, place) in draws.indices.sorted(by: { draws[$0] < draws[$1] }).enumerated() {
      result[place] = 2 * Double(rank) / Double(draws.count) - 1
    }
    return result
  }
}

/// Normal numbers rounded to float32, in the precision asked for: both precisions start from the same.
func sample(_ shape: [Int], seed: UInt64, _ precision: Precision) -> Tensor {
  let rounded = Sample.normal.tensor(shape, seed: seed).converted(to: .single)
  return rounded.converted(to: precision)
}
