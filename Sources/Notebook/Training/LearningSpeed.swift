import Archive
import Figures
import Foundation
import Networks
import Robustness
import Teaching
import Tensors

/// How fast learners learn: the test accuracy of one learner after every update step, taught by each teacher
/// and trained on the data set.
public struct LearningSpeed {
  /// Where a learner stands after some update steps.
  public struct Point: Sendable {
    /// Update steps done, from 1.
    public let step: Int
    /// Test accuracy in evaluation mode, 0 to 1.
    public let accuracy: Double
  }

  /// Curves by the teacher, whose name is also the learner type.
  public struct Curves: Sendable {
    /// Test images behind each accuracy.
    public let images: Int
    /// Points in the order of steps: of the learner that the teacher trains, and of the one that the data set
    /// trains. Teachers without a curve are missing.
    public var taught: [String: [Point]] = [:]
    public var vanilla: [String: [Point]] = [:]

    /// After how many update steps a curve first reaches an accuracy; nil if it does not.
    public static func steps(to accuracy: Double, _ curve: [Point]?) -> Int? {
      curve?.first { $0.accuracy >= accuracy }?.step
    }

    /// One row a point.
    public func table() throws -> Table {
      let rows = [("gtn", taught), ("vanilla", vanilla)].flatMap { algorithm, curves in
        curves.sorted { $0.key < $1.key }.flatMap { name, curve in
          curve.map { [name, algorithm, "\($0.step)", String(format: "%.5f", $0.accuracy)] }
        }
      }
      return try Table(columns: ["learner", "algorithm", "update_step", "test_accuracy"], rows: rows)
    }
  }

  static let file = "curriculum.h5"
  private let run: Run
  private var teachers: [MetaTrainingSettings] { run.settings.teachers }

  struct SpeedSettings: Codable {
    let images: Int
    let learners: LearnerSettings
  }

  public init(_ run: Run) { self.run = run }

  /// What `curriculum.h5` would be made of now.
  ///
  /// - Throws: `ArchiveError` for an input that cannot be read.
  public func provenance() throws -> Provenance {
    try run.provenance(
      kind: "learning-speed", cell: Cells.curriculum,
      settings: SpeedSettings(images: imageCount, learners: run.anyLearnerSettings),
      inputs: [DatasetFile.name] + teachers.map { TeacherFile.name($0.learner) })
  }

  /// What all curves depend on: a changed teacher makes only its own stale.
  private func commonProvenance() throws -> Provenance {
    try provenance().without(teachers: teachers.map(\.learner))
  }

  /// The curves on disk, to be drawn; none, if there is no file.
  ///
  /// - Throws: `NotebookError` if it was made from something else.
  public func drawn() throws -> Curves {
    if run.isThere(Self.file) { try run.require(Self.file, commonProvenance(), from: Cells.curriculum) }
    return try found()
  }

  private var imageCount: Int { min(10_000, run.settings.imageLimit) }

  /// The curves of the teachers that are there; those that are not on disk are computed.
  ///
  /// - Throws: `NotebookError` naming the cell to run, if no teacher is there or one is stale.
  public func complete() throws -> Curves {
    let there = teachers.filter { run.isThere(TeacherFile.name($0.learner)) }
    // Of no teacher: the error names the cell to run.
    for teacher in there.isEmpty ? teachers : there {
      let expected = try TeacherTraining(teacher, run).provenance()
      try run.require(TeacherFile.name(teacher.learner), expected, from: Cells.metaTraining)
    }
    func left(_ curves: Curves) -> [String] {
      there.map(\.learner).filter { curves.taught[$0] == nil || curves.vanilla[$0] == nil }
    }
    var curves = try run.force ? Curves(images: imageCount) : found()
    guard !left(curves).isEmpty else { return curves }
    let lock = try run.lock(Self.file)
    defer { withExtendedLifetime(lock) {} }
    let provenance = try provenance()
    // Another run may have added curves before the lock was had.
    if !run.force { curves = try found() }
    run.computed()
    for name in left(curves) {
      let progress = Progress("update steps of \(name)", total: 2)
      curves.taught[name] = try curve(name, .gtn)
      progress.advance("taught")
      curves.vanilla[name] = try curve(name, .vanilla)
      progress.advance("vanilla")
      // After each, so that an interruption loses no more than one.
      try checkpoint(curves, provenance).write(to: run.path(Self.file))
      run.computed(1)
    }
    return curves
  }

  /// The curves on disk, without those taught by a teacher that has changed since.
  public func found() throws -> Curves {
    let now = try provenance().inputs
    guard try run.isCurrent(Self.file, commonProvenance()) else { return Curves(images: imageCount) }
    let file = try Checkpoint.read(run.path(Self.file))
    var curves = try curves(file)
    for name in teachers.map(\.learner) {
      let teacher = TeacherFile.name(name)
      let digest = now.first { $0.name == teacher }?.digest
      if digest != nil, digest != file.provenance.inputs.first(where: { $0.name == teacher })?.digest {
        curves.taught[name] = nil
      }
    }
    return curves
  }

  /// Teachers whose curves are there.
  var done: [String] {
    get throws {
      let curves = try found()
      return teachers.map(\.learner).filter { curves.taught[$0] != nil && curves.vanilla[$0] != nil }
    }
  }

  /// One curve: of the learner type that a teacher is named after.
  ///
  /// - Parameter steps: the steps to measure, after the last of which training ends; if not said, all that are
  ///   shown.
  func curve(_ name: String, _ algorithm: Algorithm, steps: [Int]? = nil) throws -> [Point] {
    struct Enough: Error {}
    let (_, dataset) = try run.describedDataset()
    let test = dataset.test.batch(0..<min(imageCount, dataset.test.count))
    let architecture = try run.architecture(name)
    var points: [Point] = []
    func visit(_ step: Int, _ parameters: Parameters, _ statistics: Statistics) throws {
      try Interruption.check()
      if steps?.contains(step) ?? Self.isShown(step) {
        let network = NetworkUnderTest(
          architecture: architecture, parameters: parameters, statistics: statistics, mode: .evaluation)
        points.append(Point(step: step, accuracy: network.accuracy(test)))
      }
      if let last = steps?.max(), step >= last { throw Enough() }
    }
    do {
      if algorithm == .vanilla {
        try VanillaTraining(run).train(name, trial: 1, visit: visit)
      } else if let settings = run.settings.teacher(name) {
        let (teacher, _) = try TeacherFile.teacher(
          Checkpoint.read(run.path(TeacherFile.name(name))), settings.generator)
        let initial = architecture.initialParameters(seed: run.seed, trial: 1)
        _ = try teacher.teach(architecture, from: initial) { student in
          if let statistics = student.statistics {
            try visit(student.step, student.parameters, statistics)
          }
        }
      }
    } catch is Enough {}
    return points
  }

  /// About eight steps an octave are enough for a logarithmic axis.
  private static func isShown(_ step: Int) -> Bool {
    step < 16 || step % (1 << max(0, Int(log2(Double(step))) - 3)) == 0
  }

  /// Arrays: `<gtn or vanilla>/<learner>/steps` and `/accuracy`.
  private func checkpoint(_ curves: Curves, _ provenance: Provenance) -> Checkpoint {
    var file = Checkpoint(provenance: provenance)
    for (algorithm, curves) in [("gtn", curves.taught), ("vanilla", curves.vanilla)] {
      for (name, points) in curves {
        file.set(
          "\(algorithm)/\(name)/steps", shape: [points.count], .int32(points.map { Int32($0.step) }))
        file.set("\(algorithm)/\(name)/accuracy", shape: [points.count], .float64(points.map(\.accuracy)))
      }
    }
    return file
  }

  /// The curves in a file, those of teachers that it has.
  func curves(_ file: Checkpoint) throws -> Curves {
    var curves = Curves(images: imageCount)
    func points(_ group: String) throws -> [Point]? {
      guard file["\(group)/steps"] != nil else { return nil }
      let steps = try file.integers("\(group)/steps")
      let accuracies = try file.doubles("\(group)/accuracy", shape: [steps.count])
      guard steps.allSatisfy({ $0 > 0 }), accuracies.allSatisfy((0...1).contains) else {
        throw file.unusable("\"\(group)\" is no curve of accuracies")
      }
      return zip(steps, accuracies).map { Point(step: Int($0), accuracy: $1) }
    }
    for teacher in teachers.map(\.learner) {
      curves.taught[teacher] = try points("gtn/\(teacher)")
      curves.vanilla[teacher] = try points("vanilla/\(teacher)")
    }
    return curves
  }
}
