import Robustness
import Tensors

/// A claim of the report's conclusion, as something that can be computed: that A does better than B.
public struct Claim: Sendable {
  /// The claim in a few words.
  public let text: String
  /// The claim is that networks of `a` do better than those of `b`.
  public let a: Algorithm
  public let b: Algorithm
  /// Whether each network's clean accuracy is subtracted first, so that only the loss by perturbation counts.
  public let relativeToClean: Bool

  /// The claims (report, "Conclusion"), each as absolute accuracy and as what perturbation costs.
  public static let all = [false, true].flatMap { relative in
    [
      Claim(text: "more steps, less robust", a: .tenGTN, b: .gtn, relativeToClean: relative),
      Claim(text: "vanilla beats gtn", a: .vanilla, b: .gtn, relativeToClean: relative),
      Claim(text: "vanilla beats 10_gtn", a: .vanilla, b: .tenGTN, relativeToClean: relative),
    ]
  }

  /// The statistic in symbols.
  public var statistic: String {
    "\(a.rawValue) − \(b.rawValue)" + (relativeToClean ? ", clean accuracy subtracted" : "")
  }
}

/// Whether the data bear a claim out.
public enum Verdict: String, Sendable {
  case holds
  case doesNotHold = "does not hold"
  case undecided
}

/// A claim for one test, teacher and protocol, judged.
public struct Judgement: Sendable {
  public let claim: Claim
  /// Names of the test and of the teacher.
  public let test: String
  public let teacher: String
  public let evaluation: EvaluationProtocol
  /// For every trial the mean over strengths and learner types of accuracy(A) - accuracy(B); nil while a
  /// count is missing.
  public let byTrial: [Double?]

  /// ``byTrial`` without the trials that are missing.
  public var differences: [Double] { byTrial.compactMap { $0 } }

  /// The mean of ``differences``; nil if there are none.
  public var mean: Double? { Spread(differences)?.mean }

  /// 95% percentile interval of the mean under all resamples of the trials; nil for fewer than two.
  public var interval: ClosedRange<Double>? { bootstrapInterval(differences) }

  /// Whether there are trials enough, three, for a verdict.
  public var isJudged: Bool { differences.count >= 3 }

  /// Above zero: holds; below: does not; else, or with fewer than three trials: undecided.
  public var verdict: Verdict {
    guard isJudged, let interval else { return .undecided }
    if interval.lowerBound > 0 { return .holds }
    return interval.upperBound < 0 ? .doesNotHold : .undecided
  }
}

/// The 2.5% and 97.5% points of the means of resamples with replacement of n numbers: of all n^n up to seven numbers, of
/// a hundred thousand, always the same, for more; nil for fewer than two.
public func bootstrapInterval(_ numbers: [Double]) -> ClosedRange<Double>? {
  guard numbers.count > 1 else { return nil }
  let n = numbers.count
  let resamples = n <= 7 ? (0..<n).reduce(1) { product, _ in product * n } : 100_000
  let means = (0..<resamples).map { resample in
    if n > 7 {
      let chosen = RandomStream(seed: 1, purpose: "resamples", [resample]).uniforms(n)
      return chosen.reduce(0) { $0 + numbers[Int($1 * Double(n))] } / Double(n)
    }
    var rest = resample
    var sum = 0.0
    for _ in 0..<n {
      sum += numbers[rest % n]
      rest /= n
    }
    return sum / Double(n)
  }.sorted()
  // Linear interpolation between order statistics.
  func point(_ fraction: Double) -> Double {
    let position = fraction * Double(means.count - 1)
    let below = Int(position)
    let above = min(below + 1, means.count - 1)
    return means[below] + (position - Double(below)) * (means[above] - means[below])
  }
  return point(0.025)...point(0.975)
}

/// Judges the claims from what the tests have counted.
public struct Judge {
  /// Results of every test, by its name.
  let results: [String: SweepResults]
  /// Learner types that a test and teacher are judged on.
  let learners: (_ test: String, _ teacher: String) -> [String]

  /// Judgements in both protocols of every claim that has a difference in either.
  public func judgements(_ test: String, teacher: String) -> [Judgement] {
    Claim.all.flatMap { claim in
      let judgements = EvaluationProtocol.allCases.map { kind in
        Judgement(
          claim: claim, test: test, teacher: teacher, evaluation: kind,
          byTrial: differences(claim, test, teacher, kind))
      }
      return judgements.allSatisfy { $0.differences.isEmpty } ? [] : judgements
    }
  }

  private func differences(
    _ claim: Claim, _ test: String, _ teacher: String, _ kind: EvaluationProtocol
  ) -> [Double?] {
    let learners = learners(test, teacher)
    guard let found = results[test], !learners.isEmpty else { return [] }
    let images = learners.count * found.counts.labels("strength").count * found.counts.total
    return found.counts.labels("trial").map { trial in
      func correct(_ algorithm: Algorithm) -> Int? {
        let counts = learners.compactMap { learner in
          found.correct(
            kind, teacher, algorithm, learner, trial, relativeToClean: claim.relativeToClean)
        }
        return counts.count == learners.count ? counts.reduce(0, +) : nil
      }
      // Whole numbers up to here: equal counts have to give zero, and not a rounding with a sign.
      guard let a = correct(claim.a), let b = correct(claim.b) else { return nil }
      return Double(a - b) / Double(images)
    }
  }
}

extension SweepResults {
  /// How many images one network puts into the right class at all strengths together, less how many it would without
  /// perturbation, in the same mode, if asked for; nil while a count is missing.
  fileprivate func correct(
    _ kind: EvaluationProtocol, _ teacher: String, _ algorithm: Algorithm, _ learner: String, _ trial: String,
    relativeToClean: Bool
  ) -> Int? {
    let strengths = counts.labels("strength")
    let found = strengths.compactMap {
      counts[kind.rawValue, teacher, algorithm.rawValue, learner, trial, $0]
    }
    guard found.count == strengths.count else { return nil }
    let correct = found.reduce(0, +)
    guard relativeToClean else { return correct }
    return cleanCount(kind, teacher: teacher, algorithm, learner: learner, trial: trial).map {
      correct - strengths.count * $0
    }
  }
}
