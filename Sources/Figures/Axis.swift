import Foundation

/// The range of an axis and the positions of its labels.
struct Axis {
  let range: ClosedRange<Double>
  let tics: [Double]

  /// A linear axis: the shortest step of 1, 2 or 5 times a power of ten whose labels fit.
  ///
  /// - Parameter fits: whether there is room for these labels.
  init(linear values: [Double], fixed: ClosedRange<Double>?, fits: ([String]) -> Bool) {
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    // Equal values still need an axis of some length.
    let margin = high > low ? 0.03 * (high - low) : max(abs(low), 1) * 0.1
    let range = fixed ?? (low - margin)...(high + margin)
    let power = pow(10, log10(range.upperBound - range.lowerBound).rounded(.down) - 1)
    let candidates = [1, 2, 5, 10, 20, 50].map { Self.multiples(of: $0 * power, in: range) }
    self.range = range
    tics = candidates.first { fits($0.map(Self.text)) } ?? candidates[candidates.count - 1]
  }

  private static func multiples(of step: Double, in range: ClosedRange<Double>) -> [Double] {
    // The bounds themselves are labelled in spite of rounding.
    let first = (range.lowerBound / step - 1e-9).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    return stride(from: first, through: last, by: 1).map { $0 * step }
  }

  /// A logarithmic axis: labels at 1, 2 and 5 times the powers of ten, at 1 and 3 times where these do not fit, or at
  /// the powers alone beyond three decades.
  ///
  /// - Parameter fits: whether there is room for these labels.
  init(logarithmic values: [Double], fixed: ClosedRange<Double>?, fits: ([String]) -> Bool) {
    let (low, high) = (values.min() ?? 1, values.max() ?? 10)
    let margin = high > low ? pow(high / low, 0.03) : 1.5
    range = fixed ?? (low / margin)...(high * margin)
    let decades = log10(range.upperBound / range.lowerBound)
    let exponents = Int(log10(range.lowerBound).rounded(.down))...Int(log10(range.upperBound).rounded(.up))
    let inside = (range.lowerBound * (1 - 1e-9))...(range.upperBound * (1 + 1e-9))
    func tics(_ mantissas: [Double]) -> [Double] {
      exponents.flatMap { exponent in mantissas.map { $0 * pow(10, Double(exponent)) } }.filter { inside.contains($0) }
    }
    let candidates = decades > 3 ? [] : [tics([1, 2, 5]), tics([1, 3])]
    self.tics = candidates.first { fits($0.map(Self.text)) } ?? tics([1])
  }

  /// The labels' texts.
  var labels: [String] { tics.map(Self.text) }

  /// The labels as gnuplot takes them: text and position.
  var commands: String { labels.map { "'\($0)' \($0)" }.joined(separator: ", ") }

  /// Ten significant digits hide the rounding of a multiple of a step.
  private static func text(_ value: Double) -> String { String(format: "%.10g", value == 0 ? 0 : value) }
}
