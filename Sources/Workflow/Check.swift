import Archive

/// One result, computed again and compared.
struct Check {
  enum Outcome: Equatable {
    case equal
    case different(String)
    /// Nothing to compare with, or nothing to compute it from.
    case notChecked(String)
    /// Another check has told.
    case alreadyReported
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
      case .alreadyReported: ""
      }
    return "\(column(cell.name, 19)) \(what): \(verdict) (\(duration(seconds)))"
  }
}

extension Check.Outcome {
  /// Compares stored arrays with those computed again.
  static func comparing(_ stored: [String: NamedArray], _ again: [String: NamedArray]) -> Self {
    let differences = Comparison.differences(stored, again)
    return differences.isEmpty ? .equal : .different(differences.joined(separator: "; "))
  }
}
