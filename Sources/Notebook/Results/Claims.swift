import Robustness

/// A claim of the report's conclusion, as something that can be computed: that A does better than B.
public struct Claim: Sendable {
  public let text: String
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
  public let test: String
  public let teacher: String
  public let evaluation: EvaluationProtocol
  /// For every trial the mean over strengths and learner types of accuracy(A) - accuracy(B); nil while a
  /// count is missing.
  public let byTrial: [Double?]

  public var differences: [Double] { byTrial.compactMap { $0 } }

  public var mean: Double? { Spread(differences)?.mean }

  /// 95% percentile interval of the mean under all resamples of the trials.
  public var interval: ClosedRange<Double>? { bootstrapInterval(differences) }

  /// Above zero: holds; below: does not; else, or with fewer than three trials: undecided.
  public var verdict: Verdict {
    guard differences.count >= 3, let interval else { return .undecided }
    if interval.lowerBound > 0 { return .holds }
    return interval.upperBound < 0 ? .doesNotHold : .undecided
  }
}

/// The 2.5% and 97.5% points of the means of all n^n resamples with replacement of n numbers; nil for none.
public func bootstrapInterval(_ numbers: [Double]) -> ClosedRange<Double>? {
  guard !numbers.isEmpty else { return nil }
  let n = numbers.count
  let resamples = (0..<n).reduce(1) { product, _ in product * n }
  let means = (0..<resamples).map { resample in
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

/// Judges the claims from counts.
public struct Judge {
  /// Counts of every test, by its name.
  let counts: [String: Counts]

  public init(counts: [String: Counts]) { self.counts = counts }

  public func judgements(_ test: String, teacher: String) -> [Judgement] {
    Claim.all.flatMap { claim in
      EvaluationProtocol.allCases.map { kind in
        Judgement(
          claim: claim, test: test, teacher: teacher, evaluation: kind,
          byTrial: differences(claim, test, teacher, kind))
      }
    }
  }

  private func differences(
    _ claim: Claim, _ test: String, _ teacher: String, _ kind: EvaluationProtocol
  ) -> [Double?] {
    guard let found = counts[test] else { return [] }
    let learners = Reported.learners(test, teacher: teacher).filter(found.labels("learner").contains)
    return found.labels("trial").map { trial in
      let a = score(claim, claim.a, test, teacher, kind, learners, trial)
      let b = score(claim, claim.b, test, teacher, kind, learners, trial)
      return a.flatMap { a in b.map { a - $0 } }
    }
  }

  /// Mean accuracy over learner types and strengths, less the clean accuracy if the claim asks for it; nil
  /// while a count is missing.
  private func score(
    _ claim: Claim, _ algorithm: Algorithm, _ test: String, _ teacher: String, _ kind: EvaluationProtocol,
    _ learners: [String], _ trial: String
  ) -> Double? {
    guard let found = counts[test] else { return nil }
    let strengths = found.labels("strength")
    var total = 0.0
    for learner in learners {
      for strength in strengths {
        guard let count = found[kind.rawValue, teacher, algorithm.rawValue, learner, trial, strength]
        else { return nil }
        total += Double(count) / Double(found.total) / Double(strengths.count)
      }
      guard claim.relativeToClean else { continue }
      guard let clean = cleanAccuracy(algorithm, teacher, kind, learner, trial) else { return nil }
      total -= clean
    }
    return total / Double(learners.count)
  }

  /// Accuracy without perturbation in the mode of the protocol: noise of strength zero.
  private func cleanAccuracy(
    _ algorithm: Algorithm, _ teacher: String, _ kind: EvaluationProtocol, _ learner: String, _ trial: String
  ) -> Double? {
    guard let noise = counts["noise"], let zero = noise.labels("strength").first,
      noise.labels("learner").contains(learner)
    else { return nil }
    return noise[kind.rawValue, teacher, algorithm.rawValue, learner, trial, zero]
      .map { Double($0) / Double(noise.total) }
  }
}
