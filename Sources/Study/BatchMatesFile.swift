import Archive
import Workflow

extension BatchMates {
  /// Arrays: for every unit that is done, in their order, `units/<axis>` (teacher, recipe, learner, measure as texts, trial as
  /// int32) and `units/count`, how many of the numbers in `values` float64 [all] are its own.
  public func checkpoint(_ content: MatesResults, _ provenance: Provenance) -> Checkpoint {
    var file = Checkpoint(provenance: provenance)
    let units = content.values.keys.sorted { $0.sortedText < $1.sortedText }
    func set(_ name: String, _ text: (MatesUnit) -> String) {
      file.set("units/\(name)", shape: [units.count], .text(units.map(text)))
    }
    set("teacher") { $0.key.teacher ?? "none" }
    set("recipe") { $0.key.recipe }
    set("learner") { $0.key.learner }
    set("measure") { $0.measure }
    file.set("units/trial", shape: [units.count], .int32(units.map { Int32($0.key.trial) }))
    let values = units.map { content.values[$0] ?? [] }
    file.set("units/count", shape: [units.count], .int32(values.map { Int32($0.count) }))
    let all = values.flatMap { $0 }
    file.set("values", shape: [all.count], .float64(all))
    return file
  }

  /// - Throws: `ArchiveError` naming the file, if its lists do not fit together.
  public func content(of file: Checkpoint) throws -> MatesResults {
    let units = try units(doneIn: file)
    let counts = try file.integers("units/count").map { Int($0) }
    guard counts.count == units.count, counts.allSatisfy({ $0 > 0 }) else {
      throw file.unusable("its list of counts is not that of its units")
    }
    let values = try file.doubles("values", shape: [counts.reduce(0, +)])
    var (content, start) = (empty, 0)
    for (unit, count) in zip(units, counts) {
      content.values[unit] = Array(values[start..<start + count])
      start += count
    }
    return content
  }

  public var arraysThatTellUnits: [String]? {
    ["teacher", "recipe", "learner", "measure", "trial"].map { "units/\($0)" }
  }
  public func units(doneIn part: Checkpoint) throws -> [MatesUnit] {
    let (teachers, recipes) = (try part.texts("units/teacher"), try part.texts("units/recipe"))
    let (learners, measures) = (try part.texts("units/learner"), try part.texts("units/measure"))
    let trials = try part.integers("units/trial")
    guard [recipes.count, learners.count, measures.count, trials.count].allSatisfy({ $0 == teachers.count }) else {
      throw part.unusable("its lists of measures are of different lengths")
    }
    return teachers.indices.map { row in
      let key = LearnerKey(
        teacher: teachers[row] == "none" ? nil : teachers[row], recipe: recipes[row], learner: learners[row],
        trial: Int(trials[row]))
      return MatesUnit(key, measures[row])
    }
  }
}

extension MatesUnit {
  /// For an order that does not depend on how the units came to be done.
  fileprivate var sortedText: String {
    [key.teacher ?? "", key.recipe, key.learner, measure].joined(separator: " ") + " \(100_000 + key.trial)"
  }
}
