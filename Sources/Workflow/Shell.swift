/// Commands to be copied into a shell.
enum Shell {
  /// The command that runs one of the package's programs with such arguments.
  static func command(_ program: String, _ arguments: [String]) -> String {
    "swift run -c release " + ([program] + arguments).map(quoted).joined(separator: " ")
  }

  /// The command that goes on with what this program was doing. With --force it would start over.
  static func commandToGoOn(_ program: String) -> String {
    command(program, CommandLine.arguments.dropFirst().filter { $0 != "--force" })
  }

  /// A word that a shell takes as it is; in quotation marks, if it holds anything that a shell may take for more.
  static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { plain.contains($0) }
    return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }

  private static let plain = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./=:@%+-".utf8)
}
