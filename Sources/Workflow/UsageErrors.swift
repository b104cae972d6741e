import ArgumentParser
import Foundation

extension ParsableCommand {
  /// Runs the program. A usage error is one line, which leaves the list of options to `--help`.
  public static func runAsProgram() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let reason = message(for: error).split(separator: "\n").joined(separator: " ")
      // Without a reason it is the exit code of a cell, which has told it.
      guard exitCode(for: error) == .validationFailure, !reason.isEmpty else { exit(withError: error) }
      let line = "Error: \(reason) (`\(programAndSubcommand) --help` lists the options)\n"
      FileHandle.standardError.write(Data(line.utf8))
      exit(withError: ExitCode.validationFailure)
    }
  }

  private static var programAndSubcommand: String {
    let subcommands = configuration.subcommands.compactMap { $0.configuration.commandName }
    let asked = CommandLine.arguments.dropFirst().first.flatMap { subcommands.contains($0) ? $0 : nil }
    return [configuration.commandName, asked].compactMap { $0 }.joined(separator: " ")
  }
}
