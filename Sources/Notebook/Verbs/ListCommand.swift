import ArgumentParser
import Foundation

/// Prints where each output of each cell lies, and whether it is there.
public struct ListCommand: Verb {
  public static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Name every figure and table with the cell that makes it.")
  @OptionGroup var options: Options

  public init() {}

  public func work() throws {
    let paper = Run(Cells.dataset, options).paper
    let teachers = Settings(options.scale).teachers.map(\.learner)
    for cell in Cells.all {
      for output in cell.outputs.flatMap({ $0.names(teachers) }) {
        let isThere = FileManager.default.fileExists(atPath: "\(paper)/\(output)")
        print("\(column("\(paper)/\(output)", 56))  \(cell.name)\(isThere ? "" : " (not there)")")
      }
    }
  }
}
