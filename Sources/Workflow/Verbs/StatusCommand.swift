import Archive
import ArgumentParser
import Foundation

/// Prints a line for each cell, told from its files alone.
public struct StatusCommand<Book: Catalogue>: Verb {
  public static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "status", abstract: "Show each cell's files and how much of its work they hold.")
  }
  @OptionGroup var asked: FileOptions<Book.Options>

  public init() {}

  public func work() throws { for line in try lines() { print(line) } }

  func lines() throws -> [String] {
    let options = try asked.options
    let ledger = options.ledger(quietly: true)
    var errors: [String] = []
    let rows = Book.cells.map { cell -> [String] in
      let (name, artifacts) = (cell.description.name, cell.artifacts(options))
      let files = artifacts.flatMap(ledger.files)
      var state: String
      do { state = "\(try ledger.state(of: artifacts))" } catch {
        // In the table one word, as long as an error may be.
        let isOwn = files.contains { "\(error)".hasPrefix("\(ledger.path($0)): ") }
        let isTemporary = (error as? ArchiveError)?.isTemporary == true
        state = (isOwn ? "" : "input ") + (isTemporary ? "not readable now" : "damaged")
        if !errors.contains("\(error)") { errors.append("\(error)") }
      }
      return [name] + ledger.summary(files) + [state]
    }
    let table = [["cell", "files", "size", "age", "state"]] + rows
    let widths = (0..<4).map { index in table.map { $0[index].count }.max() ?? 0 }
    let missing = ledger.missingFolder.map { [$0] } ?? []
    return missing + ["\(options.title), checkpoints in \(options.folder)"]
      + table.map { row in (zip(row, widths).map { column($0, $1) } + [row[4]]).joined(separator: "  ") } + errors
  }
}

extension Ledger {
  /// Names or number, size and age of files on disk; a dash for each where there are none.
  fileprivate func summary(_ files: [String]) -> [String] {
    let facts = files.compactMap { try? FileManager.default.attributesOfItem(atPath: path($0)) }
    guard !facts.isEmpty else { return ["-", "-", "-"] }
    let bytes = facts.compactMap { $0[.size] as? Int }.reduce(0, +)
    let newest = facts.compactMap { $0[.modificationDate] as? Date }.max() ?? Date()
    let names = files.count > 2 ? "\(files.count) files" : files.joined(separator: ", ")
    return [names, size(bytes), age(Date().timeIntervalSince(newest))]
  }
}
