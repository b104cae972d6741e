import Archive
import Foundation

// Every shard of a sweep writes a file of its own, `noise.shard-2-of-4.h5`, which holds its counts and no others.
// The last one to end puts all of them into `noise.h5`, to the byte what one run would have written, and
// removes them; if none gets that far, the next run without `--shard` does.

extension Sweep {
  func shardFile(_ shard: Shard) -> String {
    "\(test.name).shard-\(shard.number)-of-\(shard.count).h5"
  }

  /// The shards' files that are on disk.
  func shardFiles() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: run.folder)) ?? []
    return names.filter { $0.hasPrefix("\(test.name).shard-") && $0.hasSuffix(".h5") }.sorted()
  }

  /// Puts the counts of the shards' files into the sweep's own and removes those files. Files made from
  /// something else than is there now are left alone.
  ///
  /// - Parameter waitingForAll: whether to do nothing while a shard is being computed: its run will merge.
  ///   If not, its counts are taken over as far as they are, and its file is left to it.
  /// - Returns: whether there was anything to merge.
  @discardableResult
  func merge(waitingForAll: Bool) throws -> Bool {
    guard !shardFiles().isEmpty else { return false }
    let lock = try waitingForAll ? lockOfWhole() : FileLock(for: run.path(file))
    defer { withExtendedLifetime(lock) {} }
    let provenance = try provenance()
    let shards = try shardFiles().filter { try run.state($0, provenance) == .current }
    guard !shards.isEmpty else { return false }
    var locks: [String: FileLock] = [:]
    for shard in shards {
      do { locks[shard] = try FileLock(for: run.path(shard)) } catch ArchiveError.inUse {
        if waitingForAll { return false }
      }
    }
    try results().checkpoint(provenance).write(to: run.path(file))
    for shard in locks.keys {
      try FileManager.default.removeItem(atPath: run.path(shard))
      try? FileManager.default.removeItem(atPath: run.path(shard) + ".lock")
    }
    run.tell("  merged \(shards.count) shards into \(run.path(file))")
    // The shards' locks are given back before the whole's: whoever waits for that one needs them.
    locks = [:]
    return true
  }

  /// The lock of the whole, which another shard may hold for the moment that merging takes.
  private func lockOfWhole() throws -> FileLock {
    let deadline = ContinuousClock.now + .seconds(20)
    while true {
      do { return try FileLock(for: run.path(file)) } catch let error as ArchiveError {
        guard case .inUse = error, .now < deadline else { throw error }
        usleep(50_000)
      }
    }
  }
}
