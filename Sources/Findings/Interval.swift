import Tensors

/// The 2.5% and 97.5% points of the means of resamples with replacement of n numbers: of all n^n up to seven numbers, of
/// a hundred thousand, always the same, for more; nil for fewer than two.
public func bootstrapInterval(_ numbers: [Double]) -> ClosedRange<Double>? {
  guard numbers.count > 1 else { return nil }
  let n = numbers.count
  let resamples = n <= 7 ? (0..<n).reduce(1) { product, _ in product * n } : 100_000
  let means = (0..<resamples).map { resample in
    if n > 7 {
      let chosen = RandomStream(seed: 1, purpose: "resamples", [resample]).uniforms(n)
      return chosen.reduce(0) { $0 + numbers[Int($1 * Double(n))] } / Double(n)
    }
    var rest = resample
    var sum = 0.0
    for _ in 0..<n {
      sum += numbers[rest % n]
      rest /= n
    }
    return sum / Double(n)
  }.sorted()
  // Linear interpolation between order statistics.
  func point(_ fraction: Double) -> Double {
    let position = fraction * Double(means.count - 1)
    let below = Int(position)
    let above = min(below + 1, means.count - 1)
    return means[below] + (position - Double(below)) * (means[above] - means[below])
  }
  return point(0.025)...point(0.975)
}
