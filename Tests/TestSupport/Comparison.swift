import Foundation

/// How far a number may be from the expected one: by a part of the largest number of its array plus a part
/// of the largest number of its kind, plus a fixed amount.
///
/// The second part is for arrays that are analytically zero, such as the gradient of a bias before a
/// normalisation: what is left there is rounding, of the size of the other gradients' rounding.
public struct Tolerance: Sendable {
  public let ofArray: Double
  public let ofKind: Double
  public let fixed: Double

  public init(ofArray: Double, ofKind: Double, fixed: Double = 0) {
    self.ofArray = ofArray
    self.ofKind = ofKind
    self.fixed = fixed
  }
}

/// One array as computed and as expected.
public struct Compared {
  public let name: String
  public let computed: [Double]
  public let expected: [Double]

  public init(_ name: String, _ computed: [Double], _ expected: [Double]) {
    self.name = name
    self.computed = computed
    self.expected = expected
  }
}

/// Compares arrays of one kind (outputs, gradients, ...) that belong to one group.
///
/// - Returns: a line for every array that is too far off, with group, array, worst index and both numbers;
///   empty if all agree. Where `GTN_SHOW_DIFFERENCES` is set, the largest difference is printed, too.
public func differences(in group: String, _ arrays: [Compared], _ tolerance: Tolerance) -> [String] {
  let ofKind = arrays.map { largest($0.expected) }.max() ?? 0
  var most = 0.0
  defer { if isShown { show(most, in: group, tolerance) } }
  return arrays.compactMap { array in
    let (computed, expected) = (array.computed, array.expected)
    guard computed.count == expected.count else {
      return "\(group)/\(array.name): \(computed.count) numbers instead of \(expected.count)"
    }
    let bound = tolerance.ofArray * largest(expected) + tolerance.ofKind * ofKind + tolerance.fixed
    let errors = zip(computed, expected).map { pair in
      // An infinity may be expected; a number that is not one never agrees.
      pair.0 == pair.1 ? 0 : abs(pair.0 - pair.1)
    }
    // As a part of the same numbers as what is allowed.
    if bound > 0, let error = errors.max() { most = max(most, error / bound * tolerance.ofArray) }
    let isOff = { (error: Double) in !(error <= bound) }
    guard errors.contains(where: isOff) else { return nil }
    let worst =
      errors.indices.first { errors[$0].isNaN } ?? errors.indices.max { errors[$0] < errors[$1] }!
    return "\(group)/\(array.name)[\(worst)]: \(computed[worst]) instead of \(expected[worst]), "
      + "off by \(errors[worst]), allowed \(bound); \(errors.count(where: isOff)) of \(errors.count) are off"
  }
}

private let isShown = ProcessInfo.processInfo.environment["GTN_SHOW_DIFFERENCES"] != nil

/// A line whose fields tabs part, for scripts/gpu-check: what it is, group, found, allowed.
private func show(_ most: Double, in group: String, _ tolerance: Tolerance) {
  let (found, allowed) = (String(format: "%.1e", most), String(format: "%.0e", tolerance.ofArray))
  print("largest difference\t\(group)\t\(found)\t\(allowed)")
}

private func largest(_ numbers: [Double]) -> Double { numbers.map(abs).max() ?? 0 }
