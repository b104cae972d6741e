import ArgumentParser
import Networks
import Robustness
import Teaching

/// How much of the report is reproduced.
public enum Scale: String, CaseIterable, Sendable, ExpressibleByArgument {
  /// For tests: built-in strokes, narrow networks, few steps.
  case smoke
  /// For a seminar: MNIST, every cell, in ten minutes; narrow networks and a small teacher.
  case lesson
  /// For a newcomer: MNIST, full-width networks, one small teacher.
  case quick
  /// Everything as published.
  case report

  /// The data set that is used if no other is named.
  public var dataset: String { self == .smoke ? "strokes" : "mnist" }
}

/// Every setting of the report, once. The defaults are the published values, and where the report
/// gives none those of the original run (DIVERGENCES.md).
public struct Settings: Sendable {
  public let scale: Scale
  /// Name in the catalogue of data sets.
  public private(set) var dataset: String
  /// The teachers that are meta-trained.
  public var teachers = ["base_larger", "base_larger3"].map { TeacherPlan(for: $0) }
  /// How wide all learners are.
  public var widths = Widths.report
  /// Learner types that are trained: the report's nine ("Robustness Performance Tests"), and those of them
  /// whose published batch norm is a constant zero once more with one that works.
  public var learners = Learners.names
  /// Learners trained independently of each type.
  public var trials = 5
  /// Lessons that `10_gtn` learners receive.
  public var firstLessons = 10
  public var vanilla = VanillaSettings()
  public var adversarial = AdversarialSettings()
  public var strong = StrongSettings()
  /// Lessons of the report's teachers, after as many of which `vanilla_64` ends.
  public var lessons = 64
  /// Validation images at most on which `vanilla_matched` finds out how accurate it is.
  public var matchingImages = 2_000
  /// Test images used at most, in place of each test's own number; attacks, which take thirty gradients of
  /// each, have a limit of their own.
  public var imageLimit = Int.max
  /// Test images of the accuracy table at most: without perturbations all of them are counted in no time.
  public var accuracyImageLimit = Int.max
  /// Test images of attacks at most, besides ``imageLimit``.
  public var attackedImageLimit = Int.max
  /// Meta-training measures the accuracy of a fresh learner at outer step 1 and at multiples of this.
  public var evaluationInterval = 50
  /// Outer steps at which meta-training keeps a copy of a teacher on its way.
  public var snapshots = [50, 100, 200, 400, 600, 800, 1200, 1600]
  /// Further seeds from which teachers of each kind can be meta-trained, at scale report alone: `--teacher base_larger-seed2` of
  /// cell 02.
  public var teacherSeeds: [UInt64] = [2, 3, 4, 5]

  /// - Parameters:
  ///   - scale: `report` leaves all defaults as they are.
  ///   - dataset: nil for the scale's own.
  ///   - learnersPerStep: fresh learners of an outer step of every teacher.
  public init(_ scale: Scale, dataset: String? = nil, learnersPerStep: Int = 1) {
    self.scale = scale
    self.dataset = dataset ?? scale.dataset
    switch scale {
    case .report: break
    case .quick:
      teachers = [TeacherPlan(for: "base_larger", Self.quickTraining)]
      snapshots = [50]
      learners = ["base_larger", "base_larger3"]
      trials = 2
      imageLimit = 1_000
      attackedImageLimit = 50
      (strong, adversarial) = (.quick, .quick)
    case .lesson:
      widths = Widths(first: 16, second: 32, third: 64, dense: 64)
      teachers = [TeacherPlan(for: "base_larger", Self.lessonTraining)]
      snapshots = [50]
      learners = ["base_larger", "base_larger3"]
      trials = 2
      imageLimit = 1_000
      attackedImageLimit = 50
      vanilla.trainingImages = 20_000
      (strong, adversarial) = (.quick, .quick)
    case .smoke:
      widths = Widths(first: 8, second: 12, third: 16, dense: 24)
      for index in teachers.indices { Self.makeSmall(&teachers[index].training, widths) }
      trials = 2
      imageLimit = 100
      accuracyImageLimit = 100
      attackedImageLimit = 16
      (evaluationInterval, snapshots) = (2, [2])
      vanilla.trainingImages = 2_000
      lessons = 12
      matchingImages = 200
      strong = .small
      (adversarial.trainingImages, adversarial.steps) = (1_000, 2)
    }
    if scale != .report { teacherSeeds = [] }
    for index in teachers.indices { teachers[index].training.learnersPerStep = learnersPerStep }
  }

  /// The same of another data set.
  func of(_ dataset: String) -> Settings {
    var settings = self
    settings.dataset = dataset
    return settings
  }

  /// A teacher that teaches after minutes instead of days: fewer and smaller lessons, larger first steps.
  private static var quickTraining: MetaTrainingSettings {
    var teacher = MetaTrainingSettings()
    teacher.outerSteps = 100
    teacher.innerSteps = 32
    teacher.batch = 64
    teacher.innerLearningRate = 0.05
    teacher.learningRate = 0.01
    teacher.finalLearningRate = 0.001
    return teacher
  }

  /// The same for narrow networks, by a generator that is narrow, too.
  private static var lessonTraining: MetaTrainingSettings {
    var teacher = quickTraining
    teacher.widths = Widths(first: 16, second: 32, third: 64, dense: 64)
    teacher.generator = Generator(latent: 64, hidden: 256, firstChannels: 64, secondChannels: 32)
    return teacher
  }

  private static func makeSmall(_ teacher: inout MetaTrainingSettings, _ widths: Widths) {
    teacher.widths = widths
    teacher.generator = Generator(latent: 16, hidden: 32, firstChannels: 16, secondChannels: 8)
    teacher.outerSteps = 4
    teacher.innerSteps = 12
    teacher.batch = 32
    teacher.realBatch = 32
  }

  /// Whether the report's numbers say anything about this data.
  public var isReportsData: Bool { dataset == "mnist" }

  /// The teacher of that name; nil if the scale has none.
  public func teacher(_ name: String) -> TeacherPlan? { teachers.first { $0.name == name } }

  /// Test images that a test perturbs.
  public func imageCount(_ test: RobustnessTest) -> Int {
    if test.isUnperturbed { return min(test.imageCount, accuracyImageLimit) }
    return min(test.imageCount, imageLimit, test.isAttack ? attackedImageLimit : .max)
  }
}

/// A teacher that is meta-trained. Its name is apart from the learner type that it is trained for, so that seeds and
/// snapshots stand beside each other: `base_larger`, `base_larger-seed2`, `base_larger-at-400`.
public struct TeacherPlan: Sendable, Equatable {
  /// In file names, on axes and in options.
  public var name: String
  public var training: MetaTrainingSettings
  /// The seed of its meta-training; nil for the run's.
  public var seed: UInt64?
  /// The outer step at which it is taken, on the way to ``MetaTrainingSettings/outerSteps``; nil for the end.
  public var taken: Int?

  /// A teacher that is named after its learner type.
  public init(for learner: String, _ training: MetaTrainingSettings = MetaTrainingSettings()) {
    name = learner
    self.training = training
    self.training.learner = learner
  }

  /// Outer steps of the complete teacher.
  public var outerSteps: Int { taken ?? training.outerSteps }
}

extension MetaTrainingSettings {
  /// What lines say after a number of outer steps: " of 4 learners each"; nothing where it is one, as reported.
  public var learnersNote: String { learnersPerStep == 1 ? "" : " of \(learnersPerStep) learners each" }
}

/// Ordinary training: Adam, one epoch (report, "Robustness Performance Tests").
public struct VanillaSettings: Sendable, Codable, Equatable {
  /// Adam's rate, the same in all steps, and images in a batch; the last batch of the epoch takes what is
  /// left.
  public var learningRate = 0.005
  public var batch = 128
  /// Training images used at most; the report uses all 50,000.
  public var trainingImages = Int.max
}
