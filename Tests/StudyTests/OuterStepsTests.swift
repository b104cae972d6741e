import Archive
import Foundation
import TestSupport
import Testing

@testable import Study
@testable import Workflow

/// Copies of a teacher on its way.
@Suite("Outer steps")
struct OuterStepsTests {
  private enum Book: Catalogue {
    static let cells = [CellEntry<StudyOptions>(Cells.metaTraining, outputs: { _ in [] }, artifacts: { _ in [] })]
  }

  /// With seeds as at scale report.
  private static var settings: Settings {
    var settings = Settings(.smoke)
    settings.teacherSeeds = Settings(.report).teacherSeeds
    return settings
  }

  let folder: TemporaryFolder
  let run: Run
  let whole: Study

  init() throws {
    folder = try TemporaryFolder()
    run = Run(
      Book.cells[0], of: Book.self, try StudyOptions.parse(["--scale", "smoke", "--checkpoints", folder.path]))
    whole = Study(Self.settings, seed: 1)
  }

  @Test func filesLieInAFolderAndShareTheDataSet() {
    let part = whole.ofOuterSteps
    let artifacts = part.artifactsOfPart
    #expect(artifacts.allSatisfy { $0.file.hasPrefix("outer-steps/") && $0.cell == Cells.outerSteps })
    #expect(!artifacts.contains { $0.kind == "teacher" }, "these are cell 02's")
    let names =
      ["base_larger", "base_larger3"]
      + ["base_larger", "base_larger3"].flatMap { name in (2...5).map { "\(name)-seed\($0)" } }
    #expect(part.teachers.map(\.file) == names.map { "outer-steps/teacher-\($0)-at-2.h5" })
    #expect(part.dataset.file == "dataset.h5" && part.dataset.cell == Cells.dataset)
    #expect(Set(part.learners.map(\.key.recipe)) == ["gtn"])
    #expect(Set(part.strongAttacks.units(run.ledger).map(\.tested.key.recipe)) == ["gtn"])
  }

  /// Only steps before the last: the complete teacher is the whole's.
  @Test func stepsThatATeacherPasses() {
    var settings = Settings(.report)
    settings.teacherSeeds = []
    #expect(Study(settings, seed: 1).ofOuterSteps.settings.teachers.count == 2 * settings.snapshots.count)
    settings.snapshots = [1_999, 2_000, 2_001]
    #expect(
      Study(settings, seed: 1).ofOuterSteps.settings.teachers.map(\.name)
        == ["base_larger-at-1999", "base_larger3-at-1999"])
  }

  /// A teacher of another seed is the same training from other numbers, and has copies of its own.
  @Test func teachersOfOtherSeeds() throws {
    let others = whole.seedTeachers
    #expect(others.map(\.plan.name).prefix(2) == ["base_larger-seed2", "base_larger-seed3"])
    #expect(
      Study(Self.settings, seed: 2).seedTeachers.first?.plan.name == "base_larger-seed3", "the run's own is there")
    #expect(Study(Settings(.smoke), seed: 1).seedTeachers.isEmpty, "a run at a small scale is complete without")
    let (first, other) = (whole.teachers[0], others[0])
    #expect(other.plan.training == first.plan.training && other.seed == 2 && first.seed == 1)
    #expect(other.cell == Cells.metaTraining && other.file == "outer-steps/teacher-base_larger-seed2.h5")
    #expect((0...4).filter(other.isCopied) == [2])
    try run.complete([whole.dataset])
    for teacher in [first, other] {
      try run.complete(teacher) { $0 <= 2 }
      try teacher.keepCopy(at: 2, run.ledger)
    }
    let copies = ["base_larger-at-2", "base_larger-seed2-at-2"].compactMap(whole.ofOuterSteps.teacher)
    #expect(copies.count == 2 && copies.allSatisfy { run.ledger.isThere($0.file) })
    #expect(try contents(run.path(copies[1].file)) == contents(run.path(other.file)))
    #expect(try run.ledger.differences(of: copies[1]) == [])
    let pictures = try run.complete(whole.ofOuterSteps.lessonPictures) { $0 == copies[1].plan.name }
    #expect(pictures == [copies[1].plan.name: try #require(try run.ledger.require(other)).teacher.samples(0)])
    #expect(try copies[1].isOneTraining(with: other, run.ledger))
    #expect(try !copies[1].isOneTraining(with: first, run.ledger), "other numbers")
  }

  /// The copy is the file that meta-training leaves when it is stopped there, and is never replaced.
  @Test func aCopyIsTheFileOfThatStep() throws {
    try run.complete([whole.dataset])
    let (teacher, copy) = (whole.teachers[0], whole.ofOuterSteps.teachers[0])
    #expect((0...4).filter(teacher.isCopied) == [2])
    try run.complete(teacher) { $0 <= 1 }
    try teacher.keepCopy(at: 2, run.ledger)
    #expect(!run.ledger.isThere(copy.file), "the file stands elsewhere")
    try run.complete(teacher) { $0 <= 2 }
    let file = try contents(run.path(teacher.file))
    try teacher.keepCopy(at: 2, run.ledger)
    #expect(try contents(run.path(copy.file)) == file)
    #expect(copy.cell == Cells.metaTraining && copy.stateFile == nil)
    #expect(try run.ledger.differences(of: copy) == [])
    #expect(try run.ledger.progress(of: copy) == (2, 2))

    try run.complete(teacher)
    try teacher.keepCopy(at: 2, run.ledger)
    #expect(try contents(run.path(copy.file)) == file)
    #expect(try copy.isOneTraining(with: teacher, run.ledger) && teacher.isOneTraining(with: copy, run.ledger))
    var other = try Checkpoint.read(run.path(teacher.file))
    other.set("history/meta_loss", shape: [4], .float64([1, 1, 1, 1]))
    try other.write(to: run.path(teacher.file))
    #expect(try !copy.isOneTraining(with: teacher, run.ledger))
  }

  /// Teachers of a part have no copies, and a complete teacher needs none.
  @Test func whatIsNotCopied() {
    #expect((0...4).filter(whole.ofOtherData.teachers[0].isCopied) == [])
    var settings = Settings(.smoke)
    settings.snapshots = [4, 5]
    #expect((0...5).filter(Study(settings, seed: 1).teachers[0].isCopied) == [])
  }

  /// Counts of a copy that is not on disk keep the record of it when others are added.
  @Test func theRecordOfAnAbsentCopyStays() throws {
    try run.complete([whole.dataset])
    for teacher in whole.teachers {
      try run.complete(teacher) { $0 <= 2 }
      try teacher.keepCopy(at: 2, run.ledger)
    }
    let (part, copies) = (whole.ofOuterSteps, whole.teachers.map { $0.plan.taken(at: 2).name })
    let counts = part.counts(.blur)
    func count(_ teacher: String) throws {
      try run.complete(part.learners.filter { $0.key.teacher == teacher && $0.key.trial == 1 })
      try run.complete(counts) { $0.tested.key.teacher == teacher && $0.tested.key.trial == 1 }
    }
    try count(copies[0])
    let file = part.teachers[0].file
    let digest = try Checkpoint.header(run.path(file)).digest
    let aside = try contents(run.path(file))
    try FileManager.default.removeItem(atPath: run.path(file))
    try count(copies[1])
    let inputs = try Checkpoint.header(run.path(counts.file)).provenance.inputs
    #expect(inputs.first { $0.name == part.teachers[0].recordedName }?.digest == digest)
    try aside.write(to: URL(fileURLWithPath: run.path(file)))
    #expect(try run.ledger.differences(of: counts) == [])
    #expect(try Set(run.ledger.content(counts).correct.keys.compactMap(\.tested.key.teacher)) == Set(copies))
  }
}
