import ArgumentParser

/// Which cells are run, and how.
public struct PlanOptions: ParsableArguments {
  @OptionGroup public var options: Options
  @Option(help: "Start with this cell: its number or name.", transform: CellDescription.named)
  public var from: CellDescription?
  @Option(help: "This cell only: its number or name.", transform: CellDescription.named)
  public var only: CellDescription?

  public init() {}

  public func validate() throws {
    if from != nil, only != nil { throw ValidationError("--from and --only: give one of them") }
  }

  func plan() throws -> Plan {
    try Plan(only.map { [$0] } ?? Array(Cells.all.drop { from != nil && $0.name != from?.name }), options)
  }
}

/// Runs the cells, each as a process of its own (``Driver``).
public struct RunCommand: Verb {
  public static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run the cells in order; what is complete is not computed again.")
  @OptionGroup var chosen: PlanOptions

  public init() {}

  public func work() throws { try Driver(chosen.options).carryOut(chosen.plan()) }
}

/// Prints a ``Plan``, with times where `runs.log` tells any.
public struct PlanCommand: Verb {
  public static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show what `run` would compute, and about how long it would take.")
  @OptionGroup var chosen: PlanOptions

  public init() {}

  public func work() throws {
    let plan = try chosen.plan()
    for step in plan.steps { print("\(column(step.cell.name, 19)) \(step.work)\(time(of: step))") }
    let computing = plan.steps.filter(\.computes)
    let known = computing.compactMap(\.seconds)
    guard !known.isEmpty else { return }
    let rest = computing.count - known.count
    print(
      "about \(duration(known.reduce(0, +))) in all" + (rest == 0 ? "" : ", and \(rest) without an estimate"))
  }

  private func time(of step: Plan.Step) -> String {
    guard step.computes else { return "" }
    return step.seconds.map { ", about \(duration($0))" } ?? ", no estimate"
  }
}

extension Plan.Step {
  /// Whether it is certain to compute something.
  public var computes: Bool { if case .compute = work { true } else { false } }
}

extension Plan.Work: CustomStringConvertible {
  public var description: String {
    switch self {
    case .nothing: "nothing to compute"
    case .dependsOn(let cells):
      "nothing to compute, unless other results come out of \(cells.joined(separator: ", "))"
    case .compute(let units, let unit, let cells):
      (cells.isEmpty ? "compute" : "compute at least") + " \(units) \(unit)"
    case .refusal(let reason): "stops: \(reason)"
    case .notReached: "not reached"
    }
  }
}
