import Archive
import ArgumentParser
import Foundation

/// Prints the differences of stale files and what is missing, without computing anything.
public struct WhyCommand<Book: Catalogue>: Verb {
  public static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "why", abstract: "Say how a cell's files differ from what would be computed now.")
  }
  @Argument(help: "The cell: its number or name.")
  var cell: String
  @OptionGroup var asked: FileOptions<Book.Options>

  /// Lines at most about missing results.
  private var most: Int { 20 }

  public init() {}

  public func validate() throws { _ = try Book.named(cell) }

  public func work() throws { for line in try lines() { print(line) } }

  func lines() throws -> [String] {
    let (entry, options) = (try Book.named(cell), try asked.options)
    let ledger = options.ledger(quietly: true)
    let artifacts = entry.artifacts(options)
    let state = try ledger.state(of: artifacts)
    var lines = ["\(entry.description.name): \(state.isStale ? "stale" : "\(state)")"]
    // Files that differ in the same are told together.
    var told: [(differences: [String], names: [String])] = []
    var (current, missing) = ([String](), [String]())
    for artifact in artifacts {
      let reasons = try ledger.reasons(artifact)
      missing += reasons.missing
      guard ledger.isThere(artifact.file) else { continue }
      if reasons.differences.isEmpty {
        current.append(artifact.file)
      } else if let index = told.firstIndex(where: { $0.differences == reasons.differences }) {
        told[index].names.append(artifact.file)
      } else {
        told.append((reasons.differences, [artifact.file]))
      }
    }
    for (differences, names) in told {
      lines += ["  \(list(names)) \(names.count == 1 ? "differs" : "differ") in"] + differences.map { "    \($0)" }
    }
    if !current.isEmpty { lines.append("  \(list(current)): nothing differs") }
    let absent = Set(
      artifacts.flatMap(\.inputs).compactMap { input -> String? in
        if case .content(let made) = input.role, !ledger.isThere(made.file) { made.file } else { nil }
      })
    if !absent.isEmpty, !current.isEmpty {
      lines.append("  not here, and so not compared: \(absent.sorted().joined(separator: ", "))")
    }
    lines += missing.prefix(most).map { "  missing: \($0)" }
    if missing.count > most { lines.append("  missing: \(missing.count - most) more") }
    return lines
  }

  private func list(_ names: [String]) -> String {
    names.count <= 2 ? names.joined(separator: ", ") : "\(names[0]) and \(counted(names.count - 1, "more files"))"
  }
}

extension Ledger {
  /// In what a file differs, and what of it is still to be computed apart from that.
  fileprivate func reasons<A: Artifact>(_ artifact: A) throws -> (differences: [String], missing: [String]) {
    let standing = try standing(artifact)
    if !standing.isThere, standing.done.isEmpty { return ([], [artifact.file]) }
    return (
      standing.differences,
      standing.done.isEmpty && !standing.differences.isEmpty ? [] : artifact.describe(missing: standing.missing)
    )
  }
}
