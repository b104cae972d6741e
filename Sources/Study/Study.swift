import Accelerator
import Archive
import Datasets
import Foundation
import Networks
import Platform
import Robustness
import Synchronization
import Teaching
import Tensors
import Workflow

/// The report's experiment under some settings: every checkpoint of it, and the images that they are computed from.
public final class Study: Sendable {
  public let settings: Settings
  /// All random numbers follow from it.
  public let seed: UInt64
  let dataFolder: String?
  let device: (name: DeviceName, askedBy: String)
  /// nil for the study that all cells share.
  public let part: StudyPart?
  /// What is read or made once for many units.
  private let loaded = Mutex(Loaded())

  private struct Loaded {
    var dataset: Dataset?
    /// Whether `dataset` was found to be the one that the checkpoint describes.
    var description: DatasetDescription?
    var batch: TestBatch?
    var learner: (key: LearnerKey, learner: TrainedLearner)?
    var network: (tested: TestedNetwork, onDevice: Bool, network: NetworkUnderTest)?
    var perturbed: (test: String, trial: Int, images: [Int: Tensor]) = ("", 0, [:])
  }

  /// - Parameters:
  ///   - device: what computes.
  ///   - askedBy: the option or variable that named it.
  public init(
    _ settings: Settings, seed: UInt64, dataFolder: String? = nil, device: DeviceName = .cpu,
    askedBy: String = "--device", part: StudyPart? = nil
  ) {
    self.settings = settings
    self.seed = seed
    self.dataFolder = dataFolder
    self.device = (device, askedBy)
    self.part = part
  }

  /// What computes in the processor's place; nil where nothing does.
  ///
  /// - Throws: `AcceleratorError` if it cannot be had.
  func accelerator() throws -> Accelerator? { try Accelerator.open(device.name, askedBy: device.askedBy) }

  // MARK: Checkpoints

  public var dataset: DatasetArtifact { DatasetArtifact(study: lender ?? self) }
  /// The study whose data set a part without its own is about.
  private var lender: Study? { part.flatMap { $0.hasOwnData ? nil : $0.whole } }
  public var teachers: [TeacherArtifact] { settings.teachers.map { TeacherArtifact($0, self) } }
  public func teacher(_ name: String) -> TeacherArtifact? { teachers.first { $0.plan.name == name } }
  public var learningCurves: LearningCurves { LearningCurves(study: self) }
  /// Of all rosters.
  public var learners: [LearnerArtifact] {
    (part.map { [$0.roster] } ?? Roster.all).flatMap { keys($0.learners(settings), $0.recipes, trials: $0.trials) }.map
    { LearnerArtifact($0, self) }
  }
  /// - Parameter roster: nil for the report's or, of a part, its own.
  public func counts(_ test: RobustnessTest, _ roster: Roster? = nil) -> Counts {
    Counts(test, self, roster ?? part?.roster ?? .report)
  }
  public var accuracy: Counts { counts(.unperturbed) }
  public var strongAttacks: StrongOutcomes { StrongOutcomes(study: self) }
  public var batchMates: BatchMates { BatchMates(study: self) }

  /// Every learner of some types by some recipes, in the order in which they are trained and tested.
  ///
  /// - Parameter trials: at most; nil for those of the settings.
  func keys(_ learners: [String], _ recipes: [Recipe], trials: Int? = nil) -> [LearnerKey] {
    (1...min(trials ?? settings.trials, settings.trials)).flatMap { trial in
      learners.flatMap { learner in
        let taught = settings.teachers.flatMap { teacher in
          recipes.filter(\.needsTeacher).map {
            LearnerKey(teacher: teacher.name, recipe: $0.name, learner: learner, trial: trial)
          }
        }
        return taught
          + recipes.filter { !$0.needsTeacher }.map {
            LearnerKey(teacher: nil, recipe: $0.name, learner: learner, trial: trial)
          }
      }
    }
  }

  /// The network of a learner type, in the widths of these settings.
  ///
  /// - Throws: `NotebookError` if there is no such type.
  public func architecture(_ learner: String) throws -> Architecture {
    guard let architecture = Learners.architecture(learner, settings.widths) else {
      throw NotebookError(
        "there is no learner type \(learner): choose one of \(Learners.names.joined(separator: ", "))")
    }
    return architecture
  }

  // MARK: What is computed from

  /// The data set, read once.
  ///
  /// - Throws: `DatasetError` if it cannot be had.
  public func images(_ ledger: Ledger) throws -> Dataset {
    if let lender { return try lender.images(ledger) }
    if let known = loaded.withLock({ $0.dataset }) { return known }
    let (name, folder, seed, isQuiet) = (settings.dataset, dataFolder, seed, ledger.isQuiet)
    let isSecond = part.map { $0.whole.settings.dataset != name } ?? false
    // It may come from something slow, a pipe or a server.
    let dataset = try Interruption.checking {
      try Dataset.load(name, folder: folder, isSecond: isSecond, seed: seed) { if !isQuiet { say("  \($0)") } }
    }
    loaded.withLock { $0.dataset = dataset }
    return dataset
  }

  /// The description in `dataset.h5`, and the data set itself, which must be the one described.
  ///
  /// - Throws: `NotebookError` if the file is missing or stale, or describes other images; `DatasetError` if
  ///   there are no images.
  public func describedImages(_ ledger: Ledger) throws -> (DatasetDescription, Dataset) {
    if let lender { return try lender.describedImages(ledger) }
    if let (known, images) = loaded.withLock({ loaded in
      loaded.description.flatMap { known in loaded.dataset.map { (known, $0) } }
    }) {
      return (known, images)
    }
    guard let description = try ledger.require(dataset) else { throw NotebookError("\(dataset.file) is empty") }
    let images = try images(ledger)
    let known = images.training.labels.indices
    guard description.digests == [images.training.digest, images.test.digest],
      (description.training + description.validation).allSatisfy(known.contains)
    else {
      throw NotebookError(
        "the images in \(images.source) are not those that \(ledger.path(dataset.file)) describes: run"
          + " `\(ledger.command(dataset.cell)) --force`, or name another folder with --data")
    }
    loaded.withLock { $0.description = description }
    return (description, images)
  }

  /// The first images of the test set.
  ///
  /// - Throws: `NotebookError` if there are fewer images, of which counts out of `count` would be wrong.
  func testBatch(_ count: Int, _ ledger: Ledger) throws -> TestBatch {
    if let known = loaded.withLock({ $0.batch }), known.labels.count == count { return known }
    let (_, dataset) = try describedImages(ledger)
    guard count <= dataset.test.count else {
      throw NotebookError(
        "\(dataset.name) has \(dataset.test.count) test images, but scale \(settings.scale.rawValue) needs \(count):"
          + " choose a smaller scale or another data set")
    }
    let batch = dataset.test.batch(0..<count)
    let test = TestBatch(images: batch.images, oneHot: batch.oneHot, labels: batch.oneHot.largestInRows())
    loaded.withLock { $0.batch = test }
    return test
  }

  /// What a perturbation of test images is told: within the range of grey levels, against a network.
  func request(
    _ batch: TestBatch, _ strength: Double, trial: Int, _ network: NetworkUnderTest
  ) -> PerturbationRequest {
    let range = Normalisation.validRange
    return PerturbationRequest(
      images: batch.images, oneHot: batch.oneHot, strength: strength,
      validRange: Double(range.lowerBound)...Double(range.upperBound), seed: seed, trial: trial, network: network)
  }

  /// A trained learner, to be tested in a mode.
  ///
  /// - Parameter onDevice: whether a device that is asked for computes it.
  /// - Throws: `NotebookError` naming the cell to run, if its file is missing or stale; `ArchiveError` if it
  ///   holds another network.
  public func network(
    _ key: LearnerKey, _ mode: EvaluationMode, _ ledger: Ledger, onDevice: Bool = true
  ) throws -> NetworkUnderTest {
    let tested = TestedNetwork(key, mode)
    // Kept with what attacks on it have in common.
    if let known = loaded.withLock({ $0.network }), known.tested == tested, known.onDevice == onDevice {
      return known.network
    }
    var learner = loaded.withLock { $0.learner?.key == key ? $0.learner?.learner : nil }
    if learner == nil {
      learner = try ledger.require(LearnerArtifact(key, self))
      loaded.withLock { loaded in loaded.learner = learner.map { (key, $0) } }
    }
    guard let learner else { throw NotebookError("\(ledger.path(place(key.file))) is empty") }
    let network = NetworkUnderTest(
      architecture: try architecture(key.learner), parameters: learner.parameters, statistics: learner.statistics,
      mode: mode, on: onDevice ? try accelerator() : nil)
    loaded.withLock { $0.network = (tested, onDevice, network) }
    return network
  }

  /// Perturbed images, kept for the next network where they do not depend on it.
  func perturbed(_ test: RobustnessTest, strength: Int, trial: Int, _ batch: TestBatch, _ network: NetworkUnderTest)
    -> Tensor
  {
    let known = loaded.withLock { loaded -> Tensor? in
      if loaded.perturbed.test != test.name || loaded.perturbed.trial != trial {
        loaded.perturbed = (test.name, trial, [:])
      }
      return loaded.perturbed.images[strength]
    }
    if let known { return known }
    let images = test.perturbed(
      batch.images, batch.oneHot, strength: strength, seed: seed, trial: trial, network)
    if !test.isAttack { loaded.withLock { $0.perturbed.images[strength] = images } }
    return images
  }
}

/// The first images of the test set.
public struct TestBatch: Sendable {
  /// [n, side, side, 1], normalised.
  public let images: Tensor
  /// Their classes, one-hot [n, 10] and as numbers 0 to 9 [n].
  public let oneHot: Tensor
  public let labels: [Int]
}

extension DatasetError: MissingData {}
