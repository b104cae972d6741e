import Study

/// Where one recipe stands against another: the tests in which it does better, does worse, or neither is sure.
public struct Standing: Sendable {
  public let ahead, behind, undecided: [String]

  /// "ahead under noise and blur, behind under fgsm"; "undecided under noise".
  public var text: String {
    let parts = [("ahead", ahead), ("behind", behind), ("undecided", undecided)]
    return parts.filter { !$0.1.isEmpty }.map { "\($0) under \(enumerated($1))" }.joined(separator: ", ")
  }

  /// "do better under noise and blur and worse under fgsm"; "do neither better nor worse for certain under noise".
  var predicate: String {
    let parts = [
      ("better", ahead), ("worse", behind), ("neither better nor worse for certain", undecided),
    ]
    let told = parts.filter { !$0.1.isEmpty }.map { "\($0) under \(enumerated($1))" }
    return "do " + told.dropLast().map { $0 + ", " }.joined() + (told.count > 1 ? "and " : "")
      + (told.last ?? "nothing")
  }
}

extension ConclusionFindings {
  /// By the verdicts on accuracy as it is; nil where there are none.
  ///
  /// - Parameters:
  ///   - a: a recipe's name.
  ///   - b: that of the one that it is held against.
  public func standing(
    of a: String, against b: String, _ kind: EvaluationProtocol, teacher: String
  ) -> Standing? {
    let found = statements.filter {
      $0.claim.a == a && $0.claim.b == b && !$0.claim.relativeToClean && $0.teacher == teacher
    }
    func tests(_ verdict: Verdict) -> [String] { found.filter { $0.verdict(kind) == verdict }.map(\.test) }
    return found.isEmpty
      ? nil : Standing(ahead: tests(.holds), behind: tests(.doesNotHold), undecided: tests(.undecided))
  }

  /// The report's question, answered in words: one item a teacher, pair of recipes and protocol.
  public var answerInWords: [String] {
    settings.teachers.map(\.name).flatMap { teacher in
      ["gtn", "10_gtn"].flatMap { other in
        EvaluationProtocol.compared.compactMap { kind in
          standing(of: "vanilla", against: other, kind, teacher: teacher).map {
            "Teacher `\(teacher)`, \(kind.name) protocol: `vanilla` against `\(other)` is \($0.text)."
          }
        }
      }
    }
  }

  /// The report's question, whether ordinary networks are more robust than taught ones, answered in a sentence a teacher:
  /// by accuracy over all strengths, in each protocol.
  public var sentence: String {
    let found = settings.teachers.map(\.name).compactMap { teacher -> String? in
      let parts = EvaluationProtocol.compared.compactMap { kind in
        standing(of: "vanilla", against: "gtn", kind, teacher: teacher).map { (kind.phrase, $0.predicate) }
      }
      guard let (phrase, predicate) = parts.first else { return nil }
      let first =
        "\(phrase.prefix(1).uppercased())\(phrase.dropFirst()), vanilla learners, compared with gtn learners of"
        + " teacher \(teacher), \(predicate)"
      let counted = statements.filter { $0.teacher == teacher }.flatMap { $0.judgements.map(\.differences.count) }
      return ([first] + parts.dropFirst().map { "\($0) they \($1)" }).joined(separator: "; ")
        + " (\(range(counted)) of \(settings.trials) trials)."
    }
    return found.isEmpty ? "Nothing can be compared yet." : found.joined(separator: " ")
  }
}
