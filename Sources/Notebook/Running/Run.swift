import Archive
import Datasets
import Foundation
import Tensors

/// One run of a cell: its settings, and where it reads and writes.
public final class Run {
  public let cell: CellDescription
  /// Those of the scale, with what the options change.
  public internal(set) var settings: Settings
  /// All random numbers of the run follow from it.
  public let seed: UInt64
  /// Whether what is complete is computed again, and a teacher of other settings replaced.
  public let force: Bool
  /// The folder of this scale's checkpoints.
  public let folder: String
  /// The folder of figures, tables and pages.
  public let paper: String
  private let options: Options
  private let date = Date()
  /// Beside the date, because that may be set back while the run goes on.
  private let start = ContinuousClock.now
  private var loaded: Dataset?
  /// Names of the figures that this run has drawn.
  public internal(set) var drawn: Set<String> = []
  /// Whether this run computed anything: only then does it enter the log.
  private var hasComputed = false
  /// Units of work done by this run: outer steps, learners, networks tested at one strength, files.
  private var units = 0
  /// Whether the cell's page tells about more than this run knows.
  private(set) var leavesPage = false
  /// Whether nothing is told: a look at the files, not a run of the cell.
  let isQuiet: Bool
  private var told: Set<String> = []
  private var digests: [String: String] = [:]
  /// What ``state(_:_:)`` knows of the data set's file, for a look at the files.
  var datasetDifferences: [String]?

  /// Sets the number of threads of the whole process, if the options name one.
  ///
  /// - Parameter quietly: for a look at the files: nothing is told, and the digest of an input is read only
  ///   once.
  public init(_ cell: CellDescription, _ options: Options, quietly: Bool = false) {
    self.cell = cell
    isQuiet = quietly
    settings = options.settings
    seed = options.seed
    force = options.force
    folder = "\(options.checkpoints)/\(options.scale.rawValue)"
    paper = options.paper ?? (options.scale == .report ? "paper" : "\(folder)/paper")
    self.options = options
    if let threads = options.threads { Parallel.threads = threads }
  }

  /// The command that runs a cell with this run's options.
  func command(_ cell: CellDescription) -> String {
    Shell.command(cell.name, options.argumentsBeyondDefaults)
  }

  /// The command that declares a cell's stale files valid.
  func commandToAccept(_ cell: CellDescription) -> String {
    Shell.command("notebook", ["accept", cell.name] + options.argumentsBeyondDefaults)
  }

  /// Where a checkpoint lies, given its name: in ``folder``.
  public func path(_ file: String) -> String { "\(folder)/\(file)" }

  /// Keeps other runs from computing a checkpoint meanwhile. Nothing is computed without the data set's file: a mistyped
  /// folder is refused before anything is made in it.
  ///
  /// - Throws: `NotebookError` naming the cell to run, `ArchiveError.inUse`.
  func lock(_ file: String) throws -> FileLock {
    try require(DatasetFile.name, from: Cells.dataset)
    return try FileLock(for: path(file))
  }

  /// The parts of the folder that hold checkpoints, as the beginning of a file's name.
  var checkpointFolders: [String] { ["", "learners/"] }

  /// Every folder that a cell writes into; those of `--paper` may hold folders of others.
  var foldersWritten: [String] {
    checkpointFolders.map(path)
      + ["figures", "figures/source", "tables", "cells", "generated"].map { "\(paper)/\($0)" }
  }

  /// The data set of this scale, read once; ``describedDataset()`` also checks that it is the one in `dataset.h5`.
  ///
  /// - Throws: `DatasetError` if it cannot be had.
  public func dataset() throws -> Dataset {
    if let loaded { return loaded }
    let (name, folder, seed) = (settings.dataset, options.data, seed)
    let isQuiet = isQuiet
    // It may come from something slow, a pipe or a server.
    let dataset = try Interruption.checking {
      try Dataset.load(name, folder: folder, seed: seed) { if !isQuiet { say("  \($0)") } }
    }
    loaded = dataset
    return dataset
  }

  /// What makes a file, from what. `settings` is all that the content depends on besides the seed and the
  /// inputs; of these, the files that are not on disk are left out.
  ///
  /// - Parameters:
  ///   - cell: the cell that writes the file; this one, if not said.
  ///   - computed: whether the processor decides the last digits.
  public func provenance<S: Encodable>(
    kind: String, cell: CellDescription? = nil, settings: S, inputs: [String], computed: Bool = true
  ) throws -> Provenance {
    let cell = cell ?? self.cell
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Provenance(
      kind: kind, cell: cell.name, cellVersion: cell.version,
      settings: String(decoding: try encoder.encode(settings), as: UTF8.self), seed: seed,
      inputs: try inputs.filter { FileManager.default.fileExists(atPath: path($0)) }.map {
        Input(name: $0, digest: try digest($0))
      },
      libraries: "oneDNN \(oneDNNVersion)"
        + (oneDNNInstructionSets.isEmpty || !computed ? "" : " (\(oneDNNInstructionSets))"))
  }

  /// The digest that an input says it has. A look at the files reads it once for all that were computed from it; a run
  /// that computes always reads it, because another run may replace the file.
  private func digest(_ file: String) throws -> String {
    if isQuiet, let known = digests[file] { return known }
    let digest = try Checkpoint.header(path(file)).digest
    digests[file] = digest
    return digest
  }

  /// - Throws: an error that names the cell to run, if the file is not there.
  public func require(_ file: String, from cell: CellDescription) throws {
    guard !FileManager.default.fileExists(atPath: path(file)) else { return }
    throw NotebookError(
      "\(path(file)) is missing: run `\(command(cell))`")
  }

  /// This run computes, and has done so many more units of its work.
  public func computed(_ units: Int = 0) {
    hasComputed = true
    self.units += units
  }

  /// A shard that is not the last does not write the cell's page.
  func leavePageAlone() { leavesPage = true }

  /// Says something, once.
  func tell(_ line: String) {
    if !isQuiet, told.insert(line).inserted { say(line) }
  }

  /// Tells how many counts there are, unless all are.
  public func tellIfPartial(_ counts: Counts, of what: String) {
    if !counts.isComplete { tell("  \(what): \(counts.done) of \(counts.count) counts are there") }
  }

  /// Tells what was drawn or written.
  public func wrote(_ paths: [String]) {
    for path in paths { say("  wrote \(path)") }
  }

  private var seconds: Double { (.now - start).seconds }

  /// Enters the run into the log beside the checkpoints: what differs between equal runs.
  func enterIntoLog() {
    guard hasComputed else { return }
    let entry = RunLog.Entry(
      cell: cell.name, date: ISO8601DateFormatter().string(from: date), seconds: seconds,
      threads: Parallel.threads, machine: RunLog.machine, units: units)
    let log = RunLog(folder: folder)
    if let reason = log.append(entry) {
      tell("  \(log.path) cannot be written (\(reason)): this run is not recorded there")
    }
  }

  func finish() {
    say("  \(hasComputed ? "done" : "nothing to compute") in \(duration(seconds))")
  }
}
