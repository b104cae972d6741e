import Foundation
import TestSupport
import Testing

@testable import Notebook
@testable import Study
@testable import Workflow

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
  static let files = ["teacher-linear.h5", "teacher-linear.resume.h5"]

  /// What computes a teacher, in a folder of its own that has a data set's description.
  private struct Trainer {
    let folder: TemporaryFolder
    var meta = ResumeTests.meta
    var restartsWarm = false
    private let arguments: [String]

    init(_ meta: MetaTrainingSettings = ResumeTests.meta, _ arguments: [String] = []) throws {
      (folder, self.meta, self.arguments) = (try TemporaryFolder(), meta, arguments)
      try run().complete([study.dataset])
    }

    var study: Study {
      var settings = Settings(.smoke)
      settings.teachers = [TeacherPlan(for: "linear", meta)]
      return Study(settings, seed: 1)
    }
    var artifact: TeacherArtifact {
      var artifact = study.teachers[0]
      artifact.restartsWarm = restartsWarm
      return artifact
    }
    func run(_ more: [String] = []) throws -> Run {
      let given = ["--scale", "smoke", "--checkpoints", folder.path] + arguments + more
      return Run(Report.metaTraining, of: Report.self, try StudyOptions.parse(given))
    }
    func path(_ file: String) throws -> String { try run().path(file) }

    func complete(until step: Int, _ more: String...) throws {
      let work = try run(more).begin(artifact) { $0 <= step }
      while let unit = try work.next() { try work.compute(unit) }
      try work.end()
    }
    /// The outer step that training until some step would begin with; nil if there is nothing to do.
    func first(until step: Int) throws -> Int? { try run().begin(artifact) { $0 <= step }.next() }

    func bytes() throws -> [String] { try ResumeTests.files.map { try contents(path($0)).base64EncodedString() } }
    func history() throws -> TeacherHistory { try TeacherFile.history(Checkpoint.read(path(ResumeTests.files[0]))) }
    func remove(_ file: String) throws { try FileManager.default.removeItem(atPath: path(file)) }
  }

  @Test func anyStopGivesTheSameBytes() throws {
    let (whole, parts) = (try Trainer(), try Trainer())
    try whole.complete(until: 3)
    let history = try whole.history()
    #expect(history.metaLoss.count == 3)
    #expect(history.evaluatedOuterSteps == [1, 2])
    #expect(history.evaluatedInnerSteps == [10, 12])
    for stop in [1, 1, 3] { try parts.complete(until: stop) }
    #expect(try parts.bytes() == whole.bytes())
    // Interrupted after any one of the four steps, and after all.
    try whole.complete(until: 4)
    for cuts in [1, 2, 4, 7] {
      for file in Self.files { try parts.remove(file) }
      for stop in 1...4 where stop == 4 || cuts >> (stop - 1) & 1 == 1 { try parts.complete(until: stop) }
      #expect(try parts.bytes() == whole.bytes(), "cuts \(String(cuts, radix: 2))")
    }
  }

  /// The teacher alone is enough to go on from, and the file tells that Adam's moments were lost.
  @Test func aWarmRestartIsOnRecord() throws {
    var (whole, restarted) = (try Trainer(), try Trainer())
    try whole.complete(until: 3)
    try restarted.complete(until: 2)
    try restarted.remove(Self.files[1])
    #expect(throws: NotebookError.self) { try restarted.complete(until: 3) }
    restarted.restartsWarm = true
    try restarted.complete(until: 3)
    let histories = try [whole, restarted].map { try $0.history() }
    #expect(histories.map(\.warmRestarts) == [[], [2]])
    // The third step starts from the same teacher; only the step of Adam after it differs.
    #expect(histories[0].metaLoss == histories[1].metaLoss)
    #expect(try restarted.bytes() != whole.bytes())
    // With its state a warm restart is not needed, and is none.
    whole.restartsWarm = true
    try whole.complete(until: 4)
    #expect(try whole.history().warmRestarts == [])
  }

  /// A state that was put back from a backup must not cost the outer steps since.
  @Test func anOlderStateReplacesNoTeacher() throws {
    let (whole, trainer) = (try Trainer(), try Trainer())
    try whole.complete(until: 4)
    try trainer.complete(until: 1)
    let older = try contents(trainer.path(Self.files[1]))
    try trainer.complete(until: 3)
    let newer = try contents(trainer.path(Self.files[0]))
    try older.write(to: URL(fileURLWithPath: trainer.path(Self.files[1])))
    #expect(try trainer.first(until: 3) == nil)
    #expect(try trainer.first(until: 4) == 2)
    try trainer.complete(until: 2)
    #expect(try contents(trainer.path(Self.files[0])) == newer)
    try trainer.complete(until: 4)
    #expect(try trainer.bytes() == whole.bytes())
  }

  /// Training that ends between the older step and the newer leaves the teacher, and keeps its own steps.
  @Test func theTeacherNeverStepsBack() throws {
    var trainer = try Trainer()
    try trainer.complete(until: 1)
    // With such moments the second step leads so far astray that the third fails.
    var state = try Checkpoint.read(trainer.path(Self.files[1]))
    for (name, array) in state.arrays where name.hasPrefix("optimiser/first/") {
      let count = array.shape.reduce(1, *)
      state.set(name, shape: array.shape, .float32(Array(repeating: -1e20, count: count)))
    }
    try trainer.complete(until: 3)
    let teacher = try contents(trainer.path(Self.files[0]))
    try state.write(to: trainer.path(Self.files[1]))
    let error = #expect(throws: NotebookError.self) { try trainer.complete(until: 4) }
    #expect(error?.description.contains("not finite at outer step 3") == true)
    #expect(try contents(trainer.path(Self.files[0])) == teacher)
    #expect(try Checkpoint.read(trainer.path(Self.files[1])).integers("outer_step") == [2])
    // The teacher itself can be gone on from.
    trainer.restartsWarm = true
    #expect(try trainer.first(until: 4) == 4)
  }

  /// A raised version must not cost the steps of a teacher that is not complete; that it was is on record.
  @Test func aWarmRestartGoesOnFromAnotherVersion() throws {
    var (whole, trainer) = (try Trainer(), try Trainer())
    try whole.complete(until: 3)
    try trainer.complete(until: 2)
    for file in Self.files {
      var stored = try Checkpoint.read(trainer.path(file))
      stored.provenance.cellVersion = 0
      try stored.write(to: trainer.path(file))
    }
    let error = #expect(throws: NotebookError.self) { try trainer.complete(until: 3) }
    #expect(error?.description.contains("notebook accept 02-meta-training") == true)
    trainer.restartsWarm = true
    try trainer.complete(until: 3)
    let histories = try [whole, trainer].map { try $0.history() }
    let note = try Checkpoint.read(trainer.path(Self.files[0])).texts("accepted")
    #expect(note == ["cell version 0 -> \(Cells.metaTraining.version)"])
    #expect(histories[1].warmRestarts == [2])
    #expect(histories[0].metaLoss == histories[1].metaLoss)
    whole.restartsWarm = true
    #expect(try whole.first(until: 3) == nil)
  }

  @Test func threadsMakeNoDifference() throws {
    let results = try onThreads(1...4) { threads in
      let trainer = try Trainer(Self.meta, ["--threads", "\(threads)"])
      try trainer.complete(until: 2)
      return try trainer.bytes()
    }
    for result in results { #expect(result == results[0]) }
  }

  /// Rates that carry the teacher off: what was good before stays, and the line says where it happened.
  @Test(arguments: [(1e30, 0.01, 1), (0.02, 1e4, 2)])
  func divergenceKeepsTheLastGoodTeacher(inner: Double, outer: Double, failing: Int) throws {
    var meta = Self.meta
    meta.innerLearningRate = inner
    meta.learningRate = outer
    meta.finalLearningRate = outer
    let trainer = try Trainer(meta)
    let error = #expect(throws: NotebookError.self) { try trainer.complete(until: 4) }
    let line = error?.description ?? ""
    #expect(line.contains("not finite at outer step \(failing) (meta-loss"), "\(line)")
    #expect(line.contains("largest gradient: ") || line.contains("not finite: ") || line.contains("no group"))
    #expect(line.contains(failing == 1 ? "nothing is written" : "the teacher before it is kept"), "\(line)")
    #expect(!line.contains("\n"))
    let file = try trainer.path(Self.files[0])
    #expect(FileManager.default.fileExists(atPath: file) == (failing > 1))
    guard failing > 1 else { return }

    // The teacher on disk is the one of the step before, to the byte, and stays when it fails again.
    let before = try trainer.bytes()
    #expect(throws: NotebookError.self) { try trainer.complete(until: 4) }
    #expect(try trainer.bytes() == before)
    let other = try Trainer(meta)
    try other.complete(until: failing - 1)
    #expect(try other.bytes() == before)
  }

  /// Hours may be in a teacher: other settings do not overwrite it, nor does a lost state to resume from.
  @Test func teacherIsNotThrownAway() throws {
    var trainer = try Trainer()
    try trainer.complete(until: 1)
    let before = try trainer.bytes()
    trainer.meta.innerMomentum = 0.4
    let error = #expect(throws: NotebookError.self) { try trainer.complete(until: 2) }
    #expect(error?.description.contains("setting training.innerMomentum 0.5 -> 0.4") == true)
    #expect(try trainer.bytes() == before)

    trainer.meta = Self.meta
    try trainer.remove(Self.files[1])
    let state = try trainer.path(Self.files[1])
    let lost = #expect(throws: NotebookError.self) { try trainer.complete(until: 2) }
    #expect(lost?.description.contains(state) == true)
    #expect(try contents(trainer.path(Self.files[0])).base64EncodedString() == before[0])
    // What is asked for is there: nothing to go on from is needed.
    try trainer.complete(until: 1)
    // With --force it is started over, to the same bytes.
    try trainer.complete(until: 1, "--force")
    #expect(try trainer.bytes() == before)
  }

  /// What a damaged or lost state asks for is what goes on.
  @Test func aDamagedStateNamesTheWayOn() throws {
    var trainer = try Trainer()
    try trainer.complete(until: 1)
    let state = try trainer.path(Self.files[1])
    try contents(state).prefix(1000).write(to: URL(fileURLWithPath: state))
    let way =
      "`swift run -c release 02-meta-training --teacher linear --warm-restart --scale smoke"
      + " --checkpoints \(trainer.folder.path)`"
    let damaged = #expect(throws: ArchiveError.self) { try trainer.complete(until: 2) }
    let line = try #require(damaged?.description)
    #expect(line.hasPrefix("\(state): "), "\(line)")
    #expect(line.hasSuffix("; put a copy back, or delete it and go on with \(way)"), "\(line)")
    try trainer.remove(Self.files[1])
    let lost = #expect(throws: NotebookError.self) { try trainer.complete(until: 2) }
    #expect(lost?.description.contains(way) == true, "\(lost?.description ?? "")")
    trainer.restartsWarm = true
    try trainer.complete(until: 2)
    #expect(try trainer.run().ledger.progress(of: trainer.artifact).done == 2)
  }

  /// A snapshot is the teacher on its way: the same numbers under another name.
  @Test func aSnapshotIsTheTeacherOnItsWay() throws {
    let trainer = try Trainer()
    try trainer.complete(until: 2)
    var settings = trainer.study.settings
    settings.teachers[0].name = "linear-at-2"
    settings.teachers[0].taken = 2
    let snapshot = Study(settings, seed: 1).teachers[0]
    try trainer.run().complete(snapshot)
    #expect(snapshot.file == "teacher-linear-at-2.h5")
    #expect(try Checkpoint.read(trainer.path(snapshot.file)) == Checkpoint.read(trainer.path(Self.files[0])))
    #expect(try trainer.run().ledger.progress(of: snapshot) == (2, 2))
  }
}
