import Foundation
import TestSupport
import Testing

@testable import Notebook

/// Meta-training in several runs is meta-training in one, on disk and to the byte.
@Suite("Meta-training goes on where it stopped", .serialized)
struct ResumeTests {
  /// A teacher small enough for a test, of images of full size.
  static var meta: MetaTrainingSettings {
    var meta = MetaTrainingSettings()
    meta.learner = "linear"
    meta.widths = Widths(first: 2, second: 3, third: 3, dense: 8)
    meta.generator = Generator(latent: 3, hidden: 8, firstChannels: 3, secondChannels: 2)
    meta.outerSteps = 4
    meta.innerSteps = 12
    meta.batch = 20
    return meta
  }
  static let files = [TeacherFile.name("linear"), TeacherFile.resumeName("linear")]

  /// A run in a folder that has a data set's description.
  private func freshRun(_ folder: TemporaryFolder, _ more: [String] = []) throws -> Run {
    let options = try Options.parse(["--scale", "smoke", "--checkpoints", folder.path] + more)
    let run = Run(Cells.dataset, options)
    let dataset = try run.dataset()
    try DatasetFile(dataset, seed: run.seed).checkpoint(dataset, run.datasetProvenance(), examples: 1)
      .write(to: run.path(DatasetFile.name))
    return run
  }

  private func bytes(_ run: Run) throws -> [String] {
    try Self.files.map { try contents(run.path($0)).base64EncodedString() }
  }

  @Test func anyStopGivesTheSameBytes() throws {
    let (whole, parts) = (try TemporaryFolder(), try TemporaryFolder())
    let wholeRun = try freshRun(whole)
    try TeacherTraining(Self.meta, wholeRun).complete(until: 3)
    let partsRun = try freshRun(parts)
    for stop in [1, 1, 3] { try TeacherTraining(Self.meta, partsRun).complete(until: stop) }
    #expect(try bytes(partsRun) == bytes(wholeRun))
    // Interrupted after any one of the four steps, and after all.
    try TeacherTraining(Self.meta, wholeRun).complete(until: 4)
    for cuts in [1, 2, 4, 7] {
      for file in Self.files { try? FileManager.default.removeItem(atPath: partsRun.path(file)) }
      for stop in 1...4 where stop == 4 || cuts >> (stop - 1) & 1 == 1 {
        try TeacherTraining(Self.meta, partsRun).complete(until: stop)
      }
      #expect(try bytes(partsRun) == bytes(wholeRun), "cuts \(String(cuts, radix: 2))")
    }
    try FileManager.default.removeItem(atPath: wholeRun.folder)
    try TeacherTraining(Self.meta, freshRun(whole)).complete(until: 3)

    let file = try Checkpoint.read(wholeRun.path(Self.files[0]))
    #expect(try TeacherFile.teacher(file, Self.meta.generator).outerStep == 3)
    let history = try TeacherFile.history(file)
    #expect(history.metaLoss.count == 3)
    #expect(history.evaluatedOuterSteps == [1, 2])
    #expect(history.evaluatedInnerSteps == [10, 12])
  }

  /// The teacher alone is enough to go on from, and the file tells that Adam's moments were lost.
  @Test func aWarmRestartIsOnRecord() throws {
    let (whole, restarted) = (try TemporaryFolder(), try TemporaryFolder())
    let (wholeRun, run) = (try freshRun(whole), try freshRun(restarted))
    try TeacherTraining(Self.meta, wholeRun).complete(until: 3)
    try TeacherTraining(Self.meta, run).complete(until: 2)
    try FileManager.default.removeItem(atPath: run.path(Self.files[1]))
    #expect(throws: NotebookError.self) { try TeacherTraining(Self.meta, run).complete(until: 3) }
    try TeacherTraining(Self.meta, run, restartsWarm: true).complete(until: 3)
    let histories = try [wholeRun, run].map {
      try TeacherFile.history(Checkpoint.read($0.path(Self.files[0])))
    }
    #expect(histories.map(\.warmRestarts) == [[], [2]])
    // The third step starts from the same teacher; only the step of Adam after it differs.
    #expect(histories[0].metaLoss == histories[1].metaLoss)
    #expect(try bytes(run) != bytes(wholeRun))
  }

  /// A state that was put back from a backup must not cost the outer steps since.
  @Test func anOlderStateReplacesNoTeacher() throws {
    let (whole, folder) = (try TemporaryFolder(), try TemporaryFolder())
    let (wholeRun, run) = (try freshRun(whole), try freshRun(folder))
    try TeacherTraining(Self.meta, wholeRun).complete(until: 4)
    try TeacherTraining(Self.meta, run).complete(until: 1)
    let older = try contents(run.path(Self.files[1]))
    try TeacherTraining(Self.meta, run).complete(until: 3)
    let newer = try contents(run.path(Self.files[0]))
    try older.write(to: URL(fileURLWithPath: run.path(Self.files[1])))
    let training = TeacherTraining(Self.meta, run)
    #expect(try training.stepsLeft(until: 3) == 0)
    #expect(try training.stepsLeft(until: 4) == 3)
    try training.complete(until: 2)
    #expect(try contents(run.path(Self.files[0])) == newer)
    try training.complete(until: 4)
    #expect(try bytes(run) == bytes(wholeRun))
  }

  /// Training that ends between the older step and the newer leaves the teacher, and keeps its own steps.
  @Test func theTeacherNeverStepsBack() throws {
    let folder = try TemporaryFolder()
    let run = try freshRun(folder)
    try TeacherTraining(Self.meta, run).complete(until: 1)
    // With such moments the second step leads so far astray that the third fails.
    var state = try Checkpoint.read(run.path(Self.files[1]))
    for (name, array) in state.arrays where name.hasPrefix("optimiser/first/") {
      let count = array.shape.reduce(1, *)
      state.set(name, shape: array.shape, .float32(Array(repeating: -1e20, count: count)))
    }
    try TeacherTraining(Self.meta, run).complete(until: 3)
    let teacher = try contents(run.path(Self.files[0]))
    try state.write(to: run.path(Self.files[1]))
    let error = #expect(throws: NotebookError.self) { try TeacherTraining(Self.meta, run).complete(until: 4) }
    #expect(error?.description.contains("not finite at outer step 3") == true)
    #expect(try contents(run.path(Self.files[0])) == teacher)
    #expect(try Checkpoint.read(run.path(Self.files[1])).integers("outer_step") == [2])
    // The teacher itself can be gone on from.
    #expect(try TeacherTraining(Self.meta, run, restartsWarm: true).stepsLeft(until: 4) == 1)
  }

  /// A raised version must not cost the steps of a teacher that is not complete; that it was is on record.
  @Test func aWarmRestartGoesOnFromAnotherVersion() throws {
    let (whole, folder) = (try TemporaryFolder(), try TemporaryFolder())
    let (wholeRun, run) = (try freshRun(whole), try freshRun(folder))
    try TeacherTraining(Self.meta, wholeRun).complete(until: 3)
    try TeacherTraining(Self.meta, run).complete(until: 2)
    for file in Self.files {
      var stored = try Checkpoint.read(run.path(file))
      stored.provenance.cellVersion = 0
      try stored.write(to: run.path(file))
    }
    let error = #expect(throws: NotebookError.self) { try TeacherTraining(Self.meta, run).complete(until: 3) }
    #expect(error?.description.contains("notebook accept 02-meta-training") == true)
    try TeacherTraining(Self.meta, run, restartsWarm: true).complete(until: 3)
    let histories = try [wholeRun, run].map {
      try TeacherFile.history(Checkpoint.read($0.path(Self.files[0])))
    }
    #expect(histories[1].accepted == ["cell version 0 -> \(Cells.metaTraining.version)"])
    #expect(histories[1].warmRestarts == [2])
    #expect(histories[0].metaLoss == histories[1].metaLoss)
  }

  @Test func threadsMakeNoDifference() throws {
    let results = try onThreads(1...4) { threads in
      let folder = try TemporaryFolder()
      let run = try freshRun(folder, ["--threads", "\(threads)"])
      try TeacherTraining(Self.meta, run).complete(until: 2)
      return try bytes(run)
    }
    for result in results { #expect(result == results[0]) }
  }

  /// Rates that carry the teacher off: what was good before stays, and the line says where it happened.
  @Test(arguments: [(1e30, 0.01, 1), (0.02, 1e4, 2)])
  func divergenceKeepsTheLastGoodTeacher(inner: Double, outer: Double, failing: Int) throws {
    let folder = try TemporaryFolder()
    let run = try freshRun(folder)
    var meta = Self.meta
    meta.innerLearningRate = inner
    meta.learningRate = outer
    meta.finalLearningRate = outer
    let error = #expect(throws: NotebookError.self) { try TeacherTraining(meta, run).complete(until: 4) }
    let line = error?.description ?? ""
    #expect(line.contains("not finite at outer step \(failing) (meta-loss"), "\(line)")
    #expect(line.contains("largest gradient: ") || line.contains("not finite: ") || line.contains("no group"))
    #expect(line.contains(failing == 1 ? "nothing is written" : "the teacher before it is kept"), "\(line)")
    #expect(!line.contains("\n"))
    #expect(FileManager.default.fileExists(atPath: run.path(Self.files[0])) == (failing > 1))
    guard failing > 1 else { return }

    // The teacher on disk is the one of the step before, to the byte, and stays when it fails again.
    let before = try bytes(run)
    #expect(throws: NotebookError.self) { try TeacherTraining(meta, run).complete(until: 4) }
    #expect(try bytes(run) == before)
    let other = try TemporaryFolder()
    let otherRun = try freshRun(other)
    try TeacherTraining(meta, otherRun).complete(until: failing - 1)
    #expect(try bytes(otherRun) == before)
  }

  /// Hours may be in a teacher: other settings do not overwrite it, nor does a lost state to resume from.
  @Test func teacherIsNotThrownAway() throws {
    let folder = try TemporaryFolder()
    let run = try freshRun(folder)
    try TeacherTraining(Self.meta, run).complete(until: 1)
    let before = try bytes(run)
    var other = Self.meta
    other.innerMomentum = 0.4
    let error = #expect(throws: NotebookError.self) { try TeacherTraining(other, run).complete(until: 2) }
    #expect(error?.description.contains("setting training.innerMomentum 0.5 -> 0.4") == true)
    #expect(try bytes(run) == before)

    try FileManager.default.removeItem(atPath: run.path(Self.files[1]))
    let lost = #expect(throws: NotebookError.self) { try TeacherTraining(Self.meta, run).complete(until: 2) }
    #expect(lost?.description.contains(run.path(Self.files[1])) == true)
    #expect(try contents(run.path(Self.files[0])).base64EncodedString() == before[0])
    // What is asked for is there: nothing to go on from is needed.
    try TeacherTraining(Self.meta, run).complete(until: 1)
  }
}
