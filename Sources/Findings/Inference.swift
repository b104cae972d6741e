import Foundation

/// The mean of paired differences, with Student's t interval and test.
public struct PairedMean: Sendable, Equatable {
  public let mean: Double
  /// The 95% interval of the mean; nil for one difference, which has none.
  public let interval: ClosedRange<Double>?
  /// The two-sided probability of a mean this far from zero if the true one is zero; nil for one difference.
  public let p: Double?
  /// How many differences there are.
  public let count: Int

  /// nil without differences.
  public init?(_ differences: [Double]) {
    guard let spread = Spread(differences) else { return nil }
    (mean, count) = (spread.mean, spread.count)
    guard let deviation = spread.deviation else {
      (interval, p) = (nil, nil)
      return
    }
    let student = StudentT(degreesOfFreedom: Double(count - 1))
    let error = deviation / Double(count).squareRoot()
    let half = student.quantile(above: 0.025) * error
    interval = (mean - half)...(mean + half)
    // Equal differences, as networks without any answer give, have no error.
    p = error > 0 ? student.twoSided(mean / error) : mean == 0 ? 1 : 0
  }

  /// "−0.182 [−0.253, −0.111]", or the mean alone.
  public var text: String {
    signed(mean) + (interval.map { " [\(signed($0.lowerBound)), \(signed($0.upperBound))]" } ?? "")
  }
}

/// Holm's step-down adjustment (Scandinavian Journal of Statistics 6, 1979) within a family of m tests. Those that are
/// not there yet count as the largest, so that what they turn out to be lowers the others or leaves them.
///
/// - Returns: one a p, in their order.
public func holm(_ p: [Double], family m: Int) -> [Double] {
  var adjusted = p
  var largest = 0.0
  for (rank, index) in p.indices.sorted(by: { p[$0] < p[$1] }).enumerated() {
    largest = max(largest, min(1, Double(m - rank) * p[index]))
    adjusted[index] = largest
  }
  return adjusted
}

/// Whether two means are equivalent within a margin, by two one-sided tests at .05 each (Schuirmann, Journal of
/// Pharmacokinetics and Biopharmaceutics 15, 1987), with Welch's degrees of freedom.
///
/// - Parameters:
///   - difference: of the means.
///   - a: standard deviation (n - 1) and number behind one mean.
///   - b: the same of the other.
public func isEquivalent(
  _ difference: Double, _ a: (deviation: Double, count: Int), _ b: (deviation: Double, count: Int),
  within margin: Double
) -> Bool {
  let parts = [a, b].map { ($0.deviation * $0.deviation / Double($0.count), Double($0.count - 1)) }
  let variance = parts[0].0 + parts[1].0
  guard variance > 0 else { return abs(difference) < margin }
  let freedom = variance * variance / parts.map { $0.0 * $0.0 / $0.1 }.reduce(0, +)
  return StudentT(degreesOfFreedom: freedom).above((margin - abs(difference)) / variance.squareRoot()) < 0.05
}
