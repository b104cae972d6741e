import Archive
import Networks
import Teaching
import Tensors
import TestSupport
import Testing

@testable import Robustness
@testable import Study
@testable import Workflow

/// What CONTRIBUTING.md says of adding something: one declaration, and everything else follows from it.
@Suite("Adding to the study")
struct AddingTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private static let cell = CellDescription("11-added", version: 1, section: "None", title: "Added")

  /// A catalogue of one cell that a test adds.
  private enum Book: Catalogue {
    static let cells = [CellEntry<StudyOptions>(AddingTests.cell, outputs: { _ in [] }, artifacts: { _ in [] })]
  }

  private func run(_ arguments: String...) throws -> Run {
    let options = try StudyOptions.parse(["--scale", "smoke", "--checkpoints", folder.path] + arguments)
    return Run(Book.cells[0], of: Book.self, options)
  }

  private func study(_ change: (inout Settings) -> Void = { _ in }) -> Study {
    var settings = Settings(.smoke)
    settings.trials = 1
    settings.learners = ["linear"]
    settings.imageLimit = 20
    settings.attackedImageLimit = 20
    settings.vanilla.trainingImages = 256
    change(&settings)
    return Study(settings, seed: 1)
  }

  // MARK: A recipe

  /// Ordinary training without a step: the weights that all recipes start from.
  private static func untrained(steps: Int) -> Recipe {
    Recipe(
      "untrained", look: .purple, needsTeacher: false, needsImages: true, reportedMode: nil,
      settings: { _ in ["steps": steps] },
      train: { training in
        let (images, positions) = try training.trainingImages()
        let batch = images.batch(positions.prefix(64))
        let statistics = training.architecture(batch.images, training.initial, .batch).statistics
        return TrainedLearner(training.initial, statistics)
      })
  }

  @Test func aRecipeIsOneEntry() throws {
    let study = study()
    let run = try run()
    try run.complete([study.dataset])
    let key = LearnerKey(teacher: nil, recipe: "untrained", learner: "linear", trial: 1)
    let learner = LearnerArtifact(key, study, Self.untrained(steps: 0))
    #expect(learner.file == "learners/untrained-linear-1.h5")
    try run.complete([learner])
    let stored = try Checkpoint.read(run.path(learner.file))
    #expect(stored.provenance.settings.contains(#""recipe":"untrained""#))
    #expect(stored.provenance.settings.contains(#""training":{"steps":0}"#))
    #expect(stored.provenance.inputs.map(\.name) == ["dataset.h5"])
    let initial = try study.architecture("linear").initialParameters(seed: 1, trial: 1)
    let trained = try #require(try run.ledger.require(learner))
    #expect(trained.parameters.tensors.map(\.floats) == initial.tensors.map(\.floats))
    // Of other settings it is stale, alone, and what was counted of it is made from something else.
    let other = LearnerArtifact(key, study, Self.untrained(steps: 1))
    #expect(try run.ledger.differences(of: other) == ["setting training.steps 0 -> 1"])
    let names = [0, 1].map { Self.untrained(steps: $0).dependency(study.settings) }
    #expect(names.map(\.name) == ["recipe untrained", "recipe untrained"])
    let declared = names.compactMap { if case .declaration(let text, _) = $0.role { text } else { nil } }
    #expect(declared.count == 2 && declared[0] != declared[1])
  }

  /// The entries of the catalogues are all that is needed: every recipe has its option and learners, and the axis label in
  /// the counts of its roster.
  @Test(arguments: Roster.all.indices)
  func everyRecipeIsEverywhere(index: Int) throws {
    let (study, roster) = (study { $0.learners = ["base_larger"] }, Roster.all[index])
    let counts = study.counts(.noise, roster)
    for recipe in roster.recipes {
      #expect(try Filters.parse(["--recipe", recipe.name]).recipe == recipe.name)
      try Filters.parse(["--recipe", recipe.name]).check(study.settings)
      let keys = study.learners.map(\.key).filter { $0.recipe == recipe.name }
      #expect(!keys.isEmpty && keys.allSatisfy { ($0.teacher != nil) == recipe.needsTeacher })
      #expect(counts.inputs.contains { $0.name == "recipe \(recipe.name)" })
    }
    #expect(try counts.checkpoint(counts.empty, .none).texts("axes/recipe") == roster.recipes.map(\.name))
    #expect(Set(Roster.all.flatMap { $0.recipes.map(\.name) }) == Set(Recipes.all.map(\.name)), "each is counted")
  }

  // MARK: A teacher

  /// Two teachers of one learner type, one of another seed and one a snapshot: files, learners and counts of their own.
  @Test func aTeacherIsOneEntryOfTheSettings() throws {
    let study = study { settings in
      var second = settings.teachers[0]
      second.name = "base_larger-seed2"
      second.seed = 2
      second.taken = 3
      settings.teachers = [settings.teachers[0], second]
    }
    let run = try run()
    try run.complete([study.dataset])
    let teachers = study.teachers
    #expect(teachers.map(\.file) == ["teacher-base_larger.h5", "teacher-base_larger-seed2.h5"])
    for teacher in teachers { try run.complete(teacher) }
    let progress = try teachers.map { try #require(try run.ledger.require($0)) }
    #expect(progress.map(\.outerStep) == [4, 3])
    #expect(progress[0].history.metaLoss[0] != progress[1].history.metaLoss[0])
    #expect(try Checkpoint.header(run.path(teachers[1].file)).provenance.seed == 2)

    try run.complete(study.learners)
    let made = study.learners.map(\.file)
    #expect(made.count == 2 * 2 + 1 && made.contains("learners/base_larger-seed2-gtn-linear-1.h5"))
    let contents = try study.learners.map { try Checkpoint.read(run.path($0.file)).arrays }
    #expect(contents[1] != contents[3], "gtn of one teacher and of the other")

    // A change of one costs its own counts alone.
    let counts = Counts(.noise, study, by: Self.cell)
    try run.complete(study.accuracy)
    for key in study.keys(["linear"], Recipes.reported) {
      let own = counts.inputs(of: CountUnit(TestedNetwork(key, .evaluation), strength: 0))
      #expect(own.filter { $0.hasPrefix("teacher-") } == (key.teacher.map { ["teacher-\($0).h5"] } ?? []))
    }
    let before = try run.ledger.content(study.accuracy)
    #expect(before.correct.count == 5)
    var changed = try Checkpoint.read(run.path(teachers[1].file))
    changed.set("history/final_loss", shape: [3], .float64([1, 1, 1]))
    try changed.write(to: run.path(teachers[1].file))
    let after = try run.ledger.content(study.accuracy)
    #expect(Set(after.correct.keys.map(\.tested.key.teacher)) == ["base_larger", nil])
    #expect(after.correct.count == 3)
  }

  // MARK: A data set

  @Test func aDataSetHasAFolderOfItsOwn() throws {
    let folders = try [[], ["--dataset", "strokes"], ["--dataset", "fashion-mnist"], ["--dataset", "mnist"]].map {
      try StudyOptions.parse(["--scale", "smoke"] + $0).folder
    }
    #expect(
      folders == [
        "checkpoints/smoke", "checkpoints/smoke", "checkpoints/smoke-fashion-mnist", "checkpoints/smoke-mnist",
      ])
    let report = try StudyOptions.parse(["--scale", "report", "--dataset", "fashion-mnist"])
    #expect(report.folder == "checkpoints/report-fashion-mnist")
    #expect(report.paper == "checkpoints/report-fashion-mnist/paper", "the paper's figures are of its own data")
  }

  // MARK: An attack

  /// Pixels move along the sign of the weights' gradient, all by as much: a test is one value.
  private static let attack = RobustnessTest(
    name: "added", strengths: [0, 0.5], imageCount: 20, sampleImage: 0,
    perturbation: .attack { request in
      let images = request.images.variable
      let slope = gradient(of: request.network!.attackLoss(images, request.oneHot), wrt: [images])[0]
      let moved = zip(request.images.floats, slope.floats).map { pixel, slope in
        let range = request.validRange
        let moved = Double(pixel) + request.strength * (slope > 0 ? 1 : -1)
        return Float(min(max(moved, range.lowerBound), range.upperBound))
      }
      return Tensor(shape: request.images.shape, moved)
    })

  @Test func anAttackIsOneDeclaration() throws {
    let study = study { $0.teachers = [] }
    let run = try run()
    try run.complete([study.dataset])
    try run.complete(study.learners)
    let counts = Counts(Self.attack, study, by: Self.cell)
    #expect(counts.file == "added.h5" && counts.cell == Self.cell)
    let unit = CountUnit(TestedNetwork(study.learners[0].key, .evaluation), strength: 1)
    var content = counts.empty
    for strength in 0..<2 {
      try counts.compute(CountUnit(unit.tested, strength: strength), into: &content, run.ledger)
    }
    #expect(content.correct.count == 2 && content.cleanCount(unit.tested) == content[unit.tested, 0])
    #expect(content.distances[unit].map { $0.largestPixel > 0.49 && $0.largestPixel < 0.51 } == true)
    // Stored, read and judged as any other.
    try counts.checkpoint(content, run.ledger.provenance(counts)).write(to: run.path(counts.file))
    #expect(try counts.content(of: Checkpoint.read(run.path(counts.file))).correct == content.correct)
    #expect(try run.ledger.differences(of: counts) == [])
    let wider = RobustnessTest(
      name: "added", strengths: [0, 0.7], imageCount: 20, sampleImage: 0, perturbation: Self.attack.perturbation)
    let differences = try run.ledger.differences(of: Counts(wider, study, by: Self.cell))
    #expect(differences == ["setting strengths 0, 0.5 -> 0, 0.7"])
  }
}
