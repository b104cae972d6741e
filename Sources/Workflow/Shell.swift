import Ranks

/// Commands to be copied into a shell.
enum Shell {
  /// The command that runs one of the package's programs with such arguments.
  static func command(_ program: String, _ arguments: [String]) -> String {
    "swift run -c release " + ([program] + arguments).map(quoted).joined(separator: " ")
  }

  /// The command that goes on with what this program was doing. With --force it would start over.
  static func commandToGoOn(_ program: String) -> String {
    let arguments = CommandLine.arguments.dropFirst().filter { $0 != "--force" }
    guard Ranks.count > 1 else { return command(program, arguments) }
    return "mpirun -n \(Ranks.count) " + ([CommandLine.arguments[0]] + arguments).map(quoted).joined(separator: " ")
  }

  /// A word that a shell takes as it is; in quotation marks, if it holds anything that a shell may take for more.
  static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { plain.contains($0) }
    return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }

  private static let plain = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./=:@%+-".utf8)
}
