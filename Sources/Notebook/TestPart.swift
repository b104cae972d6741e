import ArgumentParser
import Robustness
import Study
import Workflow

/// What the cells of the robustness tests have in common: which part of the work is asked for.
public struct TestPart: ParsableArguments {
  @OptionGroup public var filters: Filters
  @Option(help: "Only this mode of evaluation: training or evaluation.")
  public var mode: EvaluationMode?
  @OptionGroup public var drawing: DrawingOption
  @OptionGroup public var division: ShardOption

  public init() {}

  public func validate() throws {
    if drawing.figuresOnly, division.shard != nil {
      throw ValidationError("--figures-only and --shard: give one of them; drawing is not shared")
    }
  }

  /// Counts what is asked for and missing: for a network, in a mode, at a strength, the images that it puts into the right
  /// class once they are perturbed (``Counts/compute(_:into:_:)``). Every count is on disk before the next is begun.
  ///
  /// - Parameter admits: which learners can be counted.
  /// - Returns: all counts that are there; nil while other shards are at work, the last of which draws.
  public func count(_ counts: Counts, _ run: Run, admits: (LearnerKey) -> Bool = { _ in true }) throws -> TestResults? {
    try filters.check(counts.study.settings, learners: counts.learners(run.ledger), recipes: counts.roster.recipes)
    guard !drawing.figuresOnly else { return try found(counts, run) }
    func isWanted(_ unit: CountUnit) -> Bool {
      filters.admits(unit.tested.key) && (mode == nil || mode == unit.tested.mode) && admits(unit.tested.key)
    }
    let results = try run.complete(counts, shard: division.shard, wanted: isWanted)
    return try division.shard.map { try run.finish(counts, $0, wanted: isWanted) } ?? results
  }

  /// Runs what strong attacks are asked for and missing, as ``count(_:_:)`` counts.
  public func attack(
    _ strong: StrongOutcomes, _ only: AttackFilter, _ run: Run, admits: (LearnerKey) -> Bool = { _ in true }
  ) throws -> StrongResults? {
    try only.check(strong.study.settings.strong)
    let keys = strong.keys
    func distinct(_ names: [String]) -> [String] { names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
    try filters.check(
      strong.study.settings, learners: distinct(keys.map(\.learner)),
      recipes: Recipes.all.filter { recipe in keys.contains { $0.recipe == recipe.name } })
    return try complete(strong, run) { unit in
      filters.admits(unit.tested.key) && (mode == nil || mode == unit.tested.mode)
        && only.admits(unit, strong.study.settings.strong) && admits(unit.tested.key)
    }
  }

  /// Measures what of batch mates is asked for and missing, as ``count(_:_:)`` counts.
  public func measure(_ mates: BatchMates, _ run: Run) throws -> MatesResults? {
    let keys = mates.keys
    try filters.check(
      mates.study.settings, learners: Array(Set(keys.map(\.learner))),
      recipes: Recipes.all.filter { recipe in keys.contains { $0.recipe == recipe.name } })
    return try complete(mates, run) { filters.admits($0.key) && mode != .evaluation }
  }

  /// Makes what of pictures is missing, or finds what is there: there may be none.
  public func make(_ pictures: Pictures, _ run: Run, wanted: (String) -> Bool = { _ in true }) throws -> [String:
    Pictures.Row]
  {
    if drawing.figuresOnly, !run.ledger.isThere(pictures.file) { return [:] }
    return try complete(pictures, run, wanted: wanted) ?? [:]
  }

  /// Everything that is there, once what is wanted has been computed; nil while other shards are at work.
  private func complete<A: Artifact>(_ artifact: A, _ run: Run, wanted: (A.Unit) -> Bool) throws -> A.Content? {
    if drawing.figuresOnly {
      let results = try run.ledger.requirePart(artifact)
      try run.tellIfPartial(artifact)
      return results
    }
    let results = try run.complete(artifact, shard: division.shard, wanted: wanted)
    return try division.shard.map { try run.finish(artifact, $0, wanted: wanted) } ?? results
  }

  /// The counts that are there, of which at least one has to be.
  public func found(_ counts: Counts, _ run: Run) throws -> TestResults {
    let results = try run.ledger.requirePart(counts)
    try run.tellIfPartial(counts)
    guard !results.correct.isEmpty else {
      throw NotebookError("\(run.path(counts.file)) holds nothing to draw: run this cell without --figures-only")
    }
    return results
  }
}

extension EvaluationMode: ExpressibleByArgument {}
