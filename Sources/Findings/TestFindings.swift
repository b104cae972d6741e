import Robustness
import Study

/// What the counts of a test say: curves of accuracy against strength, and which networks they are of.
public struct TestFindings: Sendable {
  public let test: RobustnessTest
  public let results: TestResults
  let settings: Settings
  /// Learner types that pass the report's criterion here, by teacher; a teacher is missing while not known.
  let admitted: [String: [String]]
  /// What figures call a teacher.
  private let descriptions: [String: String]
  /// Learner types of each teacher's figure.
  private var shown: [String: [String]] = [:]

  /// - Parameters:
  ///   - admitted: as ``Admission`` tells.
  ///   - descriptions: what figures call the teachers, by name: "base_larger after 400 of 2000 outer steps"
  ///     (``TeacherFindings/descriptions``). One without goes by its name.
  public init(
    _ test: RobustnessTest, _ results: TestResults, _ settings: Settings, admitted: [String: [String]],
    descriptions: [String: String] = [:]
  ) {
    self.test = test
    self.results = results
    self.settings = settings
    self.admitted = admitted
    self.descriptions = descriptions
    for teacher in teachers {
      shown[teacher] = Reported.learners(test.name, teacher: teacher).filter { hasCurve(teacher, $0) }
    }
  }

  public var teachers: [String] { settings.teachers.map(\.name) }
  public var trials: ClosedRange<Int> { 1...settings.trials }
  /// Whether reported curves stand beside ours.
  public var showsReported: Bool { settings.isReportsData }
  func described(_ teacher: String) -> String { descriptions[teacher] ?? teacher }

  // MARK: Learner types

  /// Learner types of a teacher's figure: the report's, as far as they are counted.
  public func learners(_ teacher: String) -> [String] { shown[teacher] ?? [] }

  /// The same in a protocol. The report's noise figure has `base_larger` twice, the second time as `base_fc`; the published
  /// protocol repeats that, and in one mode every type counts once.
  func learners(_ teacher: String, _ kind: EvaluationProtocol) -> [String] { Self.once(learners(teacher), kind) }
  static func once(_ learners: [String], _ kind: EvaluationProtocol) -> [String] {
    learners.filter { kind == .published || $0 != "base_fc" }
  }

  /// The report's learner types that are not counted yet, or not trained at this scale.
  public func missingLearners(_ teacher: String) -> [String] {
    Reported.learners(test.name, teacher: teacher).filter { !learners(teacher).contains($0) }
  }

  /// All learner types that are counted with a teacher.
  func countedLearners(_ teacher: String) -> [String] { settings.learners.filter { hasCurve(teacher, $0) } }

  /// The learner types admitted here, where they are not the report's: these have a figure of their own. nil
  /// where they are the same, or not known. `base_fc` is `base_larger` again and does not count.
  public func differentlyAdmitted(_ teacher: String) -> [String]? {
    let reported = Reported.learners(test.name, teacher: teacher).filter { $0 != "base_fc" }
    return admitted[teacher].flatMap { Set($0) == Set(reported) ? nil : $0 }
  }

  /// Whether a learner type is counted at every strength for at least one trial of one recipe.
  private func hasCurve(_ teacher: String, _ learner: String) -> Bool {
    guard settings.learners.contains(learner) else { return false }
    return EvaluationProtocol.all.contains { kind in
      kind.recipes.contains { recipe in
        trials.contains { trial in counts(kind, teacher, recipe, learner, trial).count == results.strengths.count }
      }
    }
  }

  // MARK: Counts

  /// The network that stands for a recipe in a teacher's figure: one without a teacher stands in every figure.
  func tested(
    _ kind: EvaluationProtocol, _ teacher: String, _ recipe: Recipe, _ learner: String, _ trial: Int
  ) -> TestedNetwork? {
    kind.mode(of: recipe).map { mode in
      let teacher = recipe.needsTeacher ? teacher : nil
      return TestedNetwork(LearnerKey(teacher: teacher, recipe: recipe.name, learner: learner, trial: trial), mode)
    }
  }

  /// The counts of one network at all strengths, without those that are missing.
  func counts(
    _ kind: EvaluationProtocol, _ teacher: String, _ recipe: Recipe, _ learner: String, _ trial: Int
  ) -> [Int] {
    guard let tested = tested(kind, teacher, recipe, learner, trial) else { return [] }
    return results.strengths.indices.compactMap { results[tested, $0] }
  }

  /// The number of images that a network puts into the right class without perturbation; nil while it is missing.
  func cleanCount(
    _ kind: EvaluationProtocol, _ teacher: String, _ recipe: Recipe, _ learner: String, _ trial: Int
  ) -> Int? {
    tested(kind, teacher, recipe, learner, trial).flatMap { results.cleanCount($0) }
  }

  /// Spread over the trials of the mean accuracy of some counts each; trials without all of them do not count.
  ///
  /// - Parameter counts: those of a trial, and how many there would be. Whole numbers are summed, so that the same counts
  ///   are the same accuracy.
  private func spread(_ counts: (_ trial: Int) -> [Int], of all: Int, trials: [Int]? = nil) -> Spread? {
    guard all > 0 else { return nil }
    return Spread(
      (trials ?? Array(self.trials)).compactMap { trial in
        let found = counts(trial)
        return found.count == all ? Double(found.reduce(0, +)) / Double(all * results.total) : nil
      })
  }

  // MARK: Curves

  /// Mean over learner types and trials, and the standard deviation over the trials of the mean over learner
  /// types (DIVERGENCES.md, 26), for every strength; nil where no trial is complete.
  ///
  /// - Parameter trials: nil for all.
  public func curve(
    _ kind: EvaluationProtocol, teacher: String, _ recipe: Recipe, learners: [String], of trials: [Int]? = nil
  ) -> [Spread?] {
    results.strengths.indices.map { strength in
      spread(
        { trial in
          learners.compactMap { learner in
            tested(kind, teacher, recipe, learner, trial).flatMap { results[$0, strength] }
          }
        }, of: learners.count, trials: trials)
    }
  }

  /// The same of accuracy without perturbation.
  public func clean(_ kind: EvaluationProtocol, teacher: String, _ recipe: Recipe) -> Spread? {
    let learners = learners(teacher, kind)
    return spread(
      { trial in learners.compactMap { cleanCount(kind, teacher, recipe, $0, trial) } }, of: learners.count)
  }

  /// The same of the mean accuracy over all strengths.
  ///
  /// - Parameter trials: nil for all.
  public func overStrengths(
    _ kind: EvaluationProtocol, teacher: String, _ recipe: Recipe, learners: [String], of trials: [Int]? = nil
  ) -> Spread? {
    spread(
      { trial in learners.flatMap { counts(kind, teacher, recipe, $0, trial) } },
      of: learners.count * results.strengths.count, trials: trials)
  }
}
