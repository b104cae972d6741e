import Archive
import ArgumentParser
import Foundation

/// Removes left-over files or checkpoints; none at all while one of these checkpoints is being computed.
public struct CleanCommand<Book: Catalogue>: Verb {
  public static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "clean",
      abstract: "Remove left-over files or, with --older or --cell, results; asks first.",
      discussion:
        "Without options it removes temporary files of runs that were killed, files that the settings no longer"
        + " have, and stale shards. What took hours is removed only by --cell.")
  }
  @OptionGroup var asked: FileOptions<Book.Options>
  @Option(
    parsing: .unconditional, help: "Also results that are older than this many days, but nothing that took hours.",
    transform: { text in
      guard let days = Double(text) else { throw ValidationError("give a number of days, such as 7") }
      return days
    })
  var older: Double?
  @Option(help: "All checkpoints of this cell: its number or name.")
  var cell: String?
  @Flag(help: "Do not ask.")
  var yes = false

  public init() {}

  public func validate() throws {
    if older != nil, cell != nil { throw ValidationError("--older and --cell: give one of them") }
    if let older, !(older >= 0) {
      throw ValidationError("--older \(older): give a number of days, 0 or more")
    }
    if let cell { _ = try Book.named(cell) }
  }

  public func work() throws {
    let options = try asked.options
    let ledger = options.ledger(quietly: true)
    let files = try selection(ledger, options)
    guard !files.isEmpty else { return print("nothing to remove in \(ledger.folder)") }
    for file in files.prefix(20) { print(ledger.path(file)) }
    if files.count > 20 { print("and \(files.count - 20) more") }
    let bytes = files.compactMap { ledger.fact(.size, of: $0) as? Int }.reduce(0, +)
    let what = "\(counted(files.count, "files")), \(size(bytes))"
    if !yes {
      guard isatty(STDIN_FILENO) != 0 else {
        throw ValidationError("clean asks before it removes anything: start it on a terminal, or give --yes")
      }
      print("remove \(what)? [y/N] ", terminator: "")
      fflush(nil)
      guard ["y", "yes"].contains(readLine()?.lowercased()) else { return print("nothing was removed") }
    }
    // All locks first: while anything is being computed nothing is removed.
    let locks = try files.filter { $0.hasSuffix(".h5") }.map { try FileLock(for: ledger.path($0)) }
    defer { withExtendedLifetime(locks) {} }
    for file in files {
      // The lock of a temporary file is on itself.
      if file.hasSuffix(".tmp") {
        TemporaryFile.removeIfLeft(ledger.path(file))
        continue
      }
      do { try FileManager.default.removeItem(atPath: ledger.path(file)) } catch {
        throw NotebookError("\(ledger.path(file)) cannot be removed: correct the permissions of its folder")
      }
      try? FileManager.default.removeItem(atPath: ledger.path(file) + ".lock")
    }
    print("removed \(what)")
  }

  private func selection(_ ledger: Ledger, _ options: Book.Options) throws -> [String] {
    let artifacts = Book.cells.flatMap { $0.artifacts(options) }
    if let cell {
      let cellArtifacts = try Book.named(cell).artifacts(options)
      let own = cellArtifacts.flatMap { artifact in
        ledger.files(artifact).filter { ledger.isOwn($0, of: artifact.method.name) }
      }
      // Files that other settings made are the cell's too.
      let declared = Set(artifacts.flatMap(ledger.files))
      return own + ledger.files(like: cellArtifacts).filter { !own.contains($0) && !declared.contains($0) }
    }
    if let older {
      return artifacts.filter { !$0.isPrecious }.flatMap { artifact in
        ledger.files(artifact).filter {
          ledger.isOwn($0, of: artifact.method.name) && ledger.secondsOld($0) > older * 86_400
        }
      }
    }
    let declared = Set(artifacts.flatMap { [$0.file, $0.stateFile].compactMap { $0 } })
    let shards = try artifacts.flatMap { try ledger.staleShards($0) }
    let leftovers = Ledger.folders(of: artifacts).flatMap { part in
      TemporaryFile.leftovers(in: ledger.path(part)).map { part + $0 }
    }
    // Of others nothing is removed: the file itself says which cell wrote it.
    let orphans = ledger.files(like: artifacts.filter { !$0.isKept }).filter { !declared.contains($0) }
    return leftovers + shards + orphans
  }
}

extension Ledger {
  /// All checkpoints that lie where some artifacts lie and say that they were written as these are.
  fileprivate func files(like artifacts: [any Artifact]) -> [String] {
    let methods = Dictionary(
      artifacts.map { (Self.folder(of: $0), [$0.method.name]) }, uniquingKeysWith: { Set($0).union($1).sorted() })
    return methods.sorted { $0.key < $1.key }.flatMap { part, names in
      ((try? FileManager.default.contentsOfDirectory(atPath: path(part))) ?? []).sorted()
        .filter { $0.hasSuffix(".h5") }.map { part + $0 }
        .filter { writer(of: $0).map(names.contains) == true }
    }
  }

  /// The cell as which a checkpoint says that it was written; nil for what is no checkpoint.
  fileprivate func writer(of file: String) -> String? { try? header(file).provenance.cell }

  /// Whether a file of a declared name is what the name says: files of others stay. What cannot be read goes by its name.
  fileprivate func isOwn(_ file: String, of cell: String) -> Bool { writer(of: file).map { $0 == cell } ?? true }

  fileprivate func staleShards(_ artifact: some Artifact) throws -> [String] {
    let expected = try provenance(artifact)
    return try shardFiles(artifact).filter { !(try header($0).provenance.differences(from: expected).isEmpty) }
  }

  fileprivate func fact(_ key: FileAttributeKey, of file: String) -> Any? {
    try? FileManager.default.attributesOfItem(atPath: path(file))[key]
  }

  fileprivate func secondsOld(_ file: String) -> Double {
    (fact(.modificationDate, of: file) as? Date).map { Date().timeIntervalSince($0) } ?? 0
  }
}
