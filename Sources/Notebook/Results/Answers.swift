import Figures
import Foundation
import Robustness

/// What became of one claim over all tests and teachers: in how many it holds, under which protocol.
public struct Answer: Sendable {
  public let claim: Claim
  /// The claim's judgements in pairs, one a test and teacher.
  let pairs: [(published: Judgement, consistent: Judgement)]

  /// How many statements there are: one a test and teacher.
  public var statements: Int { pairs.count }

  /// How many have a verdict under a protocol.
  public func count(_ verdict: Verdict, _ kind: EvaluationProtocol) -> Int {
    pairs.count { (kind == .published ? $0.published : $0.consistent).verdict == verdict }
  }

  /// How many have the same verdict under both protocols: what the mode of testing cannot explain.
  public func countUnderBoth(_ verdict: Verdict) -> Int {
    pairs.count { $0.published.verdict == verdict && $0.consistent.verdict == verdict }
  }

  /// How many hold under the published protocol and are turned round by the consistent one.
  public var reversed: Int {
    pairs.count { $0.published.verdict == .holds && $0.consistent.verdict == .doesNotHold }
  }
}

extension Conclusion {
  /// One answer a claim, of those that could be judged at all.
  public func answers() -> [Answer] {
    Claim.all.compactMap { claim in
      let pairs = judgements.filter { $0.evaluation == .published && $0.claim.statistic == claim.statistic }
        .compactMap { published in counterpart(of: published).map { (published, $0) } }
      return pairs.isEmpty ? nil : Answer(claim: claim, pairs: pairs)
    }
  }

  /// One row a claim: how many of its statements hold and do not hold under each protocol and under both.
  func answersTable() throws -> Table {
    let verdicts = [Verdict.holds, .doesNotHold]
    return try Table(
      columns: ["claim", "statistic", "statements"]
        + EvaluationProtocol.allCases.flatMap { kind in verdicts.map { "\(kind.rawValue): \($0.rawValue)" } }
        + verdicts.map { "both: \($0.rawValue)" } + ["reversed"],
      rows: answers().map { answer in
        let counts =
          EvaluationProtocol.allCases.flatMap { kind in verdicts.map { answer.count($0, kind) } }
          + verdicts.map { answer.countUnderBoth($0) } + [answer.reversed]
        return [answer.claim.text, answer.claim.statistic, "\(answer.statements)"] + counts.map { "\($0)" }
      })
  }

  /// The same for readers: "5 hold, 2 do not".
  func answersInShort() throws -> Table {
    func text(_ holding: Int, _ failing: Int) -> String { "\(holding) hold, \(failing) do not" }
    return try Table(
      columns: ["statistic", "statements"] + EvaluationProtocol.allCases.map(\.rawValue) + [
        "both", "reversed",
      ],
      rows: answers().map { answer in
        [answer.claim.statistic, "\(answer.statements)"]
          + EvaluationProtocol.allCases.map { text(answer.count(.holds, $0), answer.count(.doesNotHold, $0)) }
          + [text(answer.countUnderBoth(.holds), answer.countUnderBoth(.doesNotHold)), "\(answer.reversed)"]
      })
  }

  /// One row a test and teacher: accuracy over all its strengths, by algorithm, under each protocol, and as reported.
  func robustnessTable() throws -> Table {
    var rows: [[String]] = []
    for test in RobustnessTests.all {
      guard let figures = figures[test.name] else { continue }
      for teacher in figures.teachers {
        let cells = EvaluationProtocol.allCases.flatMap { kind in
          Algorithm.allCases.map { figures.overStrengths(kind, teacher: teacher, $0) }
        }
        guard cells.contains(where: { $0 != nil }) else { continue }
        let reported = Algorithm.allCases.map { algorithm in
          showsReported
            ? Spread(Reported.curve(test.name, teacher: teacher, algorithm).map(\.mean))?.mean : nil
        }
        rows.append(
          [test.name, teacher] + cells.map { $0?.text(digits: 3) ?? "–" }
            + reported.map { $0.map { String(format: "%.3f", $0) } ?? "–" })
      }
    }
    let columns = EvaluationProtocol.allCases.flatMap { kind in
      Algorithm.allCases.map { "\(kind.rawValue): \($0.rawValue)" }
    }
    let reported = Algorithm.allCases.map { "reported: \($0.rawValue)" }
    return try Table(columns: ["test", "teacher"] + columns + reported, rows: rows)
  }
}

extension SweepFigures {
  /// Spread over the trials of the mean accuracy over all strengths and the figure's learner types; nil if no trial
  /// is complete.
  func overStrengths(_ kind: EvaluationProtocol, teacher: String, _ algorithm: Algorithm) -> Spread? {
    let learners = learners(teacher)
    let strengths = counts.labels("strength")
    return Spread(
      counts.labels("trial").compactMap { trial in
        let found = learners.flatMap { learner in
          strengths.compactMap { counts[kind.rawValue, teacher, algorithm.rawValue, learner, trial, $0] }
        }
        guard !found.isEmpty, found.count == learners.count * strengths.count else { return nil }
        return Double(found.reduce(0, +)) / Double(found.count * counts.total)
      })
  }
}
