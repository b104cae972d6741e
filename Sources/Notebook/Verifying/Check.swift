import Archive

/// One result, computed again and compared.
struct Check {
  enum Outcome: Equatable {
    case equal
    case different(String)
    /// Nothing to compare with, or nothing to compute it from.
    case notChecked(String)
  }

  let cell: CellDescription
  /// What was compared.
  let what: String
  let outcome: Outcome
  let seconds: Double

  var isDifferent: Bool { if case .different = outcome { true } else { false } }

  var line: String {
    let verdict =
      switch outcome {
      case .equal: "equal to the byte"
      case .different(let how): "DIFFERENT: \(how)"
      case .notChecked(let reason): "not checked: \(reason)"
      }
    return "\(column(cell.name, 19)) \(what): \(verdict) (\(duration(seconds)))"
  }
}

extension Check.Outcome {
  /// Compares the arrays of a file with those computed again.
  static func comparing(_ stored: Checkpoint, _ again: Checkpoint) -> Self {
    var stored = stored
    // Says how the file came to be taken for current; no result.
    stored[Acceptance.array] = nil
    let differences = Comparison(stored, again).arrays
    return differences.isEmpty ? .equal : .different(differences.joined(separator: "; "))
  }

  static func comparing(_ stored: [Double], _ again: [Double]) -> Self {
    if stored.map(\.bitPattern) == again.map(\.bitPattern) { return .equal }
    guard stored.count == again.count else { return .different("\(stored.count) -> \(again.count) numbers") }
    var numbers = NumberComparison()
    for (a, b) in zip(stored, again) where a.bitPattern != b.bitPattern { numbers.add(a, b) }
    return .different("by at most \(numbers.largestAbsolute): \(stored) -> \(again)")
  }
}
