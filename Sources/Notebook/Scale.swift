import ArgumentParser

/// How much of the report is reproduced.
public enum Scale: String, CaseIterable, Sendable, ExpressibleByArgument {
  /// For tests: built-in strokes, narrow networks, few steps.
  case smoke
  /// For a newcomer: MNIST, full-width networks, one small teacher.
  case quick
  /// Everything as published.
  case report
}

/// Every setting of the report, once. The defaults are the published values, and where the report
/// gives none those of the original run (DIVERGENCES.md).
public struct Settings: Sendable {
  public let scale: Scale
  /// Name in the catalogue of data sets.
  public var dataset = "mnist"
  /// How each teacher is meta-trained; a teacher is named after the learner type that it is trained for.
  public var teachers = ["base_larger", "base_larger3"].map { learner in
    var settings = MetaTrainingSettings()
    settings.learner = learner
    return settings
  }
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
  /// Test images used at most, in place of each test's own number; attacks, which take thirty gradients of
  /// each, have a limit of their own.
  public var imageLimit = Int.max
  /// Test images of the accuracy table at most: without perturbations all of them are counted in no time.
  public var accuracyImageLimit = Int.max
  /// Test images of attacks at most, besides ``imageLimit``.
  public var attackedImageLimit = Int.max
  /// Meta-training measures the accuracy of a fresh learner at outer step 1 and at multiples of this.
  public var evaluationInterval = 50

  /// - Parameter scale: `report` leaves all defaults as they are.
  public init(_ scale: Scale) {
    self.scale = scale
    switch scale {
    case .report: break
    case .quick:
      teachers = [Self.quickTeacher]
      learners = ["base_larger", "base_larger3"]
      trials = 2
      imageLimit = 1_000
      attackedImageLimit = 50
    case .smoke:
      dataset = "strokes"
      widths = Widths(first: 8, second: 12, third: 16, dense: 24)
      teachers = teachers.map { Self.smokeTeacher(like: $0, widths) }
      trials = 2
      imageLimit = 100
      accuracyImageLimit = 100
      attackedImageLimit = 16
      evaluationInterval = 2
      vanilla.trainingImages = 2_000
    }
  }

  /// A teacher that teaches after minutes instead of days: fewer and smaller lessons, larger first steps.
  private static var quickTeacher: MetaTrainingSettings {
    var teacher = MetaTrainingSettings()
    teacher.outerSteps = 100
    teacher.innerSteps = 32
    teacher.batch = 64
    teacher.innerLearningRate = 0.05
    teacher.learningRate = 0.01
    teacher.finalLearningRate = 0.001
    return teacher
  }

  private static func smokeTeacher(
    like teacher: MetaTrainingSettings, _ widths: Widths
  ) -> MetaTrainingSettings {
    var teacher = teacher
    teacher.widths = widths
    teacher.generator = Generator(latent: 16, hidden: 32, firstChannels: 16, secondChannels: 8)
    teacher.outerSteps = 4
    teacher.innerSteps = 12
    teacher.batch = 32
    teacher.realBatch = 32
    return teacher
  }

  /// Whether the report's numbers say anything about this data.
  public var isReportsData: Bool { dataset == "mnist" }

  /// How the teacher for a learner type is meta-trained; nil if the scale has none.
  public func teacher(_ name: String) -> MetaTrainingSettings? { teachers.first { $0.learner == name } }

  /// Test images that a robustness test perturbs.
  public func imageCount(_ test: RobustnessTest) -> Int {
    min(test.imageCount, imageLimit, test.isAttack ? attackedImageLimit : .max)
  }
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
