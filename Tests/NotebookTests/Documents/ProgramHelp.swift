import Foundation

/// What a program says of its own options (swift-argument-parser's `--experimental-dump-help`).
struct ProgramHelp: Decodable {
  let command: Command

  struct Command: Decodable {
    let commandName: String
    let subcommands: [Command]?
    let arguments: [Argument]?
  }

  struct Argument: Decodable {
    enum Kind: String, Decodable { case positional, option, flag }
    struct Name: Decodable { let name: String }
    let kind: Kind
    let names: [Name]?
  }

  /// What is wrong with these arguments: options that there are not, values that are missing or too many; nil for nothing.
  func mistake(in arguments: [String]) -> String? {
    var (command, rest) = (command, arguments[...])
    while let first = rest.first, let found = command.subcommands?.first(where: { $0.commandName == first }) {
      (command, rest) = (found, rest.dropFirst())
    }
    // Every program has the command `help`.
    if command.subcommands?.contains(where: { $0.commandName != "help" }) == true {
      return "\(command.commandName) \(rest.first ?? "") is no command"
    }
    let known = command.arguments ?? []
    var positional = 0
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else {
        positional += 1
        continue
      }
      let argument = known.first { $0.kind != .positional && ($0.names ?? []).contains { "--\($0.name)" == word } }
      guard let argument else { return "\(command.commandName) has no option \(word)" }
      guard argument.kind == .option else { continue }
      if rest.first.map({ $0.hasPrefix("--") }) ?? true { return "\(word) has no value" }
      rest.removeFirst()
    }
    let places = known.count { $0.kind == .positional }
    return positional > places ? "\(command.commandName) takes \(places) arguments, not \(positional)" : nil
  }
}
