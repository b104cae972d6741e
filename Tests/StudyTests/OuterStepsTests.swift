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

  let folder: TemporaryFolder
  let run: Run
  let whole: Study

  init() throws {
    folder = try TemporaryFolder()
    run = Run(
      Book.cells[0], of: Book.self, try StudyOptions.parse(["--scale", "smoke", "--checkpoints", folder.path]))
    whole = Study(Settings(.smoke), seed: 1)
  }

  @Test func filesLieInAFolderAndShareTheDataSet() {
    let part = whole.ofOuterSteps
    let artifacts = part.artifactsOfPart
    #expect(artifacts.allSatisfy { $0.file.hasPrefix("outer-steps/") && $0.cell == Cells.outerSteps })
    #expect(part.teachers.map(\.file) == ["base_larger", "base_larger3"].map { "outer-steps/teacher-\($0)-at-2.h5" })
    #expect(part.dataset.file == "dataset.h5" && part.dataset.cell == Cells.dataset)
    #expect(Set(part.learners.map(\.key.recipe)) == ["gtn"])
    #expect(Set(part.strongAttacks.units(run.ledger).map(\.tested.key.recipe)) == ["gtn"])
  }

  /// Only steps before the last: the complete teacher is the whole's.
  @Test func stepsThatATeacherPasses() {
    var settings = Settings(.report)
    #expect(Study(settings, seed: 1).ofOuterSteps.settings.teachers.count == 2 * settings.snapshots.count)
    settings.snapshots = [1_999, 2_000, 2_001]
    #expect(
      Study(settings, seed: 1).ofOuterSteps.settings.teachers.map(\.name)
        == ["base_larger-at-1999", "base_larger3-at-1999"])
  }

  /// The copy is the file that meta-training leaves when it is stopped there, and stands.
  @Test func aCopyIsTheTeacherOfThatStep() throws {
    try run.complete([whole.dataset])
    let (teacher, copy) = (whole.teachers[0], whole.ofOuterSteps.teachers[0])
    try advance(teacher) { step in #expect(run.ledger.isThere(copy.file) == (step == 2)) }
    #expect(try contents(run.path(copy.file)) == contents(run.path(teacher.file)))
    #expect(try run.ledger.differences(of: copy) == [])
    #expect(try run.ledger.progress(of: copy) == (2, 2))

    // A run that was killed before it wrote the copy writes it when it goes on.
    try FileManager.default.removeItem(atPath: run.path(copy.file))
    try teacher.keepSnapshot(run.ledger.content(teacher), run.ledger)
    #expect(try contents(run.path(copy.file)) == contents(run.path(teacher.file)))

    // The last step needs no copy, and a teacher of a part has none.
    let last = try run.complete(teacher)
    try teacher.keepSnapshot(last, run.ledger)
    let files = try FileManager.default.contentsOfDirectory(atPath: run.path("outer-steps"))
    #expect(files == ["teacher-base_larger-at-2.h5"])
    let passing = try run.ledger.content(copy)
    try FileManager.default.removeItem(atPath: run.path("outer-steps"))
    try whole.ofOtherData.teachers[0].keepSnapshot(passing, run.ledger)
    #expect(!run.ledger.isThere("outer-steps") && !run.ledger.isThere("other-strokes"))
  }

  /// Trains to outer step 2, as cell 02 does.
  private func advance(_ teacher: TeacherArtifact, after: (Int) -> Void) throws {
    let work = try run.begin(teacher) { $0 <= 2 }
    while let step = try work.next() {
      try work.compute(step)
      try teacher.keepSnapshot(work.content, run.ledger)
      after(step)
    }
    try work.end()
  }
}
