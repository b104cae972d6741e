import ArgumentParser
import Foundation

/// Prints where each output of each cell lies, and whether it is there.
public struct ListCommand<Book: Catalogue>: Verb {
  public static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list", abstract: "Name every figure and table with the cell that makes it.")
  }
  @OptionGroup var asked: PublishedOptions<Book.Options>

  public init() {}

  public func work() throws { for line in try lines() { print(line) } }

  func lines() throws -> [String] {
    let options = try asked.options
    let rows = Book.cells.flatMap { cell in
      cell.outputs(options).map { (path: "\(options.paper)/\($0.path)", cell: cell.description.name) }
    }
    let width = rows.map(\.path.count).max() ?? 0
    return rows.map { path, cell in
      let isThere = FileManager.default.fileExists(atPath: path)
      return "\(column(path, width))  \(cell)\(isThere ? "" : " (not there)")"
    }
  }
}
