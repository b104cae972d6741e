import Archive
import Robustness
import TestSupport
import Testing

@testable import Study

/// A test's counts, in memory and on disk.
@Suite("Counts")
struct CountsTests {
  static func study(teachers: [String] = ["a", "b"], learners: [String] = ["base", "linear"], trials: Int = 3) -> Study
  {
    var settings = Settings(.quick)
    settings.teachers = teachers.map { name in
      var plan = TeacherPlan(for: "base_larger")
      plan.name = name
      return plan
    }
    settings.learners = learners
    settings.trials = trials
    return Study(settings, seed: 1)
  }

  /// The units of some learner types, as if all of them were tested.
  static func units(_ counts: Counts) -> [CountUnit] {
    counts.study.keys(counts.study.settings.learners, Recipes.reported).flatMap { key in
      counts.modes.flatMap { mode in
        counts.test.strengths.indices.map { CountUnit(TestedNetwork(key, mode), strength: $0) }
      }
    }
  }

  /// Different numbers everywhere.
  static func filled(_ counts: Counts, without isMissing: (CountUnit) -> Bool = { _ in false }) -> TestResults {
    var content = counts.empty
    for (index, unit) in units(counts).enumerated() where !isMissing(unit) {
      let moved = Distance(mean: Double(index), largest: Double(index) + 0.5, largestPixel: 0.1 * Double(index))
      content.record(
        index % (content.total + 1), clean: counts.test.isAttack ? unit.tested.key.trial : nil,
        moved: counts.test.isAttack ? moved : nil, at: unit)
    }
    return content
  }

  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// What a file gives back.
  private func read(_ content: TestResults, _ counts: Counts, by reader: Counts? = nil) throws -> TestResults {
    try counts.checkpoint(content, .sample).write(to: folder / counts.file)
    return try (reader ?? counts).content(of: Checkpoint.read(folder / counts.file))
  }

  @Test func startEmpty() {
    let counts = Self.study().counts(.noise)
    let units = Self.units(counts)
    // Two teachers' two recipes and vanilla, two types, three trials, two modes, ten strengths.
    #expect(units.count == (2 * 2 + 1) * 2 * 3 * 2 * 10)
    #expect(Set(units).count == units.count)
    #expect(counts.empty.total == 1000)
    #expect(counts.units(in: counts.empty).isEmpty)
    #expect(Self.study().accuracy.modes == [.evaluation])
  }

  @Test(arguments: ["noise", "blur", "fgsm", "lbfgs", "lbfgs-as-written"])
  func filesGiveEveryCountBack(name: String) throws {
    let counts = Self.study().counts(try #require(RobustnessTests.named(name)))
    var content = Self.filled(counts) { $0.tested.key.trial == 3 && $0.strength == 1 }
    content.sample = [0: [1, 2, 3, 4], 2: [5, 6, 7, 8]]
    #expect(try read(content, counts) == content)
  }

  @Test func axesAreNamed() throws {
    let counts = Self.study().counts(.fgsm)
    let file = counts.checkpoint(Self.filled(counts), .sample)
    #expect(file["correct"]?.shape == [2, 3, 3, 2, 3, 6])
    #expect(file["clean"]?.shape == [2, 3, 3, 2, 3])
    #expect(file["distance/mean_l2"]?.shape == [2, 3, 3, 2, 3, 6])
    #expect(try file.texts("axes/mode") == ["training", "evaluation"])
    #expect(try file.texts("axes/teacher") == ["none", "a", "b"])
    #expect(try file.texts("axes/recipe") == ["10_gtn", "gtn", "vanilla"])
    #expect(try file.texts("axes/learner") == ["base", "linear"])
    #expect(try file.integers("axes/trial") == [1, 2, 3])
    #expect(try file.integers("total", shape: []) == [50])
    let correct = try file.integers("correct")
    #expect(correct.count { $0 >= 0 } == Self.units(counts).count, "there is no vanilla network of a teacher")
    let noise = Self.study().counts(.noise)
    #expect(noise.checkpoint(Self.filled(noise), .sample)["clean"] == nil)
  }

  /// No image right is not the same as not counted, and only learner types with a count stand in the file.
  @Test func zeroIsACount() throws {
    let counts = Self.study().counts(.noise)
    let unit = CountUnit(
      TestedNetwork(LearnerKey(teacher: nil, recipe: "vanilla", learner: "linear", trial: 2), .training), strength: 9)
    var content = counts.empty
    content.record(0, at: unit)
    #expect(try counts.checkpoint(content, .sample).texts("axes/learner") == ["linear"])
    #expect(try read(content, counts).correct == [unit: 0])
  }

  /// A strength such as 0.1 + 0.2 must be the same number again.
  @Test func strengthsKeepAllDigits() throws {
    let counts = Self.study().counts(.noise)
    let file = counts.checkpoint(counts.empty, .sample)
    #expect(try file.doubles("axes/strength") == RobustnessTest.noise.strengths)
    #expect(try counts.content(of: file).strengths == RobustnessTest.noise.strengths)
  }

  @Test func countsOfOtherImagesOrStrengthsAreRefused() throws {
    let counts = Self.study().counts(.noise)
    let file = counts.checkpoint(Self.filled(counts), .sample)
    #expect(throws: ArchiveError.self) { try Self.study().counts(.blur).content(of: file) }
    #expect(throws: ArchiveError.self) { try Study(Settings(.report), seed: 1).counts(.noise).content(of: file) }
  }

  /// Counts survive when an axis grows or changes its order: they are found by their labels.
  @Test func countsAreTakenOverByTheirLabels() throws {
    let counts = Self.study().counts(.fgsm)
    let content = Self.filled(counts)
    let other = Self.study(teachers: ["c", "b"], learners: ["linear", "base_larger", "base"], trials: 2).counts(.fgsm)
    let read = try read(content, counts, by: other)
    #expect(read.correct == content.correct, "what these settings do not ask for stays, too")
    #expect(read.distances == content.distances && read.clean == content.clean)
    // Written again, every label that is known or counted is there once.
    let file = other.checkpoint(read, .sample)
    #expect(try file.texts("axes/teacher") == ["none", "c", "b", "a"])
    #expect(try file.texts("axes/learner") == ["linear", "base"])
    #expect(try file.integers("axes/trial") == [1, 2, 3])
    #expect(try other.content(of: file).correct == content.correct)
  }

  /// A changed teacher makes its own learners' counts stale, and no others.
  @Test func unitsDependOnTheirOwnTeacher() {
    let counts = Self.study().counts(.noise)
    func inputs(_ teacher: String?, _ recipe: String) -> Set<String> {
      let key = LearnerKey(teacher: teacher, recipe: recipe, learner: "base", trial: 1)
      return Set(counts.inputs(of: CountUnit(TestedNetwork(key, .training), strength: 0)))
    }
    #expect(inputs("a", "gtn") == ["dataset.h5", "recipe gtn", "teacher-a.h5"])
    #expect(inputs("b", "10_gtn") == ["dataset.h5", "recipe 10_gtn", "teacher-b.h5"])
    #expect(inputs(nil, "vanilla") == ["dataset.h5", "recipe vanilla"])
    let named = Set(counts.inputs.map(\.name))
    for (teacher, recipe) in [("a", "gtn"), ("b", "10_gtn"), (nil, "vanilla")] as [(String?, String)] {
      #expect(inputs(teacher, recipe).isSubset(of: named), "provenance records what units depend on")
    }
  }
}
