import ArgumentParser
import Foundation
import Platform

/// Runs cells as the programs that they are, which lie beside this one.
public struct Driver {
  private let options: any NotebookOptions

  public init(_ options: some NotebookOptions) { self.options = options }

  /// Runs the cells of a plan, those with nothing to compute too: they draw.
  ///
  /// - Throws: `ExitCode`, that of the first cell that fails or is stopped; `NotebookError` if a program is
  ///   missing.
  public func carryOut(_ plan: Plan) throws {
    for step in plan.steps { try run(step.cell) }
  }

  /// - Throws: an exit code: the cell's own, if it fails, or that of the signal that stopped this program.
  private func run(_ cell: CellDescription) throws {
    // Not the first argument, which is a bare name if the program was found by PATH.
    let own = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
    let folder = own.resolvingSymlinksInPath().deletingLastPathComponent()
    let program = folder.appendingPathComponent(cell.name)
    guard FileManager.default.isExecutableFile(atPath: program.path) else {
      throw NotebookError("\(program.path) is missing: build all cells with `swift build -c release`")
    }
    if let signal = Interruption.signalNumber { throw ExitCode(128 + signal) }
    Interruption.watch()
    let child: ChildProgram
    do {
      child = try ChildProgram(program.path, options.arguments, environment: Interruption.environment)
    } catch { throw NotebookError("\(program.path) does not start: \(error.localizedDescription)") }
    Interruption.pass(to: child.identifier)
    let status = child.end().status
    Interruption.pass(to: nil)
    if [SIGINT, SIGTERM, SIGUSR1, SIGHUP].contains(status - 128) {
      say("To go on with the later cells as well: \(Shell.commandToGoOn("notebook"))")
    }
    if status != 0 { throw ExitCode(status) }
  }
}
