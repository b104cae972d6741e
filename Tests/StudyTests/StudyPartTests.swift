import Archive
import Foundation
import Robustness
import TestSupport
import Testing

@testable import Study
@testable import Workflow

/// A study within a cell: files in a folder of their own, as valid there as anywhere.
@Suite("A part of the study")
struct StudyPartTests {
  private enum Book: Catalogue {
    static let cells = [CellEntry<StudyOptions>(Cells.fashion, outputs: { _ in [] }, artifacts: { _ in [] })]
  }

  let folder: TemporaryFolder
  let run: Run
  let whole: Study
  let part: Study

  init() throws {
    folder = try TemporaryFolder()
    run = Run(
      Book.cells[0], of: Book.self, try StudyOptions.parse(["--scale", "smoke", "--checkpoints", folder.path]))
    var settings = Settings(.smoke)
    (settings.trials, settings.imageLimit, settings.attackedImageLimit) = (1, 20, 10)
    settings.vanilla.trainingImages = 256
    whole = Study(settings, seed: 1)
    part = whole.ofOtherData
  }

  @Test func filesLieInItsFolderAndBelongToItsCell() {
    let artifacts = part.artifactsOfPart
    #expect(artifacts.allSatisfy { $0.file.hasPrefix("other-strokes/") && $0.cell == Cells.fashion })
    #expect(
      artifacts.map { $0.file.replacing("other-strokes/", with: "") } == [
        "dataset.h5", "teacher-base_larger.h5", "learners/base_larger-gtn-base_larger-1.h5",
        "learners/vanilla-base_larger-1.h5", "noise.h5", "blur.h5", "fgsm.h5", "strong.h5",
      ])
    // What they are judged by is what the cells do that compute the same for the report.
    let methods: [CellDescription] = [
      Cells.dataset, Cells.metaTraining, Cells.learners, Cells.learners, Cells.noise, Cells.blur, Cells.fgsm,
      Cells.strongAttacks,
    ]
    #expect(artifacts.map(\.method) == methods)
    #expect(part.seed == 2 && part.settings.dataset == "strokes", "other strokes")
  }

  @Test(arguments: [("mnist", "fashion-mnist"), ("fashion-mnist", "mnist")])
  func theOtherOfTwoPublishedSets(own: String, other: String) {
    let part = Study(Settings(.report, dataset: own), seed: 1).ofOtherData
    #expect(part.settings.dataset == other && part.part?.name == other && part.seed == 1)
    #expect(part.settings.teachers.map(\.name) == ["base_larger"] && part.settings.trials == 3)
    let learners: Set = ["base_larger"]
    #expect(part.learners.count == 6 && Set(part.learners.map(\.key.learner)) == learners)
  }

  @Test func strongAttacksOfItAreTheCurves() throws {
    let units = part.strongAttacks.units(run.ledger)
    let attacks = Set(units.map(\.attack))
    #expect(attacks == ["clean", "pgd-as-run", "pgd-cross-entropy", "pgd-margin"])
    #expect(Set(units.map(\.tested.key.recipe)) == ["gtn", "vanilla"])
  }

  /// Made by the report's cells in a folder of its own, a teacher stands in the part's.
  @Test func aTeacherMadeElsewhereStands() throws {
    let elsewhere = Study(part.settings, seed: part.seed)
    try run.complete([elsewhere.dataset])
    try run.complete(elsewhere.teachers[0])
    try FileManager.default.createDirectory(
      atPath: run.path("other-strokes"), withIntermediateDirectories: true)
    for file in ["dataset.h5", "teacher-base_larger.h5", "teacher-base_larger.resume.h5"] {
      try FileManager.default.moveItem(atPath: run.path(file), toPath: run.path("other-strokes/\(file)"))
    }
    for artifact in [part.dataset, part.teachers[0]] as [any Artifact] {
      #expect(try run.ledger.differences(of: artifact) == [])
    }
    #expect(try run.ledger.progress(of: part.teachers[0]) == (4, 4))
    // One of other images does not.
    try whole.dataset.checkpoint(whole.dataset.make(run.ledger), run.ledger.provenance(whole.dataset))
      .write(to: run.path("other-strokes/dataset.h5"))
    #expect(try !run.ledger.differences(of: part.teachers[0]).isEmpty)
  }

  /// Of the part the counts of its own learners alone, and nothing of the whole.
  @Test func aChangedTeacherCostsItsOwnCountsAlone() throws {
    try run.complete(part.dataset)
    try run.complete(part.teachers[0])
    try run.complete(part.learners)
    let counts = part.counts(.noise)
    try run.complete(counts)
    let before = try run.ledger.content(counts)
    #expect(before.correct.count == 2 * 2 * counts.test.strengths.count)
    // Counts of the whole that rest on a teacher of the same name.
    let teacher = part.teachers[0].recordedName
    try FileManager.default.copyItem(atPath: run.path("other-strokes/\(teacher)"), toPath: run.path(teacher))
    let wholes = whole.counts(.blur)
    try wholes.checkpoint(CountsTests.filled(wholes), run.ledger.provenance(wholes)).write(to: run.path(wholes.file))
    let recorded = try Checkpoint.header(run.path(wholes.file)).provenance.inputs

    var changed = try Checkpoint.read(run.path("other-strokes/\(teacher)"))
    changed.set("history/final_loss", shape: [4], .float64([1, 1, 1, 1]))
    try changed.write(to: run.path("other-strokes/\(teacher)"))
    let after = try run.ledger.content(counts)
    #expect(Set(after.correct.keys.map(\.tested.key.recipe)) == ["vanilla"])
    #expect(after.correct.count == before.correct.count / 2)
    #expect(try run.ledger.provenance(wholes).inputs == recorded)
  }
}
