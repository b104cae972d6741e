import Archive
import Foundation
import Tensors

/// What a run of the notebook would do, cell by cell. `notebook run` carries it out.
public struct Plan {
  /// A cell, and what running it would do.
  public struct Step {
    public let cell: CellDescription
    public let action: Action
    /// What the work should take, told from earlier entries of `runs.log`; nil if they do not tell, or there is
    /// nothing to compute.
    public let seconds: Double?
  }

  /// What a cell would compute; all cells that are reached and do not refuse draw, too.
  public enum Action: Equatable {
    case nothing
    /// Nothing is missing, but these cells' results, which it depends on, are computed first: if they come
    /// out different, all or a part of this cell's are computed again.
    case dependsOn([String])
    /// Units to be computed; more if the cells named, which compute first, make it more.
    case compute(units: Int, unit: String, dependsOn: [String])
    /// The cell refuses to run; so does what comes after it.
    case refusal(String)
    /// A cell before this one refuses.
    case notReached
  }

  /// In the order in which the cells run.
  public let steps: [Step]

  /// The cell after one that refuses; nil if none does, or nothing comes after it.
  var afterRefusal: CellDescription? {
    let rest = steps.drop { if case .refusal = $0.action { false } else { true } }
    return rest.dropFirst().first?.cell
  }

  /// - Parameter cells: the cells to run, in order.
  public init<Options>(_ cells: [CellEntry<Options>], _ options: Options) throws {
    let ledger = options.ledger(quietly: true)
    options.common.apply()
    var steps: [Step] = []
    var computing: [String] = []
    var refused = false
    for cell in cells {
      let artifacts = cell.artifacts(options)
      let inputs = Set(artifacts.flatMap(\.inputs).filter(\.decides).compactMap(\.cell?.name))
      let before = computing.filter { inputs.contains($0) && $0 != cell.description.name }
      let action = refused ? .notReached : Self.work(artifacts, ledger, force: options.common.force, before)
      var seconds: Double?
      switch action {
      case .nothing, .notReached: break
      case .refusal: refused = true
      case .dependsOn: computing.append(cell.description.name)
      case .compute(let units, _, _):
        computing.append(cell.description.name)
        seconds = RunLog(folder: ledger.folder).estimate(cell.description.name, units: units)
      }
      steps.append(Step(cell: cell.description, action: action, seconds: seconds))
    }
    self.steps = steps
  }

  /// What a run of a cell would do, by the same functions that do it.
  private static func work(_ artifacts: [any Artifact], _ ledger: Ledger, force: Bool, _ before: [String]) -> Action {
    var (left, all) = (0, 0)
    // A file that cannot be read keeps this cell from running, but none before it.
    do {
      for artifact in artifacts {
        let units = try ledger.unitsLeft(artifact, force: force)
        (left, all) = (left + units.left, all + units.all)
      }
    } catch { return .refusal("\(error)") }
    if left == 0 { return before.isEmpty ? .nothing : .dependsOn(before) }
    // What is all to be computed anyway cannot become more, unless it is not settled yet which units there are.
    let selecting = artifacts.flatMap(\.inputs).contains { input in
      if case .selection(let artifact) = input.role { before.contains(artifact.cell.name) } else { false }
    }
    return .compute(
      units: left, unit: artifacts.unitName, dependsOn: left < all || selecting ? before : [])
  }
}

extension Dependency {
  /// Whether other contents of it make results stale, or more. How a file that is not kept is made stands in the code.
  fileprivate var decides: Bool {
    switch role {
    case .content, .selection: true
    case .declaration, .shown, .outside: false
    }
  }
}

extension Ledger {
  /// Units that a run would compute, and all of them.
  ///
  /// - Throws: `NotebookError` where it would refuse to.
  fileprivate func unitsLeft<A: Artifact>(_ artifact: A, force: Bool) throws -> (left: Int, all: Int) {
    let standing = try standing(artifact)
    if force { return (standing.all.count, standing.all.count) }
    if let reason = try refusal(artifact, standing) { throw NotebookError(reason) }
    return (standing.missing.count, standing.all.count)
  }
}

extension RunLog {
  /// Seconds that so many units of a cell's work should take: at the rate of earlier runs on this machine, with as
  /// many threads if there were such, or else of all. Nil without any that tells its units.
  func estimate(_ cell: String, units: Int) -> Double? {
    let entries = entries().filter { $0.cell == cell && ($0.units ?? 0) > 0 && $0.seconds >= 0 }
    let alike = entries.filter { $0.machine == Self.machine && $0.threads == Parallel.threads }
    let rated = alike.isEmpty ? entries : alike
    let done = rated.compactMap(\.units).reduce(0, +)
    return done == 0 ? nil : rated.map(\.seconds).reduce(0, +) / Double(done) * Double(units)
  }
}
