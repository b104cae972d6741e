import Archive
import Networks
import Robustness
import Teaching
import Tensors

/// Which trained learner: the key of its file.
public struct LearnerKey: Hashable, Sendable {
  /// nil for `vanilla`, which has no teacher.
  public let teacher: String?
  public let algorithm: Algorithm
  /// The learner type.
  public let learner: String
  /// From 1.
  public let trial: Int

  /// - Parameter teacher: not kept for `vanilla`, so that the same learner has the same key for every
  ///   teacher.
  public init(teacher: String, algorithm: Algorithm, learner: String, trial: Int) {
    self.teacher = algorithm == .vanilla ? nil : teacher
    self.algorithm = algorithm
    self.learner = learner
    self.trial = trial
  }

  /// The file among the checkpoints: "learners/base_larger-gtn-base-1.h5", "learners/vanilla-base-1.h5".
  public var file: String {
    "learners/"
      + ([teacher, algorithm.rawValue, learner, "\(trial)"].compactMap { $0 }).joined(separator: "-")
      + ".h5"
  }
}

/// A trained learner on disk.
public enum LearnerFile {
  /// Arrays: `learner/<state-dict key>`, and `learner/<key>.running_mean`, `.running_variance` of the
  /// normalisations.
  public static func checkpoint(
    _ architecture: Architecture, _ parameters: Parameters, _ statistics: Statistics, _ provenance: Provenance
  ) -> Checkpoint {
    var file = Checkpoint(provenance: provenance)
    for (key, tensor) in zip(parameters.keys, parameters.tensors) {
      file.set("learner/\(key)", shape: tensor.shape, .float32(tensor.floats))
    }
    for (key, entry) in zip(architecture.normalisationKeys, statistics.entries) {
      for (name, tensor) in [("running_mean", entry.mean), ("running_variance", entry.variance)] {
        guard let tensor else { continue }
        file.set("learner/\(key).\(name)", shape: tensor.shape, .float32(tensor.floats))
      }
    }
    return file
  }

  /// - Throws: `ArchiveError` naming the file, if it holds another network, or numbers that are not finite.
  public static func learner(
    _ file: Checkpoint, _ architecture: Architecture
  ) throws -> (Parameters, Statistics) {
    try file.requireFinite()
    let parameters = Parameters(
      try architecture.parameterShapes.map { key, shape in
        (key, Tensor(shape: shape, try file.floats("learner/\(key)", shape: shape)))
      })
    let normalisations = zip(
      zip(architecture.normalisationKeys, architecture.normalisationWidths), architecture.normalisationsKept)
    let entries = try normalisations.map { layer, keeps in
      // One that is missing would pass for a network in training mode.
      func vector(_ name: String, _ isKept: Bool) throws -> Tensor? {
        guard isKept else { return nil }
        return Tensor(shape: [layer.1], try file.floats("learner/\(layer.0).\(name)", shape: [layer.1]))
      }
      return Statistics.Entry(
        mean: try vector("running_mean", keeps.mean), variance: try vector("running_variance", keeps.variance)
      )
    }
    return (parameters, Statistics(entries))
  }
}

/// All that a trained learner depends on besides its inputs and the seed.
struct LearnerSettings: Codable {
  var learner: String
  var widths: Widths
  var algorithm: String
  var trial: Int
  /// Lessons received; nil for `vanilla`.
  var lessons: Int?
  var vanilla: VanillaSettings?
  /// Version of the cell that trains learners, where these settings stand for many of them.
  var version: Int?
}

extension Run {
  /// What all learners of this scale have in common, for metrics over many of them.
  var anyLearnerSettings: LearnerSettings {
    LearnerSettings(
      learner: "any", widths: settings.widths, algorithm: "any", trial: 0, lessons: settings.firstLessons,
      vanilla: settings.vanilla, version: Cells.learners.version)
  }

  /// The network of a learner type, in the widths of this scale.
  ///
  /// - Throws: `NotebookError` if there is no such type.
  public func architecture(_ learner: String) throws -> Architecture {
    guard let architecture = Learners.architecture(learner, settings.widths) else {
      throw NotebookError(
        "there is no learner type \(learner): choose one of \(Learners.names.joined(separator: ", "))")
    }
    return architecture
  }

  /// What the file of a learner is made of.
  public func learnerProvenance(_ key: LearnerKey) throws -> Provenance {
    let lessons: Int? =
      switch key.algorithm {
      case .tenGTN:
        key.teacher.flatMap { settings.teacher($0) }.map { min(settings.firstLessons, $0.innerSteps) }
      case .gtn: key.teacher.flatMap { settings.teacher($0)?.innerSteps }
      case .vanilla: nil
      }
    let input = key.teacher.map(TeacherFile.name) ?? DatasetFile.name
    return try provenance(
      kind: "learner", cell: Cells.learners,
      settings: LearnerSettings(
        learner: key.learner, widths: settings.widths, algorithm: key.algorithm.rawValue, trial: key.trial,
        lessons: lessons, vanilla: key.teacher == nil ? settings.vanilla : nil),
      inputs: [input])
  }

  /// A trained learner, to be tested in the given mode.
  ///
  /// - Throws: `NotebookError` naming the cell to run, if its file is missing or stale; `ArchiveError` if it
  ///   holds another network.
  public func networkUnderTest(_ key: LearnerKey, _ mode: EvaluationMode) throws -> NetworkUnderTest {
    try require(key.file, learnerProvenance(key), from: Cells.learners)
    let architecture = try architecture(key.learner)
    let (parameters, statistics) = try LearnerFile.learner(Checkpoint.read(path(key.file)), architecture)
    return NetworkUnderTest(
      architecture: architecture, parameters: parameters, statistics: statistics, mode: mode)
  }
}
