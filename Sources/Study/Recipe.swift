import Accelerator
import Archive
import Datasets
import Figures
import Networks
import Robustness
import Teaching
import Tensors
import Workflow

/// A way in which a learner comes to be. To add one, add its entry to ``Recipes/all``.
public struct Recipe: Sendable {
  /// In file names, on axes, in options and in figures.
  public let name: String
  /// Its colour and marker, the same in every figure; those of two experiments may be the same.
  public let look: Palette
  public let needsTeacher: Bool
  /// Whether it trains on images of the data set.
  public let needsImages: Bool
  /// The mode in which the report's figures show its networks; nil for a recipe that the report does not have.
  public let reportedMode: EvaluationMode?
  /// All that the training depends on besides learner type, teacher, data set and seed.
  let settings: @Sendable (Settings) -> any Encodable & Sendable
  /// Whether the training computes on ``Training/accelerator``, at least for the most part.
  let usesDevice: Bool
  let train: @Sendable (Training) throws -> TrainedLearner

  public init(
    _ name: String, look: Palette, needsTeacher: Bool, needsImages: Bool, reportedMode: EvaluationMode?,
    usesDevice: Bool = false, settings: @escaping @Sendable (Settings) -> any Encodable & Sendable,
    train: @escaping @Sendable (Training) throws -> TrainedLearner
  ) {
    self.name = name
    self.look = look
    self.needsTeacher = needsTeacher
    self.needsImages = needsImages
    self.reportedMode = reportedMode
    self.usesDevice = usesDevice
    self.settings = settings
    self.train = train
  }
}

/// The catalogue of recipes.
public enum Recipes {
  /// In the order of axes, tables and legends: those of the report, then those of the experiments beyond it, each of which
  /// an entry of ``Roster/all`` counts.
  public static let all: [Recipe] =
    reported + [.vanillaMeans, .gtnLessonMeans, .gtnRealMeans, .vanilla64, .vanillaMatched, .real64, .adversarial]

  /// The recipes that the report has.
  public static let reported: [Recipe] = [.tenGTN, .gtn, .vanilla]

  /// The recipe of that name, or nil.
  public static func named(_ name: String) -> Recipe? { all.first { $0.name == name } }
}

/// What a recipe trains, and with what.
public struct Training {
  public let architecture: Architecture
  /// Initial weights: the same for all recipes and teachers of one learner type and trial, so that comparisons are paired
  /// (DIVERGENCES.md, 22).
  public let initial: Parameters
  /// nil for recipes without one.
  public let teacher: Teacher?
  public let settings: Settings
  /// The data set's division and images.
  let images: () throws -> (DatasetDescription, Dataset)
  /// What computes in the processor's place; nil where nothing does.
  var accelerator: Accelerator?
  /// Sees the update step, and the learner after it; says whether training goes on.
  var visit: (_ step: Int, TrainedLearner) throws -> Bool = { _, _ in true }
  /// The update steps that `visit` has to see, if a device trains, from which the learner has to be fetched.
  var isVisited: (_ step: Int) -> Bool = { _ in true }

  /// The images and the positions of those to learn from.
  public func trainingImages() throws -> (ImageSet, positions: [Int]) {
    let (description, dataset) = try images()
    return (dataset.training, description.training)
  }

  /// The first of the images to validate with.
  func validationBatch(_ count: Int) throws -> Batch {
    let (description, dataset) = try images()
    return dataset.training.batch(description.validation.prefix(count))
  }
}

/// A network that has learned: its parameters, and the means that its normalisations keep for evaluation mode.
public struct TrainedLearner: Sendable {
  public let parameters: Parameters
  public let statistics: Statistics

  public init(_ parameters: Parameters, _ statistics: Statistics) {
    self.parameters = parameters
    self.statistics = statistics
  }
}
