import Archive
import Datasets
import Foundation
import Robustness
import Tensors
import Workflow

/// What strong attacks leave of every network: `strong.h5`.
public struct StrongOutcomes: Artifact {
  public let study: Study
  private var strong: StrongSettings { study.settings.strong }

  init(study: Study) { self.study = study }

  /// Which networks are attacked is not part of it, and neither are the budgets: both are read off the units.
  public struct Settings: Encodable {
    let images: Int
    let effort: AttackEffort
    let budgets: [Double]
    let costlyBudgets: [Double]
  }

  public var file: String { study.place("strong.h5") }
  public var kind: String { "outcomes" }
  public var cell: CellDescription { study.cell(for: method) }
  public var method: CellDescription { Cells.strongAttacks }
  public var settings: Settings {
    Settings(
      images: strong.images, effort: strong.effort, budgets: strong.budgets, costlyBudgets: strong.costlyBudgets)
  }
  public var seed: UInt64 { study.seed }
  public var unitName: String { "attacks" }
  /// Attacks take seconds to minutes; the file grows to megabytes.
  public var saveInterval: Double { 10 }
  /// Attacks ask for logits and gradients in ever other ways, most of them of few images.
  public var usesDevice: Bool { false }

  static let recipes: [Recipe] = [.vanilla, .gtn, .adversarial]
  /// The network that withstands checks attacks of all kinds, which a part does not run.
  private var recipes: [Recipe] { study.part?.roster.recipes ?? Self.recipes }

  public var inputs: [Dependency] {
    [.content(study.dataset), DatasetArtifact.images]
      + recipes.map { $0.dependency(study.settings, by: study.cell(for: Cells.learners)) }
      + study.teachers.map { .content($0, title: "teacher-*.h5") } + shown
  }
  /// The page of a part shows the whole beside it.
  private var shown: [Dependency] {
    study.part.map { [Dependency($0.whole.strongAttacks.file, .shown($0.whole.strongAttacks))] } ?? []
  }
  /// Images that were made on another network depend on how that came to be, too; a changed recipe or teacher makes stale
  /// what it takes part in.
  public func inputs(of unit: StrongUnit) -> [String] {
    let keys = [unit.tested.key] + [source(of: unit)?.key].compactMap { $0 }
    let used = Set(
      keys.map { "recipe \($0.recipe)" } + keys.compactMap { $0.teacher.flatMap(study.teacher)?.recordedName })
    return [study.dataset.recordedName] + inputs.map(\.name).filter(used.contains)
  }
  public func needs(_ unit: StrongUnit) -> String { study.place(unit.tested.key.file) }

  /// The report's two main learner types by both ways of teaching, and the network that withstands.
  public var keys: [LearnerKey] {
    let main = Roster.mainLearners.filter(study.settings.learners.contains)
    let taught = study.keys(main, study.part?.roster.recipes ?? [.vanilla, .gtn], trials: strong.trials)
    guard study.part == nil else { return taught }
    return taught
      + study.keys(Roster.strong.learners(study.settings), Roster.strong.recipes, trials: 1)
  }

  public func units(_ ledger: Ledger) -> [StrongUnit] {
    keys.flatMap { key in EvaluationMode.allCases.flatMap { units(of: TestedNetwork(key, $0)) } }
  }

  /// Of a part only the curves.
  private func units(of tested: TestedNetwork) -> [StrongUnit] {
    guard study.part == nil else {
      return [StrongUnit(tested, StrongResults.clean, budget: 0)]
        + StrongAttack.all.filter { $0.kind == .curve }.flatMap { attack in
          strong.budgets.indices.map { StrongUnit(tested, attack.name, budget: $0) }
        }
    }
    let attacks = StrongAttack.all.filter { $0.modes.contains(tested.mode) }
    return ([StrongResults.clean] + StrongResults.gradients.map(\.name)).map { StrongUnit(tested, $0, budget: 0) }
      + attacks.flatMap { attack in
        strong.budgets(of: attack).indices.map { StrongUnit(tested, attack.name, budget: $0) }
      }
      + sources(of: tested).flatMap { name, _ in
        strong.costlyBudgets.indices.map { StrongUnit(tested, StrongResults.transfer + name, budget: $0) }
      }
  }

  /// The networks whose attacked images are shown to one: itself in the other mode, the same of the next trial, and one of
  /// the other way of teaching.
  private func sources(of tested: TestedNetwork) -> [(name: String, TestedNetwork)] {
    let key = tested.key
    func other(_ teacher: String?, _ recipe: String, _ trial: Int) -> TestedNetwork {
      TestedNetwork(LearnerKey(teacher: teacher, recipe: recipe, learner: key.learner, trial: trial), tested.mode)
    }
    let taught = study.settings.teachers.first?.name
    let mode: EvaluationMode = tested.mode == .training ? .evaluation : .training
    let next = key.trial % study.settings.trials + 1
    return [("mode", TestedNetwork(key, mode))]
      + (key.recipe == Recipe.adversarial.name ? [] : [("trial", other(key.teacher, key.recipe, next))])
      + (key.recipe == Recipe.vanilla.name
        ? [("recipe", other(taught, Recipe.gtn.name, key.trial))]
        : [("recipe", other(nil, Recipe.vanilla.name, key.trial))])
  }

  private func source(of unit: StrongUnit) -> TestedNetwork? {
    sources(of: unit.tested).first { StrongResults.transfer + $0.name == unit.attack }?.1
  }

  public var empty: StrongResults { StrongResults(images: strong.images) }
  public func units(in content: StrongResults) -> [StrongUnit] { Array(content.outcomes.keys) }
  public func forget(_ unit: StrongUnit, in content: inout StrongResults) {
    (content.outcomes[unit], content.distances[unit]) = (nil, nil)
  }
  public func merge(_ other: StrongResults, into content: inout StrongResults) {
    content.merge(other)
  }

  public func compute(_ unit: StrongUnit, into content: inout StrongResults, _ ledger: Ledger) throws {
    let batch = try study.testBatch(strong.images, ledger)
    let network = try study.network(unit.tested.key, unit.tested.mode, ledger, onDevice: usesDevice)
    func request(_ network: NetworkUnderTest, _ budget: Double) -> PerturbationRequest {
      study.request(batch, budget, trial: unit.tested.key.trial, network)
    }
    func outcomes(_ isRight: [Bool]) -> [StrongOutcome] { isRight.map { $0 ? .right : .fallen } }
    if unit.attack == StrongResults.clean {
      content.record(outcomes(network.isRight(batch.images, batch.labels)), at: unit)
    } else if let loss = StrongResults.gradients.first(where: { $0.name == unit.attack })?.loss {
      content.record(outcomes(request(network, 0).hasGradient(loss)), at: unit)
    } else if let source = source(of: unit) {
      let other = try study.network(source.key, source.mode, ledger, onDevice: usesDevice)
      let images = StrongAttack.margin(request(other, strong.costlyBudgets[unit.budget]), strong.effort)
      content.record(outcomes(network.isRight(images, batch.labels)), at: unit)
    } else if let attack = StrongAttack.named(unit.attack) {
      let request = request(network, strong.budgets(of: attack)[unit.budget])
      let runs = attack.runs(request, strong.effort)
      let images = runs.last ?? batch.images
      var found =
        attack.standsAmongCleanMates
        ? among(request, images, network, batch.labels)
        : Self.outcomes(afterRuns: (runs.isEmpty ? [images] : runs).map { network.isRight($0, batch.labels) })
      let asked = min(attack.limit(strong.effort) ?? found.count, found.count)
      for row in asked..<found.count { found[row] = .notAsked }
      content.record(
        found, distances: attack.kind == .leastDistance ? distances(batch.images, images) : nil, at: unit)
    }
  }

  /// What is wrong after any run of an attack has fallen.
  static func outcomes(afterRuns isRight: [[Bool]]) -> [StrongOutcome] {
    (isRight.first ?? []).indices.map { image in isRight.allSatisfy { $0[image] } ? .right : .fallen }
  }

  /// What each of the first images is answered among clean mates.
  private func among(
    _ request: PerturbationRequest, _ images: Tensor, _ network: NetworkUnderTest, _ labels: [Int]
  ) -> [StrongOutcome] {
    labels.indices.map { row in
      guard row < strong.effort.singleImages else { return .notAsked }
      let model = network.attacked(amongMates: request.mates(of: row, strong.effort))
      return model.logits(images.images(row..<row + 1)).largestInRows()[0] == labels[row] ? .right : .fallen
    }
  }

  /// Of each image to the clean one, in grey levels between 0 and 1.
  private func distances(_ clean: Tensor, _ images: Tensor) -> [Float] {
    let moved = images - clean
    return moved.rowProducts(moved).doubles.map { Float($0.squareRoot()) * Normalisation.deviation }
  }

  public func evidence(of unit: StrongUnit, in content: StrongResults) -> [String: NamedArray] {
    var arrays: [String: NamedArray] = [:]
    if let outcomes = content.outcomes[unit] {
      arrays["outcomes"] = NamedArray(shape: [outcomes.count], scalars: .uint8(outcomes.map(\.rawValue)))
    }
    if let distances = content.distances[unit] {
      arrays["distances"] = NamedArray(shape: [distances.count], scalars: .float32(distances))
    }
    return arrays
  }

  public func title(of unit: StrongUnit) -> String {
    let attack = StrongAttack.all.first { $0.name == unit.attack }
    let budgets = attack.map(strong.budgets(of:)) ?? (unit.attack == StrongResults.clean ? [0] : strong.costlyBudgets)
    let budget =
      budgets.indices.contains(unit.budget) && budgets[unit.budget] > 0 ? ", budget \(budgets[unit.budget])" : ""
    return "\(unit.tested.key), \(unit.tested.mode.rawValue) mode, \(unit.attack)\(budget)"
  }

  /// Network by network, how many attacks are left.
  public func describe(missing: [StrongUnit]) -> [String] {
    let networks = missing.map(\.tested).reduce(into: [TestedNetwork]()) { if $0.last != $1 { $0.append($1) } }
    return networks.map { tested in
      let left = missing.count { $0.tested == tested }
      return "\(file): \(tested.key), \(tested.mode.rawValue) mode: \(left) of \(units(of: tested).count) attacks"
    }
  }
}
