import Archive
import Foundation

/// How two arrays of one type and shape differ.
struct NumberComparison: Equatable {
  /// Elements whose bits are not the same.
  var differing = 0
  /// The largest |a - b|, and the largest |a - b| / max(|a|, |b|), over all elements; infinite where one of two
  /// differing numbers is not finite.
  var largestAbsolute = 0.0
  var largestRelative = 0.0

  mutating func add(_ a: Double, _ b: Double) {
    differing += 1
    let distance = abs(a - b)
    largestAbsolute = max(largestAbsolute, distance.isNaN ? .infinity : distance)
    let relative = distance == 0 ? 0 : distance / max(abs(a), abs(b))
    largestRelative = max(largestRelative, relative.isNaN ? .infinity : relative)
  }
}

/// How two checkpoints differ, field by field and array by array.
public struct Comparison {
  /// Differences of the provenance; all fields count.
  public let provenance: [String]
  /// Differences of the arrays, in the order of their names.
  public let arrays: [String]

  /// Whether nothing at all differs, versions of libraries included.
  public var isEqual: Bool { provenance.isEmpty && arrays.isEmpty }

  /// `first -> second`.
  public init(_ first: Checkpoint, _ second: Checkpoint) {
    var provenance = first.provenance.differences(from: second.provenance)
    for input in first.provenance.inputs
    where !second.provenance.inputs.contains(where: { $0.name == input.name }) {
      provenance.append("input \(input.name) \(input.digest.prefix(12)) -> none")
    }
    if first.provenance.libraries != second.provenance.libraries {
      provenance.append("libraries \(first.provenance.libraries) -> \(second.provenance.libraries)")
    }
    self.provenance = provenance
    arrays = Self.differences(first.arrays, second.arrays)
  }

  /// A line for each array that differs, in the order of their names.
  static func differences(_ first: [String: NamedArray], _ second: [String: NamedArray]) -> [String] {
    Set(first.keys).union(second.keys).sorted().compactMap { name in
      switch (first[name], second[name]) {
      case (let a?, let b?): difference(a, b).map { "\(name): \($0)" }
      case (nil, _): "\(name): only in the second"
      default: "\(name): only in the first"
      }
    }
  }

  /// Nil if the arrays are equal in every bit.
  static func difference(_ a: NamedArray, _ b: NamedArray) -> String? {
    if a.shape != b.shape { return "shape \(a.shape) -> \(b.shape)" }
    guard let numbers = numbers(a.scalars, b.scalars) else {
      if case (.text(let old), .text(let new)) = (a.scalars, b.scalars) {
        let differing = zip(old, new).filter { $0 != $1 }
        guard let (one, other) = differing.first else { return nil }
        return "\(differing.count) of \(old.count) texts differ, the first \"\(one)\" -> \"\(other)\""
      }
      return "another type of elements"
    }
    guard numbers.differing > 0 else { return nil }
    return "\(numbers.differing) of \(a.scalars.count) numbers differ, by at most "
      + String(format: "%.3g, relatively %.3g", numbers.largestAbsolute, numbers.largestRelative)
  }

  /// Nil if these are not numbers of one type.
  static func numbers(_ a: Scalars, _ b: Scalars) -> NumberComparison? {
    var result = NumberComparison()
    switch (a, b) {
    case (.float32(let a), .float32(let b)):
      for (x, y) in zip(a, b) where x.bitPattern != y.bitPattern { result.add(Double(x), Double(y)) }
    case (.float64(let a), .float64(let b)):
      for (x, y) in zip(a, b) where x.bitPattern != y.bitPattern { result.add(x, y) }
    case (.int32(let a), .int32(let b)):
      for (x, y) in zip(a, b) where x != y { result.add(Double(x), Double(y)) }
    case (.uint8(let a), .uint8(let b)):
      for (x, y) in zip(a, b) where x != y { result.add(Double(x), Double(y)) }
    default: return nil
    }
    return result
  }
}
