// The notebook's driver: runs the cells in order and tells how they stand.

import Foundation
import Notebook

@main struct NotebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notebook", abstract: "Reproduce the report, cell by cell.",
    subcommands: [RunCommand.self, StatusCommand.self, ListCommand.self])
}

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run the cells in order; what is complete is not computed again.")
  @OptionGroup var options: Options
  @Option(help: "Start with this cell: its number or name.")
  var from: String?
  @Option(help: "Run this cell only: its number or name.")
  var only: String?

  func validate() throws {
    if from != nil, only != nil { throw ValidationError("--from and --only: give one of them") }
  }

  func run() throws {
    let first = try from.map(position) ?? 0
    let cells = try only.map { [Cells.all[try position($0)]] } ?? Array(Cells.all[first...])
    do {
      for cell in cells { try Driver(options).run(cell) }
    } catch let error as NotebookError {
      FileHandle.standardError.write(Data("notebook: error: \(error)\n".utf8))
      throw ExitCode(2)
    }
  }

  /// The position of the cell `06-noise`, given as that, `06` or `6`.
  private func position(_ text: String) throws -> Int {
    let found = Cells.all.firstIndex { cell in
      let number = cell.name.prefix { $0 != "-" }
      return text == cell.name || text == number || Int(text) == Int(number)
    }
    guard let found else {
      throw ValidationError(
        "there is no cell \(text): choose one of \(Cells.all.map(\.name).joined(separator: ", "))")
    }
    return found
  }
}

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show what each cell has computed.")
  @OptionGroup var options: Options

  func run() throws {
    print("scale \(options.scale.rawValue), checkpoints in \(options.checkpoints)/\(options.scale.rawValue)")
    for cell in Cells.all {
      let state: String
      do { state = try Run(cell, options).cellState().description } catch { state = "damaged: \(error)" }
      print("\(cell.name.padding(toLength: 20, withPad: " ", startingAt: 0))\(state)")
    }
  }
}

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Name every figure and table with the cell that makes it.")
  @OptionGroup var options: Options

  func run() throws {
    let paper = Run(Cells.dataset, options).paper
    let teachers = Settings(options.scale).teachers.map(\.learner)
    for cell in Cells.all {
      for output in cell.outputs.flatMap({ $0.names(teachers) }) {
        let isThere = FileManager.default.fileExists(atPath: "\(paper)/\(output)")
        let place = "\(paper)/\(output)".padding(toLength: 56, withPad: " ", startingAt: 0)
        print("\(place)  \(cell.name)\(isThere ? "" : " (not there)")")
      }
    }
  }
}
