import Robustness
import Workflow

/// Which networks are counted together: the report's, or those of an experiment beyond it. To add an experiment, add its
/// entry to ``all``.
public struct Roster: Sendable {
  /// In front of the names of its files, as in "controls-noise.h5"; nil for the report, whose files have its tests' names.
  public let name: String?
  /// In the order of axes and figures.
  public let recipes: [Recipe]
  /// Learner types, as far as a scale trains them; nil for the report's and those that pass its criterion here.
  private let learners: [String]?
  public let modes: [EvaluationMode]
  /// What is counted: each test has a file.
  public let tests: [RobustnessTest]
  /// The cell that counts; nil where ``TestCells`` names one for every test.
  let cell: CellDescription?

  /// Whether its teachers are copies on their way.
  private(set) var hasSnapshots = false

  /// Trials at most that are trained; nil for those of the settings.
  var trials: Int?

  /// In the order of the cells.
  public static let all = [report, means, controls, strong]

  /// The report's recipes in its tests.
  public static let report = Roster(
    name: nil, recipes: Recipes.reported, learners: nil, modes: EvaluationMode.allCases, tests: TestCells.all,
    cell: nil)

  /// Learners whose stored means are estimated again, after their training.
  public static let means = Roster(
    name: "means", recipes: [.vanillaMeans, .gtnLessonMeans, .gtnRealMeans], learners: mainLearners,
    modes: [.evaluation], tests: mainTests, cell: Cells.means)

  /// Learners of ordinary images that share one thing with `gtn`: the number of steps, the accuracy, or the schedule.
  public static let controls = Roster(
    name: "controls", recipes: [.vanilla64, .vanillaMatched, .real64], learners: mainLearners,
    modes: EvaluationMode.allCases, tests: mainTests, cell: Cells.controls)

  /// What strong attacks are checked by: one network that withstands them. They have an artifact of their own,
  /// ``StrongOutcomes``.
  public static let strong: Roster = {
    var roster = Roster(
      name: "strong", recipes: [.adversarial], learners: ["base_larger"], modes: EvaluationMode.allCases, tests: [],
      cell: Cells.strongAttacks)
    roster.trials = 1
    return roster
  }()

  /// The report's question once more, in a study of its own: ``StudyPart``.
  public static let part = Roster(
    name: nil, recipes: [.gtn, .vanilla], learners: ["base_larger"], modes: EvaluationMode.allCases, tests: mainTests,
    cell: nil)

  /// The same of teachers on their way: ordinary learners are the report's.
  public static let snapshots: Roster = {
    var roster = Roster(
      name: nil, recipes: [.gtn], learners: ["base_larger"], modes: EvaluationMode.allCases, tests: mainTests, cell: nil
    )
    roster.hasSnapshots = true
    return roster
  }()

  /// The learner types that the report's teachers are for.
  public static let mainLearners = ["base_larger", "base_larger3"]
  /// The tests of the primary contrasts.
  private static let mainTests: [RobustnessTest] = [.noise, .blur, .fgsm]

  /// Learner types that a scale trains for it.
  public func learners(_ settings: Settings) -> [String] {
    settings.learners.filter { learners?.contains($0) ?? true }
  }
  /// Whether the report's criterion decides which of them are tested.
  var hasCriterion: Bool { learners == nil }
}
