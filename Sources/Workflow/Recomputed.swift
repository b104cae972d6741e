import Archive

/// Files that are not kept, made again in memory while results are verified; each once.
final class Recomputed {
  /// Compares a file that was made again with the one on disk.
  private let compare: (any Artifact, Checkpoint) throws -> Void
  private var contents: [String: any Sendable] = [:]

  init(compare: @escaping (any Artifact, Checkpoint) throws -> Void) { self.compare = compare }

  /// What a file holds when it is made again; nil for files that are kept.
  func content<A: Artifact>(_ artifact: A, _ ledger: Ledger) throws -> A.Content? {
    guard !artifact.isKept else { return nil }
    // A content may be an optional itself, to which nothing at all can be cast.
    if let known = contents[artifact.file], let content = known as? A.Content { return content }
    var content = artifact.empty
    for unit in try artifact.units(ledger) { try artifact.compute(unit, into: &content, ledger) }
    contents[artifact.file] = content
    try compare(artifact, artifact.checkpoint(content, ledger.provenance(artifact)))
    return content
  }
}
