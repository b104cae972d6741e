import ArgumentParser
import Foundation

extension ParsableCommand {
  /// Runs the program. A usage error is one line, which leaves the list of options to `--help`.
  public static func runAsProgram() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      let reason = message(for: error).split(separator: "\n").joined(separator: " ")
      let line = "Error: \(reason) (`\(configuration.commandName ?? "") --help` lists the options)\n"
      FileHandle.standardError.write(Data(line.utf8))
      exit(withError: ExitCode.validationFailure)
    }
  }
}
