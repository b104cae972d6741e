import Foundation

/// At most three significant digits, or all of a whole number.
public func shortened(_ number: Double) -> String {
  number == number.rounded() ? String(format: "%.0f", number) : String(format: "%.3g", number)
}

/// "noise, blur and fgsm"; "none" of nothing.
public func enumerated(_ names: [String]) -> String {
  guard let last = names.last else { return "none" }
  return names.count == 1 ? last : names.dropLast().joined(separator: ", ") + " and " + last
}

/// A number as readers write it: 0.0048, where the nearest binary fraction has 17 digits.
func decimal(_ number: Double) -> String { String(format: "%.10g", number) }

/// A number in a format such as "%.3f", or a dash where there is none.
func formatted(_ number: Double?, _ format: String, missing: String = "–") -> String {
  number.map { String(format: format, $0) } ?? missing
}

/// "3", or "2 to 5" where numbers differ; "0" of none.
public func range(_ numbers: [Int]) -> String {
  let (low, high) = (numbers.min() ?? 0, numbers.max() ?? 0)
  return low == high ? "\(low)" : "\(low) to \(high)"
}

/// "+0.012" or "−0.182", with a minus sign.
func signed(_ number: Double?, _ format: String = "%+.3f") -> String {
  formatted(number, format).replacing("-", with: "−")
}
