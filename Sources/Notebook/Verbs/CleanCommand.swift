import Archive
import ArgumentParser
import Foundation
import Robustness

/// Removes left-over files or checkpoints; none at all while one of these checkpoints is being computed.
public struct CleanCommand: Verb {
  public static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Remove left-over files; with --older or --cell, results. Asks first.",
    discussion:
      "Without options: temporary files of runs that were killed, learners that these settings do not"
      + " have, and stale shards. Teachers are removed by --cell 02-meta-training alone.")
  @OptionGroup var options: Options
  @Option(help: "Results that were written more days ago than this; never teachers.")
  var older: Double?
  @Option(help: "All checkpoints of this cell: its number or name.", transform: CellDescription.named)
  var cell: CellDescription?
  @Flag(help: "Do not ask.")
  var yes = false

  public init() {}

  public func validate() throws {
    if older != nil, cell != nil { throw ValidationError("--older and --cell: give one of them") }
    if let older, !(older >= 0) {
      throw ValidationError("--older \(older): give a number of days, 0 or more")
    }
  }

  public func work() throws {
    let run = Run(Cells.dataset, options, quietly: true)
    let files = try selection(run)
    guard !files.isEmpty else { return print("nothing to remove in \(run.folder)") }
    for file in files.prefix(20) { print(run.path(file)) }
    if files.count > 20 { print("and \(files.count - 20) more") }
    let bytes = files.compactMap { run.fact(.size, of: $0) as? Int }.reduce(0, +)
    let what = "\(files.count) \(files.count == 1 ? "file" : "files"), \(size(bytes))"
    if !yes {
      guard isatty(STDIN_FILENO) != 0 else {
        throw ValidationError("clean asks before it removes anything: start it on a terminal, or give --yes")
      }
      print("remove \(what)? [y/N] ", terminator: "")
      fflush(nil)
      guard ["y", "yes"].contains(readLine()?.lowercased()) else { return print("nothing was removed") }
    }
    // All locks first: while anything is being computed nothing is removed.
    let locks = try files.filter { $0.hasSuffix(".h5") }.map { try FileLock(for: run.path($0)) }
    defer { withExtendedLifetime(locks) {} }
    for file in files {
      // The lock of a temporary file is on itself.
      if file.hasSuffix(".tmp") {
        TemporaryFile.removeIfLeft(run.path(file))
        continue
      }
      do { try FileManager.default.removeItem(atPath: run.path(file)) } catch {
        throw NotebookError("\(run.path(file)) cannot be removed: correct the permissions of its folder")
      }
      try? FileManager.default.removeItem(atPath: run.path(file) + ".lock")
    }
    print("removed \(what)")
  }

  private func selection(_ run: Run) throws -> [String] {
    let files = run.filesOnDisk().filter { !$0.hasSuffix(".h5") || run.isOwn($0) }
    if let cell { return files.filter { Cells.owner(of: $0)?.name == cell.name } }
    if let older {
      return files.filter { file in
        guard let owner = Cells.owner(of: file), owner.name != Cells.metaTraining.name else { return false }
        return run.secondsOld(file) > older * 86_400
      }
    }
    let learners = Set(LearnerTraining(run).allKeys.map(\.file))
    let shards = try RobustnessTests.all.map { Sweep($0, run) }.flatMap { sweep in
      let expected = try sweep.provenance()
      return try sweep.shardFiles().filter { try run.state($0, expected) != .current }
    }
    let leftovers = run.checkpointFolders.flatMap { part in
      TemporaryFile.leftovers(in: run.path(part)).map { part + $0 }
    }
    return leftovers
      + files.filter { file in
        shards.contains(file)
          || (file.hasPrefix("learners/") && file.hasSuffix(".h5") && !learners.contains(file))
      }
  }
}

extension Cells {
  /// The cell that writes a checkpoint, told from its name; nil for other files.
  static func owner(of file: String) -> CellDescription? {
    guard file.hasSuffix(".h5"), !file.hasPrefix(".") else { return nil }
    switch file {
    case DatasetFile.name: return dataset
    case LearningSpeed.file: return curriculum
    case AccuracyTable.file: return accuracyTable
    case Conclusion.file: return conclusion
    default: break
    }
    if file.hasPrefix("teacher-") { return metaTraining }
    if file.hasPrefix("learners/") { return learners }
    return RobustnessTests.all.first { file == "\($0.name).h5" || file.hasPrefix("\($0.name).shard-") }?.cell
  }
}

extension Run {
  /// All files in the folder of checkpoints and in that of the learners.
  func filesOnDisk() -> [String] {
    checkpointFolders.flatMap { part in
      ((try? FileManager.default.contentsOfDirectory(atPath: path(part))) ?? []).sorted().map { part + $0 }
    }
  }

  /// Whether a checkpoint is what its name says: files of others stay. What cannot be read has to bear a name that these
  /// settings give.
  fileprivate func isOwn(_ file: String) -> Bool {
    guard let owner = Cells.owner(of: file) else { return false }
    if let header = try? Checkpoint.header(path(file)) { return header.provenance.cell == owner.name }
    let teachers = settings.teachers.map(\.learner).flatMap {
      [TeacherFile.name($0), TeacherFile.resumeName($0)]
    }
    let isAmongMany = file.hasPrefix("teacher-") || file.hasPrefix("learners/")
    return !isAmongMany || (teachers + LearnerTraining(self).allKeys.map(\.file)).contains(file)
  }

  fileprivate func fact(_ key: FileAttributeKey, of file: String) -> Any? {
    try? FileManager.default.attributesOfItem(atPath: path(file))[key]
  }

  fileprivate func secondsOld(_ file: String) -> Double {
    (fact(.modificationDate, of: file) as? Date).map { Date().timeIntervalSince($0) } ?? 0
  }
}
