import ArgumentParser
import Foundation

/// Accepts the stale files of each cell asked for, all of a cell's or none, and records it in `runs.log`.
public struct AcceptCommand: Verb {
  public static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "Declare the stale results of cells still valid. See `notebook why` first.")
  @Argument(help: "The cells: their numbers or names.", transform: CellDescription.named)
  var cells: [CellDescription]
  @OptionGroup var options: Options

  public init() {}

  public func work() throws {
    // In order: accepting a cell's files makes those stale that were computed from them.
    for cell in Cells.all where cells.contains(where: { $0.name == cell.name }) {
      let run = Run(cell, options, quietly: true)
      let accepted = try run.accept()
      if accepted.isEmpty { print("\(cell.name): nothing is stale") }
      for (file, differences) in accepted {
        print("\(cell.name): \(file) is accepted: \(differences.joined(separator: "; "))")
      }
      guard !accepted.isEmpty else { continue }
      let entry = RunLog.AcceptanceEntry(
        cell: cell.name, date: ISO8601DateFormatter().string(from: Date()), user: NSUserName(),
        accepted: Dictionary(uniqueKeysWithValues: accepted.map { ($0.file, $0.differences) }))
      if let reason = RunLog(folder: run.folder).append(entry) {
        throw NotebookError(
          "\(run.folder)/runs.log cannot be written (\(reason)), so that what was accepted is recorded in the"
            + " files alone: correct its permissions")
      }
    }
    let stale = Cells.all.filter { cell in
      guard case .stale? = try? Run(cell, options, quietly: true).status().state else { return false }
      return true
    }
    guard !stale.isEmpty else { return }
    print("stale: \(stale.map(\.name).joined(separator: ", ")); run them, or accept them too")
  }
}
