import ArgumentParser
import Foundation

/// Prints where each output of each cell lies, and whether it is there.
public struct ListCommand<Book: Catalogue>: Verb {
  public static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list", abstract: "Name every figure and table with the cell that makes it.")
  }
  @OptionGroup var options: Book.Options

  public init() {}

  public func work() throws {
    for cell in Book.cells {
      for output in cell.outputs(options) {
        let path = "\(options.paper)/\(output.path)"
        let isThere = FileManager.default.fileExists(atPath: path)
        print("\(column(path, 56))  \(cell.description.name)\(isThere ? "" : " (not there)")")
      }
    }
  }
}
