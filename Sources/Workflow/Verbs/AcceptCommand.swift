import Archive
import ArgumentParser
import Foundation

/// Accepts the stale files of each cell asked for, all of a cell's or none, and records it in `runs.log`.
public struct AcceptCommand<Book: Catalogue>: Verb {
  public static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "accept",
      abstract: "Declare that stale results of cells are still valid; `notebook why` shows what is stale.",
      discussion: "What was computed from them is stale then, and can be accepted in turn: name all these cells.")
  }
  @Argument(help: "The cells: their numbers or names.")
  var cells: [String]
  @OptionGroup var files: FileOptions<Book.Options>

  public init() {}

  public func validate() throws { for cell in cells { _ = try Book.named(cell) } }

  public func work() throws {
    let options = try files.options
    let ledger = options.ledger(quietly: true)
    let asked = Set(try cells.map { try Book.named($0).description })
    // In order: accepting a cell's files makes those stale that were computed from them.
    for cell in Book.cells where asked.contains(cell.description) {
      let name = cell.description.name
      var (stale, locks) = ([(artifact: any Artifact, differences: [String])](), [FileLock]())
      for artifact in cell.artifacts(options) {
        let differences = try ledger.acceptable(artifact)
        try ledger.refuseStaleInputs(artifact)
        guard !differences.isEmpty else { continue }
        locks.append(try FileLock(for: ledger.path(artifact.file)))
        stale.append((artifact, differences))
      }
      if stale.isEmpty { print("\(name): nothing is stale") }
      for (artifact, differences) in stale {
        try ledger.accept(artifact)
        print("\(name): \(artifact.file) is accepted: \(differences.joined(separator: "; "))")
      }
      withExtendedLifetime(locks) {}
      guard !stale.isEmpty else { continue }
      let entry = RunLog.AcceptanceEntry(
        cell: name, date: ISO8601DateFormatter().string(from: Date()), user: NSUserName(),
        accepted: Dictionary(uniqueKeysWithValues: stale.map { ($0.artifact.file, $0.differences) }))
      if let reason = RunLog(folder: ledger.folder).append(entry) {
        throw NotebookError(
          "\(ledger.folder)/runs.log cannot be written (\(reason)), so that what was accepted is recorded in the"
            + " files alone: correct its permissions")
      }
    }
    let stale = Book.cells.filter { cell in
      guard case .stale? = try? ledger.state(of: cell.artifacts(options)) else { return false }
      return true
    }
    guard !stale.isEmpty else { return }
    print("stale: \(stale.map(\.description.name).joined(separator: ", ")); run them, or accept them too")
  }
}
