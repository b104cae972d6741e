import Archive
import ArgumentParser
import Foundation

/// Prints a line for each cell, told from its files alone.
public struct StatusCommand<Book: Catalogue>: Verb {
  public static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "status", abstract: "Show each cell's files and how much of its work they hold.")
  }
  @OptionGroup var options: Book.Options

  public init() {}

  public func work() throws {
    let ledger = options.ledger(quietly: true)
    let rows = Book.cells.map { cell -> [String] in
      let (name, artifacts) = (cell.description.name, cell.artifacts(options))
      do {
        let state = try ledger.state(of: artifacts)
        return [name] + ledger.summary(artifacts.flatMap(ledger.files)) + ["\(state)"]
      } catch let error as ArchiveError where error.isTemporary {
        return [name, "", "", "", "not readable now: \(error)"]
      } catch {
        return [name, "", "", "", "damaged: \(error)"]
      }
    }
    print("\(options.title), checkpoints in \(options.folder)")
    let table = [["cell", "files", "size", "age", "state"]] + rows
    let widths = (0..<4).map { index in table.map { $0[index].count }.max() ?? 0 }
    for row in table {
      let columns = zip(row, widths).map { column($0, $1) } + [row[4]]
      print(columns.joined(separator: "  "))
    }
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
