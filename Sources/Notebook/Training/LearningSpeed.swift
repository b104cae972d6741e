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
  public struct Point: Sendable {
    public let step: Int
    public let accuracy: Double
  }

  /// Curves by the teacher, whose name is also the learner type.
  public struct Curves: Sendable {
    /// Test images behind each accuracy.
    public let images: Int
    public var taught: [String: [Point]] = [:]
    public var vanilla: [String: [Point]] = [:]

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

  public func provenance() throws -> Provenance {
    try run.provenance(
      kind: "learning-speed", cell: Cells.curriculum,
      settings: SpeedSettings(images: imageCount, learners: run.anyLearnerSettings),
      inputs: [DatasetFile.name] + teachers.map { TeacherFile.name($0.learner) })
  }

  private var imageCount: Int { min(10_000, run.settings.imageLimit) }

  /// The curves of the teachers that are there; those that are not on disk are computed.
  public func complete() throws -> Curves {
    let there = teachers.filter { run.isThere(TeacherFile.name($0.learner)) }
    // Of no teacher: the error names the cell to run.
    for teacher in there.isEmpty ? teachers : there {
      let expected = try TeacherTraining(teacher, run).provenance()
      try run.require(TeacherFile.name(teacher.learner), expected, from: Cells.metaTraining)
    }
    let provenance = try provenance()
    var curves = try run.force ? Curves(images: imageCount) : found()
    let left = there.filter { curves.taught[$0.learner] == nil || curves.vanilla[$0.learner] == nil }
    guard !left.isEmpty else { return curves }
    let lock = try FileLock(for: run.path(Self.file))
    defer { withExtendedLifetime(lock) {} }
    run.computed()
    for teacher in left { try measure(teacher, into: &curves) }
    try checkpoint(curves, provenance).write(to: run.path(Self.file))
    return curves
  }

  /// The curves on disk, without those taught by a teacher that has changed since.
  public func found() throws -> Curves {
    var expected = try provenance()
    let now = expected.inputs
    expected.inputs.removeAll { $0.name != DatasetFile.name }
    var curves = Curves(images: imageCount)
    guard try run.isCurrent(Self.file, expected) else { return curves }
    let file = try Checkpoint.read(run.path(Self.file))
    func points(_ group: String) throws -> [Point]? {
      guard file["\(group)/steps"] != nil else { return nil }
      return zip(try file.integers("\(group)/steps"), try file.doubles("\(group)/accuracy")).map {
        Point(step: Int($0), accuracy: $1)
      }
    }
    for name in teachers.map(\.learner) {
      curves.vanilla[name] = try points("vanilla/\(name)")
      let teacher = TeacherFile.name(name)
      let digest = now.first { $0.name == teacher }?.digest
      if digest == nil || digest == file.provenance.inputs.first(where: { $0.name == teacher })?.digest {
        curves.taught[name] = try points("gtn/\(name)")
      }
    }
    return curves
  }

  /// Of how many teachers there are curves.
  func state() throws -> CellState {
    let curves = try found()
    let done = teachers.count { curves.taught[$0.learner] != nil && curves.vanilla[$0.learner] != nil }
    return .counted(done, of: teachers.count, "teachers")
  }

  private func measure(_ settings: MetaTrainingSettings, into curves: inout Curves) throws {
    let (_, dataset) = try run.describedDataset()
    let test = dataset.test.batch(0..<min(imageCount, dataset.test.count))
    func accuracy(_ architecture: Architecture, _ parameters: Parameters, _ statistics: Statistics) -> Double
    {
      NetworkUnderTest(
        architecture: architecture, parameters: parameters, statistics: statistics, mode: .evaluation
      ).accuracy(test)
    }
    let name = settings.learner
    let architecture = try run.architecture(name)
    let initial = architecture.initialParameters(seed: run.seed, trial: 1)
    let (teacher, _) = try TeacherFile.teacher(
      Checkpoint.read(run.path(TeacherFile.name(name))), settings.generator)
    let progress = Progress("update steps of \(name)", total: 2)
    var taught: [Point] = []
    _ = try teacher.teach(architecture, from: initial) { student in
      try Interruption.check()
      guard Self.isShown(student.step), let statistics = student.statistics else { return }
      taught.append(
        Point(step: student.step, accuracy: accuracy(architecture, student.parameters, statistics)))
    }
    curves.taught[name] = taught
    progress.advance("taught")
    var vanilla: [Point] = []
    try VanillaTraining(run).train(name, trial: 1) { step, parameters, statistics in
      guard Self.isShown(step) else { return }
      vanilla.append(Point(step: step, accuracy: accuracy(architecture, parameters, statistics)))
    }
    curves.vanilla[name] = vanilla
    progress.advance("vanilla")
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
}
