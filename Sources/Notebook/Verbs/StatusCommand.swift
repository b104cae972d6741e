import Archive
import ArgumentParser
import Foundation

/// Prints a line for each cell, told from its files alone (``CellStatus``).
public struct StatusCommand: Verb {
  public static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show each cell's files and how much of its work they hold.")
  @OptionGroup var options: Options

  public init() {}

  public func work() throws {
    let rows = Cells.all.map { cell -> [String] in
      let run = Run(cell, options, quietly: true)
      do {
        let status = try run.status()
        return [cell.name] + run.summary(status.namesOnDisk) + ["\(status.state)"]
      } catch let error as ArchiveError where error.isTemporary {
        return [cell.name, "", "", "", "not readable now: \(error)"]
      } catch {
        return [cell.name, "", "", "", "damaged: \(error)"]
      }
    }
    print("scale \(options.scale.rawValue), checkpoints in \(options.checkpoints)/\(options.scale.rawValue)")
    let table = [["cell", "files", "size", "age", "state"]] + rows
    let widths = (0..<4).map { index in table.map { $0[index].count }.max() ?? 0 }
    for row in table {
      let columns = zip(row, widths).map { column($0, $1) } + [row[4]]
      print(columns.joined(separator: "  "))
    }
  }
}

extension Run {
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
