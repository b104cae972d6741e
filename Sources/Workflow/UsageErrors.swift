import ArgumentParser
import Foundation
import Ranks

extension ParsableCommand {
  /// Runs the program. A usage error is one line, which leaves the list of options to `--help`.
  public static func runAsProgram() {
    do {
      try checkRanks()
      try checkNames()
      try checkAddressSpace()
      try checkCommand()
      var command = try parseAsRoot()
      try command.run()
      exitTelling(0)
    } catch {
      // All ranks were given the same arguments: one tells for all.
      if !Ranks.isFirst { Foundation.exit(0) }
      if exitCode(for: error) == .success {
        say(fullMessage(for: error))
        exitTelling(0)
      }
      let reason = message(for: error).split(separator: "\n").joined(separator: " ")
      // Without a reason it is the exit code of a cell, which has told it.
      guard exitCode(for: error) == .validationFailure, !reason.isEmpty else {
        if reason.isEmpty { exitTelling(exitCode(for: error).rawValue) }
        exit(withError: error)
      }
      let line = "Error: \(reason) (`\(programAndSubcommand) --help` lists the options)\n"
      FileHandle.standardError.write(Data(line.utf8))
      exit(withError: ExitCode.validationFailure)
    }
  }

  /// Programs that know nothing of each other would all do the same work and write the same files.
  private static func checkRanks() throws {
    guard Ranks.count > 1 else { return }
    guard (Self.self as? any Cell.Type)?.isForRanks == true else {
      throw ValidationError("mpirun started \(Ranks.count) of this program, which works alone: start it without mpirun")
    }
    guard Ranks.canSpeak else {
      throw ValidationError(
        "mpirun started \(Ranks.count) of this program, which was built without MPI: build it with"
          + " `swift build -c release --traits MPI`, or start it without mpirun")
    }
  }

  /// Names that are not UTF-8 would be repaired, and files go to other folders than those that were named.
  private static func checkNames() throws {
    let arguments = UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
    for argument in arguments where argument.map({ String(validatingCString: $0) }) == .some(nil) {
      throw ValidationError("an argument is not UTF-8: give folders other names")
    }
    guard let folder = getcwd(nil, 0) else { return }
    defer { free(folder) }
    if String(validatingCString: folder) == nil {
      throw ValidationError(
        "the name of the working folder, or of one above it, is not UTF-8: rename it or go to another")
    }
  }

  /// The parser would call a mistyped command an unexpected argument.
  private static func checkCommand() throws {
    let commands = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard !commands.isEmpty, let first = CommandLine.arguments.dropFirst().first, !first.hasPrefix("-"),
      first != "help", !commands.contains(first)
    else { return }
    throw ValidationError("there is no command \(first): choose one of \(commands.joined(separator: ", "))")
  }

  /// With less, libraries fail to load, or threads to start, in the midst of the work.
  private static func checkAddressSpace() throws {
    var limit = rlimit()
    let (least, number) = (500 << 20, RLIMIT_AS)
    #if canImport(Darwin)
      let status = getrlimit(number, &limit)
    #else
      let status = getrlimit(__rlimit_resource_t(number.rawValue), &limit)
    #endif
    guard status == 0, limit.rlim_cur < rlim_t(least) else { return }
    throw ValidationError(
      "only \(limit.rlim_cur >> 20) MB of address space may be used, which is too little: raise that by `ulimit -v`"
    )
  }

  /// Ends the program, and says so if not all of its output could be written.
  private static func exitTelling(_ code: Int32) -> Never {
    guard let failure = flush() else { Foundation.exit(code) }
    let line =
      "\(configuration.commandName ?? "notebook"): error: the standard output cannot be written"
      + " (\(String(cString: strerror(failure)))): some lines are lost, but no results; free space there or write elsewhere\n"
    FileHandle.standardError.write(Data(line.utf8))
    Foundation.exit(code == 0 ? 2 : code)
  }

  private static var programAndSubcommand: String {
    let subcommands = configuration.subcommands.compactMap { $0.configuration.commandName }
    let asked = CommandLine.arguments.dropFirst().first.flatMap { subcommands.contains($0) ? $0 : nil }
    return [configuration.commandName, asked].compactMap { $0 }.joined(separator: " ")
  }
}
