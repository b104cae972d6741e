import Foundation

/// Student's t distribution (Student, Biometrika 6, 1908) by the regularised incomplete beta function
/// (Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.5.8 and 26.7.1).
public struct StudentT: Sendable {
  /// Above 0; need not be whole.
  public let degreesOfFreedom: Double

  public init(degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }

  /// The probability of a value farther from zero than t, in either direction.
  public func twoSided(_ t: Double) -> Double {
    guard t.isFinite else { return 0 }
    return incompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5)
  }

  /// The probability of a value above t.
  public func above(_ t: Double) -> Double { t < 0 ? 1 - twoSided(t) / 2 : twoSided(t) / 2 }

  /// The t that a value exceeds with this probability, which is below one half.
  public func quantile(above probability: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    while above(high) > probability { high *= 2 }
    // Halving ends where no number lies between.
    while case let middle = (low + high) / 2, low < middle, middle < high {
      if above(middle) > probability { low = middle } else { high = middle }
    }
    return high
  }
}

/// The regularised incomplete beta function I_x(a, b), for x from 0 to 1, by its continued fraction
/// (Abramowitz and Stegun, 26.5.8), evaluated by Lentz's method (Applied Optics 15, 1976).
func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
  guard x > 0, x < 1 else { return x <= 0 ? 0 : 1 }
  // The fraction converges fast on one side only.
  return x <= (a + 1) / (a + b + 2) ? continuedFraction(x, a, b) : 1 - continuedFraction(1 - x, b, a)
}

private func continuedFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
  let factor = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
  func away(_ number: Double) -> Double { abs(number) < 1e-300 ? 1e-300 : number }
  var (c, d) = (1.0, 1 / away(1 - (a + b) * x / (a + 1)))
  var fraction = d
  for m in 1...1000 {
    let m = Double(m)
    let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    let before = fraction
    for term in [even, odd] {
      (c, d) = (away(1 + term / c), 1 / away(1 + term * d))
      fraction *= c * d
    }
    if abs(fraction - before) <= 1e-15 * abs(fraction) { break }
  }
  return factor * fraction
}
