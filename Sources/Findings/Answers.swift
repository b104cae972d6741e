import Figures
import Study

/// What became of one claim over all tests and teachers: in how many it holds, under which protocol.
public struct Answer: Sendable {
  public let claim: Claim
  /// One a test and teacher.
  public let statements: [Statement]

  /// How many have a verdict under a protocol.
  public func count(_ verdict: Verdict, _ kind: EvaluationProtocol) -> Int {
    statements.count { $0.verdict(kind) == verdict }
  }

  /// How many have the same verdict under every protocol: what the mode of testing cannot explain.
  public func countUnderAll(_ verdict: Verdict) -> Int {
    statements.count { $0.judgements.allSatisfy { $0.verdict == verdict } }
  }

  /// How many hold as published and are turned round with every network in evaluation mode.
  public var reversed: Int { statements.count(where: \.isReversed) }
}

extension ConclusionFindings {
  /// One answer a claim, of those that could be judged at all.
  public var answers: [Answer] {
    Claim.all.compactMap { claim in
      let found = statements.filter { $0.claim == claim }
      return found.isEmpty ? nil : Answer(claim: claim, statements: found)
    }
  }

  /// One row a claim: how many of its statements hold and do not hold under each protocol and under all.
  public func answersTable() throws -> Table {
    let verdicts = [Verdict.holds, .doesNotHold]
    return try Table(
      columns: ["claim", "statistic", "statements"]
        + EvaluationProtocol.compared.flatMap { kind in verdicts.map { "\(kind.name): \($0.rawValue)" } }
        + verdicts.map { "\(EvaluationProtocol.together): \($0.rawValue)" } + ["reversed"],
      rows: answers.map { answer in
        let counts =
          EvaluationProtocol.compared.flatMap { kind in verdicts.map { answer.count($0, kind) } }
          + verdicts.map { answer.countUnderAll($0) } + [answer.reversed]
        return [answer.claim.text, answer.claim.statistic, "\(answer.statements.count)"] + counts.map { "\($0)" }
      })
  }

  /// The same for readers: "5 hold, 2 do not".
  public func answersInShort() throws -> Table {
    func text(_ holding: Int, _ failing: Int) -> String { "\(holding) hold, \(failing) do not" }
    return try Table(
      columns: ["statistic", "statements"] + EvaluationProtocol.compared.map(\.name)
        + [EvaluationProtocol.together, "reversed"],
      rows: answers.map { answer in
        [answer.claim.statistic, "\(answer.statements.count)"]
          + EvaluationProtocol.compared.map { text(answer.count(.holds, $0), answer.count(.doesNotHold, $0)) }
          + [text(answer.countUnderAll(.holds), answer.countUnderAll(.doesNotHold)), "\(answer.reversed)"]
      })
  }

  /// One row a test and teacher: accuracy over all its strengths, by recipe, under each protocol, and as reported.
  public func robustnessTable() throws -> Table {
    let curves = EvaluationProtocol.compared.flatMap { kind in kind.recipes.map { (kind, $0) } }
    let rows = tests.flatMap { findings in
      findings.teachers.compactMap { teacher -> [String]? in
        let cells = curves.map { findings.overStrengths($0, teacher: teacher, $1) }
        guard cells.contains(where: { $0 != nil }) else { return nil }
        let reported = Recipes.reported.map { recipe in
          showsReported
            ? Spread(Reported.curve(findings.test.name, teacher: teacher, recipe: recipe.name).map(\.mean))?.mean : nil
        }
        return [findings.test.name, teacher] + cells.map { $0?.text(digits: 3) ?? "–" }
          + reported.map { formatted($0, "%.3f") }
      }
    }
    let columns = curves.map { "\($0.name): \($1.name)" } + Recipes.reported.map { "reported: \($0.name)" }
    return try Table(columns: ["test", "teacher"] + columns, rows: rows)
  }
}
