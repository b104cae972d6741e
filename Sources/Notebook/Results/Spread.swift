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
}
