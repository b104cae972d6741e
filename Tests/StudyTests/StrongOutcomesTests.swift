import Archive
import Robustness
import TestSupport
import Testing

@testable import Study

/// What strong attacks leave, in memory and on disk.
@Suite("Strong outcomes")
struct StrongOutcomesTests {
  private static func study() -> Study {
    var settings = CountsTests.study(learners: ["base_larger", "linear"]).settings
    settings.strong = .small
    settings.strong.trials = 2
    return Study(settings, seed: 1)
  }

  private let strong = Self.study().strongAttacks
  private var units: [StrongUnit] {
    strong.keys.flatMap { key in
      [EvaluationMode.training, .evaluation].flatMap { mode in
        [
          StrongUnit(TestedNetwork(key, mode), "pgd-margin", budget: 1),
          StrongUnit(TestedNetwork(key, mode), "ddn", budget: 0),
        ]
      }
    }
  }

  private func filled() -> StrongResults {
    var content = strong.empty
    for (index, unit) in units.enumerated() {
      let outcomes = (0..<content.images).map { StrongOutcome(rawValue: UInt8((index + $0) % 3))! }
      let distances = unit.attack == "ddn" ? (0..<content.images).map { Float(index + $0) / 8 } : nil
      content.record(outcomes, distances: distances, at: unit)
    }
    return content
  }

  @Test func attackTheMainTypesInBothModesAndTheControlOnce() {
    let keys = strong.keys
    // Two trials of vanilla and of two teachers' gtn; one network that withstands.
    #expect(keys.count == 2 * (1 + 2) + 1)
    #expect(Set(keys.map(\.learner)) == ["base_larger"])
    #expect(keys.filter { $0.recipe == "adversarial" }.map(\.trial) == [1])
  }

  @Test func whatIsWrongAfterAnyRunHasFallen() {
    let found = StrongOutcomes.outcomes(afterRuns: [[true, false, true, false], [true, true, false, false]])
    #expect(found == [.right, .fallen, .fallen, .fallen])
  }

  @Test func filesGiveEveryOutcomeBack() throws {
    let folder = try TemporaryFolder()
    let content = filled()
    try strong.checkpoint(content, .sample).write(to: folder / strong.file)
    #expect(try strong.content(of: Checkpoint.read(folder / strong.file)) == content)
  }

  /// In whichever order the attacks were done.
  @Test func equalOutcomesAreEqualFiles() {
    let content = filled()
    var other = strong.empty
    for unit in units.reversed() {
      other.record(content.outcomes[unit]!, distances: content.distances[unit], at: unit)
    }
    #expect(strong.checkpoint(other, .sample) == strong.checkpoint(content, .sample))
  }

  @Test func forgottenUnitsAreGone() {
    var content = filled()
    let ddn = units[1]
    strong.forget(ddn, in: &content)
    #expect(!strong.units(in: content).contains(ddn))
    #expect(content.distances[ddn] == nil)
    strong.merge(filled(), into: &content)
    #expect(content == filled())
  }

  @Test func filesWithImpossibleOutcomesAreRefused() throws {
    var file = strong.checkpoint(filled(), .sample)
    let shape = try #require(file["outcomes"]?.shape)
    file.set("outcomes", shape: shape, .uint8([UInt8](repeating: 3, count: shape[0] * shape[1])))
    #expect(throws: ArchiveError.self) { try strong.content(of: file) }
    file = strong.checkpoint(filled(), .sample)
    file.set("units/mode", shape: [1], .text(["training"]))
    #expect(throws: ArchiveError.self) { try strong.content(of: file) }
    file = strong.checkpoint(filled(), .sample)
    let names = try file.texts("units/attack")
    file.set("units/attack", shape: [names.count], .text(names.map { _ in "ddn" }))
    file.set("units/budget", shape: [names.count], .int32(names.map { _ in 0 }))
    #expect(throws: ArchiveError.self) { try strong.content(of: file) }
  }

  /// Images from another network rest on its teacher and recipe as well.
  @Test func transferredImagesDependOnTheirSource() throws {
    let tested = TestedNetwork(LearnerKey(teacher: nil, recipe: "vanilla", learner: "base_larger", trial: 1), .training)
    let own = strong.inputs(of: StrongUnit(tested, "pgd-margin", budget: 0))
    #expect(own.contains("recipe vanilla"))
    #expect(!own.contains("recipe gtn") && !own.contains("teacher-a.h5"))
    let transferred = strong.inputs(of: StrongUnit(tested, "transfer-recipe", budget: 0))
    #expect(transferred.contains("recipe gtn") && transferred.contains("teacher-a.h5"))
    #expect(!transferred.contains("teacher-b.h5"))
    #expect(Set(transferred).isSubset(of: strong.inputs.map(\.name)))
  }
}
