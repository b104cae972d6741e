import Robustness
import Study
import Workflow

/// The report's notebook: what each cell writes and draws. To add a cell, add its entry.
public enum Report: Catalogue {
  public static let cells = [
    dataset, metaTraining, curriculum, learners, accuracy, noise, blur, fgsm, lbfgs, conclusion, means, controls,
    strongAttacks, fashion, batchMates, outerSteps,
  ]

  public static let dataset = CellEntry<StudyOptions>(
    Cells.dataset, outputs: { _ in [.figure("dataset"), .table("dataset")] }, artifacts: { [$0.study.dataset] })

  public static let metaTraining = CellEntry<StudyOptions>(
    Cells.metaTraining, outputs: { figures("meta-training", $0) + [.table("teachers")] },
    artifacts: { $0.study.teachers })

  public static let curriculum = CellEntry<StudyOptions>(
    Cells.curriculum,
    outputs: { options in
      ["images", "rates", "steps", "outer"].flatMap { figures("curriculum-\($0)", options) }
        + ["curriculum", "learning-speed", "curriculum-difference"].map { .table($0) }
    },
    artifacts: { [$0.study.learningCurves] })

  public static let learners = CellEntry<StudyOptions>(
    Cells.learners, outputs: { _ in [] }, artifacts: { $0.study.learners })

  public static let accuracy = CellEntry<StudyOptions>(
    Cells.accuracy, outputs: { _ in [.table("accuracy"), .table("accuracy-difference")] },
    artifacts: { [$0.study.accuracy] })

  public static let noise = tests(Cells.noise, [.noise])
  public static let blur = tests(Cells.blur, [.blur])
  public static let fgsm = tests(Cells.fgsm, [.fgsm])
  public static let lbfgs = tests(Cells.lbfgs, [.lbfgsAsRun, .lbfgsAsWritten])

  public static let conclusion = CellEntry<StudyOptions>(
    Cells.conclusion,
    outputs: { options in
      ["conclusion-modes", "conclusion-effects", "conclusion-distance", "conclusion"].map { .figure($0) }
        + figures("conclusion-curves", options)
        + [
          "contrasts", "contrasts-descriptive", "robustness", "agreement", "agreement-curves", "agreement-effects",
          "protocol-check",
        ].map { .table($0) }
        + [
          "variables", "teachers", "accuracy", "contrasts", "descriptive", "robustness", "agreement", "curves",
          "effects",
          "learners", "check", "movement",
        ].map { .generated($0) }
    },
    artifacts: { [ConclusionArtifact(study: $0.study)] })

  public static let means = experiment(.means, Cells.means)
  public static let controls = experiment(.controls, Cells.controls)

  public static let strongAttacks = CellEntry<StudyOptions>(
    Cells.strongAttacks,
    outputs: { options in
      figures("strong", options) + [.figure("strong-images")]
        + ["strong", "strong-worst", "strong-coupling", "strong-distance", "strong-checks", "strong-failures"].map {
          .table($0)
        }
        + ["strong-worst", "strong-checks", "strong-coupling", "strong-variables"].map { .generated($0) }
    },
    artifacts: { [$0.study.strongAttacks, $0.study.attackedPictures] })

  public static let fashion = CellEntry<StudyOptions>(
    Cells.fashion,
    outputs: { _ in
      [
        .figure("fashion-mnist"), .table("fashion-mnist"), .generated("fashion-mnist"),
        .generated("fashion-mnist-variables"),
      ]
    },
    artifacts: { $0.otherData.artifactsOfPart })

  public static let batchMates = CellEntry<StudyOptions>(
    Cells.batchMates,
    outputs: { options in
      figures("mates", options) + [
        .figure("mates-shift"), .table("mates"), .table("mates-signs"), .table("mates-shift"), .generated("mates"),
        .generated("mates-variables"),
      ]
    },
    artifacts: { [$0.study.batchMates] })

  public static let outerSteps = CellEntry<StudyOptions>(
    Cells.outerSteps,
    outputs: { options in
      figures("outer-steps", options) + figures("outer-steps-images", options) + [
        .table("outer-steps"), .table("outer-steps-differences"), .table("outer-steps-teachers"),
        .generated("outer-steps"), .generated("outer-steps-differences"), .generated("outer-steps-teachers"),
        .generated("outer-steps-variables"),
      ]
    },
    artifacts: { $0.outerSteps.artifactsOfPart })

  /// A cell beyond the report, which counts the report's tests over networks of its own.
  private static func experiment(_ roster: Roster, _ cell: CellDescription) -> CellEntry<StudyOptions> {
    let name = roster.name ?? ""
    return CellEntry(
      cell,
      outputs: {
        figures(name, $0) + [
          .table(name), .table("\(name)-contrasts"), .generated(name), .generated("\(name)-variables"),
        ]
      },
      artifacts: { options in roster.tests.map { options.study.counts($0, roster) } })
  }

  /// One figure for every teacher.
  private static func figures(_ name: String, _ options: StudyOptions) -> [Output] {
    options.settings.teachers.map { .figure("\(name)-\($0.name)") }
  }

  /// A cell that counts robustness tests.
  static func tests(_ cell: CellDescription, _ tests: [RobustnessTest]) -> CellEntry<StudyOptions> {
    CellEntry(
      cell,
      outputs: { options in tests.flatMap { outputs(of: $0, options) } },
      artifacts: { options in tests.map { options.study.counts($0) } })
  }

  private static func outputs(of test: RobustnessTest, _ options: StudyOptions) -> [Output] {
    let name = test.name
    var outputs: [Output] = [.figure("\(name)-sample")]
    outputs += figures(name, options) + figures("\(name)-admitted", options)
    outputs += [.table(name), .table("\(name)-learners")]
    if Reported.points.contains(where: { $0.test == name }) { outputs.append(.table("\(name)-difference")) }
    if TestCells.beside(test) != nil { outputs.append(.table("\(name)-beside-fgsm")) }
    if test.isAttack { outputs.append(.table("\(name)-distance")) }
    if name == RobustnessTest.lbfgsAsRun.name { outputs.append(.figure("lbfgs-box")) }
    return outputs
  }
}

/// A cell of the report.
public protocol ReportCell: Cell where Book == Report {}
