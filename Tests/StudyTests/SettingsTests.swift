import Archive
import Foundation
import Networks
import Ranks
import Robustness
import Teaching
import Testing

@testable import Study
@testable import Workflow

/// The settings of scale `report` are those of the report (DIVERGENCES.md, 8 to 23).
@Suite("Published settings")
struct SettingsTests {
  let settings = Settings(.report)

  @Test func data() {
    #expect(settings.dataset == "mnist")
    #expect(settings.widths == Widths(side: 28, first: 64, second: 128, third: 256, dense: 256))
    let counts = TestCells.all.map { settings.imageCount($0) }
    #expect(counts == [10_000, 10_000, 1_000, 1_000, 1_000])
    #expect(settings.imageCount(.unperturbed) == 10_000)
    #expect(settings.isReportsData && !Settings(.report, dataset: "fashion-mnist").isReportsData)
  }

  @Test func learners() {
    #expect(settings.learners == Learners.report + Learners.corrected)
    #expect(settings.trials == 5)
    #expect(settings.firstLessons == 10)
    #expect(settings.vanilla == VanillaSettings())
    #expect(settings.vanilla.learningRate == 0.005)
    #expect(settings.vanilla.batch == 128)
    #expect(settings.vanilla.trainingImages >= 50_000)
    #expect(Recipes.reported.map(\.name) == ["10_gtn", "gtn", "vanilla"])
    #expect(Recipes.reported.allSatisfy { $0.reportedMode != nil })
    #expect(Set(Recipes.all.map(\.name)).count == Recipes.all.count)
    for roster in Roster.all.dropFirst() {
      let recipes = Recipes.reported + roster.recipes
      #expect(Set(recipes.map(\.look)).count == recipes.count, "no two recipes of one figure look the same")
      #expect(roster.recipes.allSatisfy { $0.reportedMode == nil })
    }
  }

  @Test func teachers() throws {
    #expect(settings.teachers.map(\.name) == ["base_larger", "base_larger3"])
    #expect(settings.teachers.map(\.training.learner) == ["base_larger", "base_larger3"])
    for teacher in settings.teachers.map(\.training) {
      #expect(teacher.widths == settings.widths)
      #expect(
        teacher.generator
          == Generator(latent: 128, hidden: 1024, firstChannels: 128, secondChannels: 64, side: 28))
      #expect(teacher.generator.parameterCount == 6_660_226)
      #expect((teacher.outerSteps, teacher.innerSteps, teacher.batch) == (2000, 64, 128))
      #expect(teacher.innerLearningRate == 0.02)
      #expect(teacher.innerMomentum == 0.5)
      #expect(teacher.intermediateLosses)
      #expect(teacher.learnersPerStep == 1)
    }
    #expect(settings.evaluationInterval == 50)
    #expect(settings.teacher("base_larger3")?.training.learner == "base_larger3")
    #expect(settings.teacher("linear") == nil)
  }

  /// Settings that came later have not made the teachers stale that are here.
  @Test func recordedAsInTheShippedTeachers() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "checkpoints/report").path
    for teacher in Study(settings, seed: 1).teachers {
      let recorded = try Checkpoint.header("\(folder)/\(teacher.file)").provenance.settings
      #expect(try JSON.text(teacher.settings) == recorded)
    }
  }

  /// 0.002 + 0.009 (1 + cos(π max(0, n - 2) / 2000)).
  @Test(arguments: [(1, 0.02), (2, 0.02), (1002, 0.011), (2000, 0.002_000_044_413_1)])
  func metaLearningRate(outerStep: Int, expected: Double) throws {
    for teacher in settings.teachers {
      #expect(abs(teacher.training.learningRate(outerStep: outerStep) - expected) < 1e-15 + 1e-9 * expected)
    }
  }

  /// A snapshot follows the schedule of the complete teacher, and stops on the way.
  @Test func snapshotsKeepTheSchedule() {
    var snapshot = settings.teachers[0]
    snapshot.taken = 400
    #expect(snapshot.outerSteps == 400 && settings.teachers[0].outerSteps == 2000)
    #expect(snapshot.training == settings.teachers[0].training)
  }

  @Test func smallerScalesDifferWhereTheyShould() throws {
    let quick = Settings(.quick)
    #expect(quick.dataset == "mnist")
    #expect(quick.widths == settings.widths)
    #expect(quick.teachers.map(\.name) == ["base_larger"])
    #expect(quick.learners == ["base_larger", "base_larger3"])
    #expect(quick.trials == 2)
    for test in [RobustnessTest.noise, .blur] { #expect(quick.imageCount(test) == 1_000) }
    let smoke = Settings(.smoke)
    #expect(smoke.dataset == "strokes")
    #expect(smoke.teachers.map(\.name) == settings.teachers.map(\.name))
    for settings in [quick, smoke] {
      #expect(settings.vanilla.learningRate == 0.005)
      // `10_gtn` has to be another learner than `gtn`.
      for teacher in settings.teachers { #expect(teacher.training.innerSteps > settings.firstLessons) }
    }
  }
}

@Suite("Options")
struct OptionTests {
  @Test func threadsAreChecked() throws {
    #expect(throws: (any Error).self) { try StudyOptions.parse(["--threads", "0"]) }
    #expect(throws: (any Error).self) { try StudyOptions.parse(["--threads", "257"]) }
    #expect(try StudyOptions.parse(["--threads", "3"]).common.threads == 3)
    #expect(try StudyOptions.parse([]).scale == .quick)
  }

  @Test func otherDatasetsHaveFoldersOfTheirOwn() throws {
    #expect(throws: (any Error).self) { try StudyOptions.parse(["--dataset", "letters"]) }
    func folder(_ arguments: String...) throws -> [String] {
      let options = try StudyOptions.parse(arguments)
      return [options.folder, options.paper]
    }
    #expect(try folder("--scale", "report") == ["checkpoints/report", "paper"])
    #expect(try folder("--scale", "report", "--dataset", "mnist") == ["checkpoints/report", "paper"])
    let fashion = "checkpoints/report-fashion-mnist"
    #expect(try folder("--scale", "report", "--dataset", "fashion-mnist") == [fashion, "\(fashion)/paper"])
  }

  /// As those of other data sets do, so that no result of one learner becomes stale.
  @Test func severalLearnersAnOuterStepHaveFoldersOfTheirOwn() throws {
    for number in ["0", "1025", "two"] {
      #expect(throws: (any Error).self) { try StudyOptions.parse(["--learners-per-step", number]) }
    }
    let one = try StudyOptions.parse(["--scale", "report", "--learners-per-step", "1"])
    #expect([one.folder, one.paper] == ["checkpoints/report", "paper"])
    #expect(one.shownSettings.count == 2)
    let four = try StudyOptions.parse(["--scale", "report", "--learners-per-step", "4"])
    #expect([four.folder, four.paper] == ["checkpoints/report-4-learners", "checkpoints/report-4-learners/paper"])
    #expect(four.shownSettings.last.map { [$0.name, $0.value] } == ["learners an outer step", "4"])
    #expect(four.study.teachers.allSatisfy { $0.plan.training.learnersPerStep == 4 })
    #expect(try JSON.text(four.study.teachers[0].settings).contains("\"learnersPerStep\":4"))
    #expect(four.study.teachers[0].plan.training.learnersNote == " of 4 learners each")
    #expect(one.study.teachers[0].plan.training.learnersNote == "")
  }

  /// Every learner has one rank, and no rank two more than another.
  @Test(arguments: [(1, 1), (4, 1), (4, 2), (4, 4), (7, 3), (2, 4)])
  func learnersAreSharedOut(learners: Int, ranks: Int) {
    let parts = (0..<ranks).map { Ranks.part(of: learners, rank: $0, of: ranks) }
    #expect(parts.flatMap { Array($0) } == Array(0..<learners))
    let most = parts.map(\.count).max() ?? 0
    #expect(parts.allSatisfy { $0.count >= most - 1 })
  }

  /// What the driver hands on to a cell is what it was given.
  @Test func optionsSurviveBeingPassedOn() throws {
    let given = [
      "--scale", "smoke", "--dataset", "mnist", "--learners-per-step", "4", "--data", "d", "--seed", "9",
      "--checkpoints", "a b", "--paper", "p",
      "--threads", "3", "--force",
    ]
    #expect(try StudyOptions.parse(given).arguments == given)
    let passed = try StudyOptions.parse(StudyOptions.parse([]).arguments)
    #expect(passed.scale == .quick)
    #expect(passed.common.seed == 1)
    #expect(passed.means.data == nil && passed.choice.dataset == nil)
    #expect(!passed.common.force)
  }
}
