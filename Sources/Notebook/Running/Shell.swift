/// Commands to be copied into a shell.
enum Shell {
  /// The command that runs a cell with such arguments.
  static func command(_ cell: CellDescription, _ arguments: [String]) -> String {
    "swift run -c release " + ([cell.name] + arguments).map(quoted).joined(separator: " ")
  }

  /// A word that a shell takes as it is; in quotation marks, if it holds anything that a shell may take for more.
  static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { plain.contains($0) }
    return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }

  private static let plain = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./=:@%+-".utf8)
}
