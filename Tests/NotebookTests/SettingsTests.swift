import Foundation
import Testing

@testable import Notebook

/// The settings of scale `report` are those of the report (DIVERGENCES.md, 8 to 23).
@Suite("Published settings")
struct SettingsTests {
  let settings = Settings(.report)

  @Test func data() {
    #expect(settings.dataset == "mnist")
    #expect(settings.widths == Widths(side: 28, first: 64, second: 128, third: 256, dense: 256))
    let counts = RobustnessTests.all.map { settings.imageCount($0) }
    #expect(counts == [10_000, 10_000, 1_000, 1_000, 1_000])
  }

  @Test func learners() {
    #expect(settings.learners == Learners.report + Learners.corrected)
    #expect(settings.trials == 5)
    #expect(settings.firstLessons == 10)
    #expect(settings.vanilla == VanillaSettings())
    #expect(settings.vanilla.learningRate == 0.005)
    #expect(settings.vanilla.batch == 128)
    #expect(settings.vanilla.trainingImages >= 50_000)
    #expect(Algorithm.allCases.map(\.rawValue) == ["10_gtn", "gtn", "vanilla"])
  }

  @Test func teachers() throws {
    #expect(settings.teachers.map(\.learner) == ["base_larger", "base_larger3"])
    for teacher in settings.teachers {
      #expect(teacher.widths == settings.widths)
      #expect(
        teacher.generator
          == Generator(latent: 128, hidden: 1024, firstChannels: 128, secondChannels: 64, side: 28))
      #expect(teacher.generator.parameterCount == 6_660_226)
      #expect((teacher.outerSteps, teacher.innerSteps, teacher.batch) == (2000, 64, 128))
      #expect(teacher.innerLearningRate == 0.02)
      #expect(teacher.innerMomentum == 0.5)
      #expect(teacher.intermediateLosses)
    }
    #expect(settings.evaluationInterval == 50)
    #expect(settings.teacher("base_larger3")?.learner == "base_larger3")
    #expect(settings.teacher("linear") == nil)
  }

  /// 0.002 + 0.009 (1 + cos(π max(0, n - 2) / 2000)).
  @Test(arguments: [(1, 0.02), (2, 0.02), (1002, 0.011), (2000, 0.002_000_044_413_1)])
  func metaLearningRate(outerStep: Int, expected: Double) throws {
    for teacher in settings.teachers {
      #expect(abs(teacher.learningRate(outerStep: outerStep) - expected) < 1e-15 + 1e-9 * expected)
    }
  }

  @Test func smallerScalesDifferWhereTheyShould() throws {
    let quick = Settings(.quick)
    #expect(quick.dataset == "mnist")
    #expect(quick.widths == settings.widths)
    #expect(quick.teachers.map(\.learner) == ["base_larger"])
    #expect(quick.learners == ["base_larger", "base_larger3"])
    #expect(quick.trials == 2)
    for test in [RobustnessTest.noise, .blur] { #expect(quick.imageCount(test) == 1_000) }
    let smoke = Settings(.smoke)
    #expect(smoke.dataset == "strokes")
    #expect(smoke.teachers.map(\.learner) == settings.teachers.map(\.learner))
    for settings in [quick, smoke] {
      #expect(settings.vanilla.learningRate == 0.005)
      // `10_gtn` has to be another learner than `gtn`.
      for teacher in settings.teachers { #expect(teacher.innerSteps > settings.firstLessons) }
    }
  }

  @Test func threadsAreChecked() throws {
    #expect(throws: (any Error).self) { try Options.parse(["--threads", "0"]) }
    #expect(throws: (any Error).self) { try Options.parse(["--threads", "257"]) }
    #expect(try Options.parse(["--threads", "3"]).threads == 3)
    #expect(try Options.parse([]).scale == .quick)
  }

  /// What the driver hands on to a cell is what it was given.
  @Test func optionsSurviveBeingPassedOn() throws {
    let given = [
      "--scale", "smoke", "--seed", "9", "--checkpoints", "a b", "--data", "d", "--paper", "p", "--threads",
      "3", "--force",
    ]
    #expect(try Options.parse(given).arguments == given)
    let passed = try Options.parse(Options.parse([]).arguments)
    #expect(passed.scale == .quick)
    #expect(passed.seed == 1)
    #expect(passed.data == nil)
    #expect(!passed.force)
  }
}
