import Robustness
import Study

/// A difference between two recipes.
public struct Contrast: Sendable, Hashable {
  /// Names of the recipes: accuracy of `a` less that of `b`.
  public let a, b: String
  /// Whether each network's clean accuracy, in the same mode, is subtracted first: what perturbation costs.
  public let relativeToClean: Bool

  /// The report's question: ordinary training against all lessons.
  public static let main = Contrast(a: "vanilla", b: "gtn", relativeToClean: false)

  public static let all = [false, true].flatMap { relative in
    [("vanilla", "gtn"), ("vanilla", "10_gtn"), ("10_gtn", "gtn")].map {
      Contrast(a: $0.0, b: $0.1, relativeToClean: relative)
    }
  }

  /// "vanilla − gtn".
  public var name: String { "\(a) − \(b)" + (relativeToClean ? ", clean accuracy subtracted" : "") }
}

/// A contrast in one test, with one teacher and in one protocol.
public struct Effect: Sendable {
  public let contrast: Contrast
  /// Names of the test and of the teacher.
  public let test, teacher: String
  public let evaluation: EvaluationProtocol
  /// For every trial the mean over strengths and the report's learner types of accuracy(a) - accuracy(b); nil while a
  /// count is missing.
  public let byTrial: [Double?]

  /// nil while no trial is complete.
  public var estimate: MeanDifference? { MeanDifference(byTrial.compactMap { $0 }) }
  /// "−0.182 [−0.253, −0.111]".
  public var text: String { estimate?.text ?? "not counted yet" }

  /// The family: vanilla − gtn with either teacher in either mode, under noise, blur, FGSM as run and under PGD. It was fixed
  /// when three trials of the first three tests were known; all else is description.
  public var isPrimary: Bool {
    contrast == .main && evaluation != .published && (Self.primaryTests.map(\.name) + [Self.strongTest]).contains(test)
  }
  static let primaryTests: [RobustnessTest] = [.noise, .blur, .fgsm]
  /// How many the family has.
  public static let family = 16
}

extension TestFindings {
  /// All contrasts with a teacher, counted or not.
  public func effects(_ teacher: String) -> [Effect] {
    Contrast.all.flatMap { contrast in
      EvaluationProtocol.all.map { effect(contrast, $0, teacher, learners: learners(teacher, $0)) }
    }
  }

  func effect(_ contrast: Contrast, _ kind: EvaluationProtocol, _ teacher: String, learners: [String]) -> Effect {
    Effect(
      contrast: contrast, test: test.name, teacher: teacher, evaluation: kind,
      byTrial: trials.map { difference(contrast, kind, teacher, learners, $0) })
  }

  private func difference(
    _ contrast: Contrast, _ kind: EvaluationProtocol, _ teacher: String, _ learners: [String], _ trial: Int
  ) -> Double? {
    func correct(_ name: String) -> Int? {
      guard let recipe = Recipes.named(name) else { return nil }
      let counts = learners.compactMap { learner -> Int? in
        let found = self.counts(kind, teacher, recipe, learner, trial)
        guard found.count == results.strengths.count else { return nil }
        guard contrast.relativeToClean else { return found.reduce(0, +) }
        return cleanCount(kind, teacher, recipe, learner, trial).map { found.reduce(0, +) - found.count * $0 }
      }
      return counts.count == learners.count ? counts.reduce(0, +) : nil
    }
    // Whole numbers up to here: equal counts have to give zero, and not a rounding with a sign.
    guard !learners.isEmpty, let a = correct(contrast.a), let b = correct(contrast.b) else { return nil }
    return Double(a - b) / Double(learners.count * results.strengths.count * results.total)
  }
}
