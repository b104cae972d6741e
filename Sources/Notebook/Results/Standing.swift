import Robustness

/// Where one algorithm stands against another: the tests in which it does better, does worse, or neither is sure.
struct Standing {
  let ahead, behind, undecided: [String]

  /// "ahead under noise and blur, behind under fgsm"; "undecided under noise".
  var text: String {
    let parts = [("ahead", ahead), ("behind", behind), ("undecided", undecided)]
    return parts.filter { !$0.1.isEmpty }.map { "\($0) under \(enumerated($1))" }.joined(separator: ", ")
  }
}

/// "noise, blur and fgsm"; "none" of nothing.
func enumerated(_ names: [String]) -> String {
  guard let last = names.last else { return "none" }
  return names.count == 1 ? last : names.dropLast().joined(separator: ", ") + " and " + last
}

extension Conclusion {
  /// By the verdicts on accuracy as it is; nil where there are none.
  func standing(of a: Algorithm, against b: Algorithm, _ kind: EvaluationProtocol, teacher: String)
    -> Standing?
  {
    let found = judgements.filter {
      $0.claim.a == a && $0.claim.b == b && !$0.claim.relativeToClean && $0.evaluation == kind
        && $0.teacher == teacher
    }
    func tests(_ verdict: Verdict) -> [String] { found.filter { $0.verdict == verdict }.map(\.test) }
    return found.isEmpty
      ? nil : Standing(ahead: tests(.holds), behind: tests(.doesNotHold), undecided: tests(.undecided))
  }

  /// The report's question, answered in words: one item a teacher, pair of algorithms and protocol.
  func answerInWords() -> String {
    let teachers = run.settings.teachers.map(\.learner)
    let items = teachers.flatMap { teacher in
      [Algorithm.gtn, .tenGTN].flatMap { other in
        EvaluationProtocol.allCases.compactMap { kind in
          standing(of: .vanilla, against: other, kind, teacher: teacher).map {
            "- Teacher for `\(teacher)`, \(kind.rawValue) protocol: `vanilla` against `\(other.rawValue)` is \($0.text)."
          }
        }
      }
    }
    return items.joined(separator: "\n")
      + "\n\nBy accuracy over all strengths. In the published protocol `vanilla` is tested in training mode and `gtn` in"
      + " evaluation mode, so that the two differ in more than their training; `10_gtn` is tested in the mode of"
      + " `vanilla` in both protocols."
  }
}
