import Foundation

/// Mean and standard deviation (n - 1) of some numbers.
public struct Spread: Sendable, Equatable {
  public let mean: Double
  /// nil for one number: it has no spread.
  public let deviation: Double?
  /// How many numbers they rest on.
  public let count: Int

  /// nil if there are no numbers.
  public init?(_ numbers: [Double]) {
    guard !numbers.isEmpty else { return nil }
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    self.mean = mean
    count = numbers.count
    let squares = numbers.map { ($0 - mean) * ($0 - mean) }
    deviation = numbers.count > 1 ? (squares.reduce(0, +) / Double(numbers.count - 1)).squareRoot() : nil
  }

  /// "0.912 ± 0.004", or "0.912" where there is no spread.
  public func text(digits: Int) -> String {
    String(format: "%.*f", digits, mean) + (deviation.map { String(format: " ± %.*f", digits, $0) } ?? "")
  }

  /// The middle of some numbers, between two of them where their count is even: infinite if one of these is; nil without numbers.
  static func median(_ numbers: [Double]) -> Double? {
    guard !numbers.isEmpty else { return nil }
    let (sorted, half) = (numbers.sorted(), numbers.count / 2)
    return numbers.count.isMultiple(of: 2) ? (sorted[half - 1] + sorted[half]) / 2 : sorted[half]
  }

  /// Of an accuracy: "91.2%".
  public var percentage: String { String(format: "%.1f%%", 100 * mean) }
}
