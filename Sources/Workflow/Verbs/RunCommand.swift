import ArgumentParser

/// Which cells are run, and how.
public struct PlanOptions<Book: Catalogue>: ParsableArguments {
  @OptionGroup public var options: Book.Options
  @Option(help: "Start with this cell: its number or name.")
  public var from: String?
  @Option(help: "This cell only: its number or name.")
  public var only: String?

  public init() {}

  public func validate() throws {
    if from != nil, only != nil { throw ValidationError("--from and --only: give one of them") }
    for name in [from, only].compactMap({ $0 }) { _ = try Book.named(name) }
  }

  func plan() throws -> Plan {
    let first = try (only ?? from).map(Book.named)?.description
    let rest = Array(Book.cells.drop { first != nil && $0.description != first })
    return try Plan(only == nil ? rest : Array(rest.prefix(1)), options)
  }
}

/// Runs the cells, each as a process of its own (``Driver``).
public struct RunCommand<Book: Catalogue>: Verb {
  public static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "run", abstract: "Run the cells in order; what is complete is not computed again.")
  }
  @OptionGroup var chosen: PlanOptions<Book>

  public init() {}

  public func work() throws { try Driver(chosen.options).carryOut(chosen.plan()) }
}

/// Prints a ``Plan``, with times where `runs.log` tells any.
public struct PlanCommand<Book: Catalogue>: Verb {
  public static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "plan", abstract: "Show what `run` would compute, and about how long it would take.")
  }
  @OptionGroup var chosen: PlanOptions<Book>

  public init() {}

  public func work() throws {
    let plan = try chosen.plan()
    for step in plan.steps { print("\(column(step.cell.name, 19)) \(step.action)\(time(of: step))") }
    if let next = plan.afterRefusal {
      let arguments = ["plan", "--from", "\(next.name)"] + chosen.options.argumentsBeyondDefaults
      print("to leave that out: `\(Shell.command("notebook", arguments))`")
    }
    let computing = plan.steps.filter(\.computes)
    let known = computing.compactMap(\.seconds)
    guard !known.isEmpty else { return }
    let rest = computing.count - known.count
    let others = rest == 0 ? "" : ", plus \(counted(rest, "cells")) without an estimate"
    print("about \(duration(known.reduce(0, +))) in all\(others)")
  }

  private func time(of step: Plan.Step) -> String {
    guard step.computes else { return "" }
    return step.seconds.map { ", about \(duration($0))" } ?? ", no estimate"
  }
}

extension Plan.Step {
  /// Whether it is certain to compute something.
  public var computes: Bool { if case .compute = action { true } else { false } }
}

extension Plan.Action: CustomStringConvertible {
  public var description: String {
    switch self {
    case .nothing: "nothing to compute"
    case .dependsOn(let cells):
      "nothing to compute, unless other results come out of \(cells.joined(separator: ", "))"
    case .compute(let units, let unit, let cells):
      (cells.isEmpty ? "compute" : "compute at least") + " \(counted(units, unit))"
    case .refusal(let reason): "stops: \(reason)"
    case .notReached: "not reached"
    }
  }
}
