import Foundation

/// A difference of means, with Student's t interval and test.
public struct MeanDifference: Sendable, Equatable {
  public let mean: Double
  /// The 95% interval of the mean; nil where there is one value, which has none.
  public let interval: ClosedRange<Double>?
  /// The two-sided probability of a mean this far from zero if the true one is zero; nil where there is one value.
  public let p: Double?
  /// How many pairs there are, or values of the smaller sample.
  public let count: Int

  /// Of pairs, by their differences; nil without any.
  public init?(_ differences: [Double]) {
    guard let spread = Spread(differences) else { return nil }
    let error = spread.deviation.map { $0 / Double(spread.count).squareRoot() }
    self.init(spread.mean, error, Double(spread.count - 1), spread.count)
  }

  /// Of two independent samples, the mean of a less that of b, with Welch's degrees of freedom; nil where one is empty.
  public init?(_ a: [Double], less b: [Double]) {
    guard let a = Spread(a), let b = Spread(b) else { return nil }
    let (mean, count) = (a.mean - b.mean, min(a.count, b.count))
    guard let first = a.deviation, let second = b.deviation else {
      self.init(mean, nil, 0, count)
      return
    }
    let (error, freedom) = welch((first, a.count), (second, b.count))
    self.init(mean, error, freedom, count)
  }

  private init(_ mean: Double, _ error: Double?, _ freedom: Double, _ count: Int) {
    (self.mean, self.count) = (mean, count)
    guard let error else {
      (interval, p) = (nil, nil)
      return
    }
    guard error > 0 else {
      // Equal values, as networks without any answer give, have no error.
      (interval, p) = (mean...mean, mean == 0 ? 1 : 0)
      return
    }
    let student = StudentT(degreesOfFreedom: freedom)
    let half = student.quantile(above: 0.025) * error
    (interval, p) = ((mean - half)...(mean + half), student.twoSided(mean / error))
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
  let (error, freedom) = welch(a, b)
  guard error > 0 else { return abs(difference) < margin }
  return StudentT(degreesOfFreedom: freedom).above((margin - abs(difference)) / error) < 0.05
}

/// The standard error of a difference of two independent means, and its degrees of freedom (Welch, Biometrika 34, 1947).
private func welch(
  _ a: (deviation: Double, count: Int), _ b: (deviation: Double, count: Int)
) -> (error: Double, freedom: Double) {
  let parts = [a, b].map { ($0.deviation * $0.deviation / Double($0.count), Double($0.count - 1)) }
  let variance = parts[0].0 + parts[1].0
  return (variance.squareRoot(), variance * variance / parts.map { $0.0 * $0.0 / $0.1 }.reduce(0, +))
}
