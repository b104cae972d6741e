import Study

/// A claim of the report's conclusion, as something that can be computed: that A does better than B.
public struct Claim: Sendable, Hashable {
  /// The claim in a few words.
  public let text: String
  /// Names of recipes. The claim is that networks of `a` do better than those of `b`.
  public let a, b: String
  /// Whether each network's clean accuracy is subtracted first, so that only the loss by perturbation counts.
  public let relativeToClean: Bool

  /// The claims (report, "Conclusion"), each as absolute accuracy and as what perturbation costs.
  public static let all = [false, true].flatMap { relative in
    [
      Claim(text: "more steps, less robust", a: "10_gtn", b: "gtn", relativeToClean: relative),
      Claim(text: "vanilla beats gtn", a: "vanilla", b: "gtn", relativeToClean: relative),
      Claim(text: "vanilla beats 10_gtn", a: "vanilla", b: "10_gtn", relativeToClean: relative),
    ]
  }

  /// The statistic in symbols.
  public var statistic: String { "\(a) − \(b)" + (relativeToClean ? ", clean accuracy subtracted" : "") }
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
  public let test, teacher: String
  public let evaluation: EvaluationProtocol
  /// For every trial the mean over strengths and learner types of accuracy(A) - accuracy(B); nil while a
  /// count is missing.
  public let byTrial: [Double?]
  /// 95% percentile interval of the mean under resamples of the trials; nil for fewer than two.
  public let interval: ClosedRange<Double>?

  init(
    claim: Claim, test: String, teacher: String, evaluation: EvaluationProtocol, byTrial: [Double?]
  ) {
    self.claim = claim
    self.test = test
    self.teacher = teacher
    self.evaluation = evaluation
    self.byTrial = byTrial
    // Resampling takes time: once, not whenever it is asked for.
    interval = bootstrapInterval(byTrial.compactMap { $0 })
  }

  /// ``byTrial`` without the trials that are missing.
  public var differences: [Double] { byTrial.compactMap { $0 } }

  /// The mean of ``differences``; nil if there are none.
  public var mean: Double? { Spread(differences)?.mean }

  /// Whether there are trials enough, three, for a verdict.
  public var isJudged: Bool { differences.count >= 3 }

  /// Above zero: holds; below: does not; else, or with fewer than three trials: undecided.
  public var verdict: Verdict {
    guard isJudged, let interval else { return .undecided }
    if interval.lowerBound > 0 { return .holds }
    return interval.upperBound < 0 ? .doesNotHold : .undecided
  }
}

/// A claim about one test and teacher, judged under each of the compared protocols.
public struct Statement: Sendable {
  /// In the order of ``EvaluationProtocol/compared``.
  public let judgements: [Judgement]

  public var claim: Claim { judgements[0].claim }
  public var test: String { judgements[0].test }
  public var teacher: String { judgements[0].teacher }

  public func verdict(_ kind: EvaluationProtocol) -> Verdict {
    judgements.first { $0.evaluation == kind }?.verdict ?? .undecided
  }
  /// Whether there are trials enough under every protocol.
  public var isJudged: Bool { judgements.allSatisfy(\.isJudged) }
  /// Whether its verdict depends on the protocol.
  public var changes: Bool { isJudged && Set(judgements.map(\.verdict)).count > 1 }
  /// Holds as published and is turned round with every network in evaluation mode.
  public var isReversed: Bool { verdict(.published) == .holds && verdict(.evaluation) == .doesNotHold }
  /// "3", or "2, 3" where protocols differ.
  var trials: String {
    Set(judgements.map(\.differences.count)).sorted().map { "\($0)" }.joined(separator: ", ")
  }
}

extension TestFindings {
  /// Every claim that has a difference under a protocol, judged on the learner types of a teacher's figure.
  public func statements(_ teacher: String) -> [Statement] {
    Claim.all.compactMap { claim in
      let judgements = EvaluationProtocol.compared.map { kind in
        Judgement(
          claim: claim, test: test.name, teacher: teacher, evaluation: kind,
          byTrial: differences(claim, teacher, kind))
      }
      return judgements.allSatisfy(\.differences.isEmpty) ? nil : Statement(judgements: judgements)
    }
  }

  private func differences(_ claim: Claim, _ teacher: String, _ kind: EvaluationProtocol) -> [Double?] {
    let learners = learners(teacher)
    guard !learners.isEmpty, let a = Recipes.named(claim.a), let b = Recipes.named(claim.b) else { return [] }
    let images = learners.count * results.strengths.count * results.total
    return trials.map { trial in
      func correct(_ recipe: Recipe) -> Int? {
        let counts = learners.compactMap { correctAtAllStrengths(claim, kind, teacher, recipe, $0, trial) }
        return counts.count == learners.count ? counts.reduce(0, +) : nil
      }
      // Whole numbers up to here: equal counts have to give zero, and not a rounding with a sign.
      guard let ofA = correct(a), let ofB = correct(b) else { return nil }
      return Double(ofA - ofB) / Double(images)
    }
  }

  /// How many images one network puts into the right class at all strengths together, less how many it would without
  /// perturbation, in the same mode, if asked for; nil while a count is missing.
  private func correctAtAllStrengths(
    _ claim: Claim, _ kind: EvaluationProtocol, _ teacher: String, _ recipe: Recipe, _ learner: String,
    _ trial: Int
  ) -> Int? {
    let found = counts(kind, teacher, recipe, learner, trial)
    guard found.count == results.strengths.count else { return nil }
    let correct = found.reduce(0, +)
    guard claim.relativeToClean else { return correct }
    return cleanCount(kind, teacher, recipe, learner, trial).map { correct - found.count * $0 }
  }
}
