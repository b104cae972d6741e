import Foundation

/// Mean and population standard deviation (ddof 0) of some numbers.
public struct Spread: Sendable, Equatable {
  public let mean: Double
  public let deviation: Double
  /// How many numbers they rest on.
  public let count: Int

  /// nil if there are no numbers.
  public init?(_ numbers: [Double]) {
    guard !numbers.isEmpty else { return nil }
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    self.mean = mean
    count = numbers.count
    deviation =
      (numbers.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(numbers.count)).squareRoot()
  }

  /// "0.912 ± 0.004", or "0.912": one trial has no spread.
  public func text(digits: Int) -> String {
    count > 1
      ? String(format: "%.*f ± %.*f", digits, mean, digits, deviation) : String(format: "%.*f", digits, mean)
  }
}
