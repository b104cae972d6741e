import Archive
import Robustness

/// A robustness test over all networks, strengths and protocols: its metric file and how it is computed.
public struct Sweep {
  /// Axes of the counts, in the order of the array.
  public static let axes = ["protocol", "teacher", "algorithm", "learner", "trial", "strength"]

  public let test: RobustnessTest
  let run: Run

  /// What a count depends on besides seed and inputs. Which networks are counted is not part of it: counts
  /// of others stay valid when more are asked for.
  struct SweepSettings: Codable {
    let test: String
    let strengths: [Double]
    let images: Int
    let learners: LearnerSettings
  }

  public init(_ test: RobustnessTest, _ run: Run) {
    self.test = test
    self.run = run
  }

  /// The metric file among the checkpoints.
  public var file: String { "\(test.name).h5" }

  var settings: Settings { run.settings }
  var teachers: [String] { settings.teachers.map(\.learner) }

  /// What the metric file would be made of now.
  ///
  /// - Throws: `ArchiveError` for an input that cannot be read.
  public func provenance() throws -> Provenance {
    try run.provenance(
      kind: "metrics", cell: test.cell,
      settings: SweepSettings(
        test: test.name, strengths: test.strengths, images: settings.imageCount(test),
        learners: run.anyLearnerSettings),
      inputs: [DatasetFile.name] + teachers.map(TeacherFile.name))
  }

  /// What all counts depend on: a changed teacher makes only its own stale.
  func commonProvenance() throws -> Provenance {
    try provenance().without(teachers: teachers)
  }

  /// Learner types that are tested: the report's, and those that pass its criterion here.
  public func learners() throws -> [String] {
    let reported = teachers.flatMap { Reported.learners(test.name, teacher: $0) }
    let admitted = try AccuracyTable(run).admitted().values.flatMap { $0 }
    return settings.learners.filter { reported.contains($0) || admitted.contains($0) }
  }

  /// No count yet, over all axes; `counted` are learner types that have counts already.
  func empty(counted: [String] = []) throws -> Counts {
    let asked = try learners()
    let learners = settings.learners.filter { asked.contains($0) || counted.contains($0) }
    return Counts(
      axes: [
        .init("protocol", EvaluationProtocol.allCases.map(\.rawValue)), .init("teacher", teachers),
        .init("algorithm", Algorithm.allCases.map(\.rawValue)), .init("learner", learners),
        .init("trial", (1...settings.trials).map { Double($0) }), .init("strength", test.strengths),
      ], total: settings.imageCount(test))
  }

  /// What is on disk so far, if it was made from what is there now: counts, and the sample figure's image
  /// at the strengths done. Shards that are not merged yet belong to it.
  public func results() throws -> SweepResults {
    let expected = try provenance()
    // Shards first: one that is merged meanwhile is then found in the whole.
    let parts = try shardFiles().compactMap { shard -> (file: Checkpoint, counts: Counts)? in
      do { return try run.metrics(shard, expected, axes: Self.axes) } catch ArchiveError.missingFile {
        return nil
      }
    }
    let found = try [run.metrics(file, expected, axes: Self.axes)].compactMap { $0 } + parts
    var results = SweepResults(
      counts: try empty(counted: found.flatMap { $0.counts.counted("learner") }), isAttack: test.isAttack)
    for (stored, counts) in found { try results.adopt(stored, counts) }
    return results
  }

  /// What one shard has on disk.
  func results(of shard: Shard) throws -> SweepResults {
    guard let (stored, counts) = try run.metrics(shardFile(shard), provenance(), axes: Self.axes) else {
      return SweepResults(counts: try empty(), isAttack: test.isAttack)
    }
    var results = SweepResults(
      counts: try empty(counted: counts.counted("learner")), isAttack: test.isAttack)
    try results.adopt(stored, counts)
    return results
  }
}
