import Archive
import Foundation
import Robustness
import Workflow

extension StrongOutcomes {
  /// Arrays: for every unit that is done, in their order, `units/<axis>` (mode, teacher, recipe, learner, attack as texts,
  /// trial and budget as int32) and `outcomes` uint8 [units, images] (``StrongOutcome``); `distances` float32
  /// [units with distances, images], and `distances/unit` the positions of these.
  public func checkpoint(_ content: StrongResults, _ provenance: Provenance) -> Checkpoint {
    var file = Checkpoint(provenance: provenance)
    let order = Dictionary(
      uniqueKeysWithValues: keys.flatMap { key in EvaluationMode.allCases.map { TestedNetwork(key, $0) } }.enumerated()
        .map { ($1, $0) })
    let units = content.outcomes.keys.sorted { first, second in
      let places = [first, second].map { order[$0.tested] ?? order.count }
      return places[0] == places[1] ? first.sortedText < second.sortedText : places[0] < places[1]
    }
    func set(_ name: String, _ text: (StrongUnit) -> String) {
      file.set("units/\(name)", shape: [units.count], .text(units.map(text)))
    }
    set("mode") { $0.tested.mode.rawValue }
    set("teacher") { $0.tested.key.teacher ?? "none" }
    set("recipe") { $0.tested.key.recipe }
    set("learner") { $0.tested.key.learner }
    set("attack") { $0.attack }
    file.set("units/trial", shape: [units.count], .int32(units.map { Int32($0.tested.key.trial) }))
    file.set("units/budget", shape: [units.count], .int32(units.map { Int32($0.budget) }))
    file.set(
      "outcomes", shape: [units.count, content.images],
      .uint8(units.flatMap { (content.outcomes[$0] ?? []).map(\.rawValue) }))
    let far = units.indices.filter { content.distances[units[$0]] != nil }
    file.set("distances/unit", shape: [far.count], .int32(far.map { Int32($0) }))
    file.set(
      "distances/least_l2", shape: [far.count, content.images],
      .float32(far.flatMap { content.distances[units[$0]] ?? [] }))
    return file
  }

  /// - Throws: `ArchiveError` naming the file, if it holds other outcomes than an attack can have.
  public func content(of file: Checkpoint) throws -> StrongResults {
    let units = try units(doneIn: file)
    var content = empty
    let shape = [units.count, content.images]
    let outcomes = try file.bytes("outcomes", shape: shape).map(StrongOutcome.init(rawValue:))
    let far = try file.integers("distances/unit").map { Int($0) }
    let distances = try file.floats("distances/least_l2", shape: [far.count, content.images])
    guard far.allSatisfy(units.indices.contains), distances.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw file.unusable("it has distances that cannot be")
    }
    for (row, unit) in units.enumerated() {
      let part = outcomes[row * content.images..<(row + 1) * content.images].compactMap { $0 }
      guard part.count == content.images else { throw file.unusable("it has outcomes other than 0, 1 and 2") }
      content.record(part, at: unit)
    }
    for (row, place) in far.enumerated() {
      content.distances[units[place]] = Array(distances[row * content.images..<(row + 1) * content.images])
    }
    return content
  }

  public var arraysThatTellUnits: [String]? {
    ["mode", "teacher", "recipe", "learner", "attack", "trial", "budget"].map { "units/\($0)" }
  }

  public func units(doneIn part: Checkpoint) throws -> [StrongUnit] {
    let (modes, teachers) = (try part.texts("units/mode"), try part.texts("units/teacher"))
    let (recipes, learners) = (try part.texts("units/recipe"), try part.texts("units/learner"))
    let attacks = try part.texts("units/attack")
    let (trials, budgets) = (try part.integers("units/trial"), try part.integers("units/budget"))
    let counts = [teachers.count, recipes.count, learners.count, attacks.count, trials.count, budgets.count]
    guard counts.allSatisfy({ $0 == modes.count }), (trials + budgets).allSatisfy({ $0 >= 0 }) else {
      throw part.unusable("its lists of attacks are of different lengths or have numbers that cannot be")
    }
    let units = try modes.indices.map { row in
      guard let mode = EvaluationMode(rawValue: modes[row]) else { throw part.unusable("it has an unknown mode") }
      let key = LearnerKey(
        teacher: teachers[row] == "none" ? nil : teachers[row], recipe: recipes[row], learner: learners[row],
        trial: Int(trials[row]))
      return StrongUnit(TestedNetwork(key, mode), attacks[row], budget: Int(budgets[row]))
    }
    guard Set(units).count == units.count else { throw part.unusable("it has an attack twice") }
    return units
  }
}

extension StrongUnit {
  /// For an order that does not depend on how the units came to be done.
  fileprivate var sortedText: String {
    let key = tested.key
    return [key.teacher ?? "", key.recipe, key.learner, tested.mode.rawValue, attack].joined(separator: " ")
      + String(format: " %06d %06d", key.trial, budget)
  }
}
