import Archive
import Foundation

// Every shard of a file is a file of its own, `noise.shard-2-of-4.h5`, which holds its units and no others. The last one
// to end puts all of them into `noise.h5`, to the byte what one run would have written, and removes them; if none gets
// that far, the next run without `--shard` does.

extension Ledger {
  func shardFile(_ artifact: some Artifact, _ shard: Shard) -> String {
    "\(artifact.title).shard-\(shard.number)-of-\(shard.count).h5"
  }

  /// The files of shards that are on disk.
  func shardFiles(_ artifact: some Artifact) -> [String] {
    let parts = artifact.title.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.dropLast().map { "\($0)/" }.joined()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? []
    return names.filter { $0.hasPrefix("\(parts.last!).shard-") && $0.hasSuffix(".h5") }.sorted().map { folder + $0 }
  }

  /// What one shard has on disk that is still valid.
  func content<A: Artifact>(_ artifact: A, of shard: Shard, _ provenance: Provenance) throws -> A.Content {
    let file = shardFile(artifact, shard)
    guard isThere(file) else { return artifact.empty }
    return try valid(artifact, artifact.units(self), file, provenance, read: true).content
  }

  /// Puts the units of the shards into the file itself and removes the shards. Those made from something else than is
  /// there now are left alone.
  ///
  /// - Parameter waitingForAll: whether to do nothing while a shard is being computed: its run will merge. If not, its
  ///   units are taken over as far as they are, and its file is left to it.
  /// - Returns: whether there was anything to merge.
  @discardableResult
  func mergeShards<A: Artifact>(_ artifact: A, waitingForAll: Bool) throws -> Bool {
    guard !shardFiles(artifact).isEmpty else { return false }
    let lock = try waitingForAll ? lockWhole(artifact) : FileLock(for: path(artifact.file))
    defer { withExtendedLifetime(lock) {} }
    forgetWhatIsKnown()
    let provenance = try provenance(artifact)
    let shards = try shardFiles(artifact).filter { file in
      try header(file).provenance.differences(from: provenance).isEmpty
    }
    guard !shards.isEmpty else { return false }
    var locks: [String: FileLock] = [:]
    for shard in shards {
      do { locks[shard] = try FileLock(for: path(shard)) } catch ArchiveError.inUse {
        if waitingForAll { return false }
      }
    }
    let merged = try standing(artifact, read: true)
    let note = try note(artifact, merged)
    try artifact.checkpoint(merged.content, provenance).with(note: note).writeIfOther(to: path(artifact.file))
    for shard in locks.keys {
      try FileManager.default.removeItem(atPath: path(shard))
      try? FileManager.default.removeItem(atPath: path(shard) + ".lock")
    }
    forgetWhatIsKnown()
    tell("  merged \(shards.count) shards into \(path(artifact.file))")
    // The shards' locks are given back before the whole's: whoever waits for that one needs them.
    locks = [:]
    return true
  }

  /// The lock of the whole, which another shard may hold for the moment that merging takes.
  private func lockWhole(_ artifact: some Artifact) throws -> FileLock {
    let deadline = ContinuousClock.now + .seconds(20)
    while true {
      do { return try FileLock(for: path(artifact.file)) } catch let error as ArchiveError {
        guard case .inUse = error, ContinuousClock.now < deadline else { throw error }
        usleep(50_000)
      }
    }
  }
}

extension Run {
  /// Ends one shard's work: whoever is last merges.
  ///
  /// - Returns: what the whole file holds now; nil while other shards are at work, which will draw.
  public func finish<A: Artifact>(_ artifact: A, _ shard: Shard, wanted: (A.Unit) -> Bool) throws -> A.Content? {
    let standing = try ledger.standing(artifact, read: true)
    let done = Set(standing.done)
    guard standing.all.filter(wanted).allSatisfy(done.contains),
      try ledger.mergeShards(artifact, waitingForAll: true)
    else {
      say("  this shard of \(artifact.title) is done; the last one to end merges them and draws")
      leavePageAlone()
      return nil
    }
    return try ledger.content(artifact)
  }
}
