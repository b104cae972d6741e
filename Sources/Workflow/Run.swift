import Archive
import Foundation
import Ranks

/// One run of a cell: where it reads and writes, and what it has done.
public final class Run {
  public let cell: CellDescription
  public let ledger: Ledger
  /// Whether what is complete is computed again, and a precious file of other settings replaced.
  public let force: Bool
  /// The folder of figures, tables and pages.
  public let paper: String
  /// What the page says about the run besides the cell's own settings.
  let options: any NotebookOptions
  private let date = Date()
  /// Beside the date, because that may be set back while the run goes on.
  private let start = ContinuousClock.now
  /// Names of the figures that this run has drawn.
  public internal(set) var drawn: Set<String> = []
  /// Whether this run computed anything: only then does it enter the log.
  private var hasComputed = false
  /// Units of work done by this run.
  private var units = 0
  /// Whether the cell's page tells about more than this run knows.
  private(set) var leavesPage = false
  /// All cells of the notebook.
  let cells: [CellDescription]
  /// Figures that the cell may draw: those that it did not are removed.
  let figures: [String]
  /// What the cell's files are made from, for its page; but for what it makes itself.
  let reads: [String]
  /// The cell's files and their inputs.
  let related: [any Artifact]

  public init<Book: Catalogue>(_ entry: CellEntry<Book.Options>, of book: Book.Type, _ options: Book.Options) {
    cell = entry.description
    self.options = options
    cells = Book.cells.map(\.description)
    figures = entry.outputs(options).compactMap(\.figure)
    let artifacts = entry.artifacts(options)
    let inputs = artifacts.flatMap(\.inputs)
    reads = inputs.filter { $0.cell != entry.description }.map(\.title).reduce(into: []) {
      if !$0.contains($1) { $0.append($1) }
    }
    related = (inputs.compactMap(\.artifact) + artifacts).reduce(into: []) { known, artifact in
      if !known.contains(where: { $0.file == artifact.file }) { known.append(artifact) }
    }
    force = options.common.force
    paper = options.paper
    ledger = options.ledger(quietly: !Ranks.isFirst)
    ledger.cell = cell
    options.common.apply()
  }

  /// Where a checkpoint lies, given its name.
  public func path(_ file: String) -> String { ledger.path(file) }

  /// This run computes, and has done so many more units of its work.
  public func computed(_ units: Int = 0) {
    hasComputed = true
    self.units += units
  }

  /// A shard that is not the last does not write the cell's page.
  public func leavePageAlone() { leavesPage = true }

  /// Tells what was drawn or written.
  public func wrote(_ paths: [String]) {
    for path in paths { say("  wrote \(path)") }
  }

  /// Tells how much of a file is there, unless all is.
  public func tellIfPartial(_ artifact: some Artifact) throws {
    let (done, all) = try ledger.progress(of: artifact)
    if done < all { say("  \(artifact.title): \(done) of \(all) \(artifact.unitName) are done") }
  }

  private var seconds: Double { (.now - start).seconds }

  /// Enters the run into the log beside the checkpoints: what differs between equal runs.
  func enterIntoLog() {
    guard hasComputed else { return }
    let log = RunLog(folder: ledger.folder)
    let entry = RunLog.Entry(
      cell: cell.name, date: ISO8601DateFormatter().string(from: date), seconds: seconds,
      threads: options.common.threadsInUse, machine: RunLog.machine, units: units,
      ranks: Ranks.count == 1 ? nil : Ranks.count)
    if let reason = log.append(entry) {
      ledger.tell("  \(log.path) cannot be written (\(reason)): this run is not recorded there")
    }
  }

  func finish() { say("  \(hasComputed ? "done" : "nothing to compute") in \(duration(seconds))") }
}
