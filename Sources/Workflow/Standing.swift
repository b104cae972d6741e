import Archive
import Foundation

/// How much of a file, or of a cell's files, is there.
public enum State: Equatable, Sendable, CustomStringConvertible {
  case missing
  case partial(done: Int, of: Int, unit: String)
  case stale([String])
  case complete

  public var isStale: Bool { if case .stale = self { true } else { false } }

  public var description: String {
    switch self {
    case .missing: "missing"
    case .partial(let done, let all, let unit): "partial, \(done) of \(all) \(unit)"
    case .stale(let reasons): "stale: \(reasons.joined(separator: "; "))"
    case .complete: "complete"
    }
  }
}

/// How one file stands.
struct Standing<A: Artifact> {
  /// Whether there is a file.
  let isThere: Bool
  /// In what the file, or some units of it, differ from what would be computed now.
  let differences: [String]
  /// Units in it that are still valid, and all units of a complete file.
  let done: [A.Unit]
  let all: [A.Unit]
  /// The valid part of what it holds; empty if it was not to be read.
  let content: A.Content

  var missing: [A.Unit] {
    let done = Set(done)
    return all.filter { !done.contains($0) }
  }

  func state(_ artifact: A) -> State {
    guard differences.isEmpty else { return .stale(differences) }
    // Shards that nobody has merged yet count without a file.
    if !isThere && done.isEmpty { return .missing }
    return missing.isEmpty
      ? .complete : .partial(done: all.count - missing.count, of: all.count, unit: artifact.unitName)
  }
}

extension Ledger {
  /// Judges a file, with the shards of it that are not merged yet.
  ///
  /// - Parameter read: whether its content is wanted; without, as little is read as tells the units.
  /// - Throws: `ArchiveError` for a file that cannot be read.
  func standing<A: Artifact>(_ artifact: A, read: Bool = false) throws -> Standing<A> {
    let all = try artifact.units(self)
    let expected = try provenance(artifact)
    // Shards first: one that is merged meanwhile is then found in the whole.
    let shards = try shardFiles(artifact).compactMap { file -> A.Content? in
      do { return try valid(artifact, all, file, expected, read: true).content } catch ArchiveError.missingFile {
        return nil
      }
    }
    guard isThere(artifact.file) || !shards.isEmpty else {
      return Standing(isThere: false, differences: [], done: [], all: all, content: artifact.empty)
    }
    var found = (content: artifact.empty, done: [A.Unit](), differences: [String]())
    if isThere(artifact.file) {
      found = try valid(artifact, all, artifact.file, expected, read: read || !shards.isEmpty)
    }
    for shard in shards { artifact.merge(shard, into: &found.content) }
    if !shards.isEmpty {
      let there = Set(artifact.units(in: found.content))
      found.done = all.filter(there.contains)
    }
    return Standing(
      isThere: isThere(artifact.file), differences: found.differences, done: found.done, all: all,
      content: found.content)
  }

  /// How the files of a cell stand together.
  public func state(of artifacts: [any Artifact]) throws -> State {
    var (done, all, stale, isAnyThere) = (0, 0, [String](), false)
    for artifact in artifacts {
      let (state, units) = try progress(artifact)
      if case .stale(let reasons) = state { stale.append("\(artifact.file): \(reasons.joined(separator: "; "))") }
      if state != .missing { isAnyThere = true }
      (done, all) = (done + units.done, all + units.all)
    }
    if let first = stale.first {
      return .stale([first] + (stale.count > 1 ? ["and \(counted(stale.count - 1, "more files"))"] : []))
    }
    guard isAnyThere else { return .missing }
    return done == all ? .complete : .partial(done: done, of: all, unit: artifacts.unitName)
  }

  private func progress<A: Artifact>(_ artifact: A) throws -> (State, (done: Int, all: Int)) {
    let standing = try standing(artifact)
    return (standing.state(artifact), (standing.all.count - standing.missing.count, standing.all.count))
  }

  /// What is valid in one file, the whole's or a shard's.
  func valid<A: Artifact>(
    _ artifact: A, _ all: [A.Unit], _ file: String, _ expected: Provenance, read: Bool
  ) throws -> (content: A.Content, done: [A.Unit], differences: [String]) {
    try reading(file, of: artifact) { try found(artifact, all, file, expected, read: read) }
  }

  private func found<A: Artifact>(
    _ artifact: A, _ all: [A.Unit], _ file: String, _ expected: Provenance, read: Bool
  ) throws -> (content: A.Content, done: [A.Unit], differences: [String]) {
    let stored = try header(file).provenance
    let differences = try differences(artifact, all, stored, expected)
    guard differences.isEmpty else { return (artifact.empty, [], differences) }
    let arrays = artifact.arraysThatTellUnits
    if !read, let arrays {
      let part = arrays.isEmpty ? Checkpoint(provenance: stored) : try Checkpoint.part(path(file), arrays: arrays)
      let (units, reasons) = try judged(artifact, try artifact.units(doneIn: part), stored, expected)
      return (artifact.empty, units, reasons)
    }
    var content = try artifact.content(of: Checkpoint.read(path(file)))
    let there = artifact.units(in: content)
    let asked = Set(all).intersection(there)
    let (units, reasons) = try judged(artifact, all.filter(asked.contains), stored, expected)
    // Units that nobody asks for just now go with what they were made from, too: they would pass for current later.
    let (others, _) = try judged(artifact, there.filter { !asked.contains($0) }, stored, expected)
    let valid = Set(units).union(others)
    for unit in there where !valid.contains(unit) { artifact.forget(unit, in: &content) }
    return (content, units, reasons)
  }

  /// The units whose own inputs are what they were, and what the others differ in: in an input's content, or in an input
  /// that is itself made from something else.
  private func judged<A: Artifact>(
    _ artifact: A, _ units: [A.Unit], _ stored: Provenance, _ expected: Provenance
  ) throws -> ([A.Unit], [String]) {
    let now = Dictionary(uniqueKeysWithValues: expected.inputs.map { ($0.name, $0) })
    let then = Dictionary(stored.inputs.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var changed: [String: [String]] = [:]
    for dependency in artifact.inputs {
      let name = dependency.name
      var lines = now[name].map { Provenance.differences(of: name, then[name], $0) } ?? []
      if case .content(let input) = dependency.role, isThere(input.file) {
        lines += try differences(of: input).map { "\(name): \($0)" }
      }
      if !lines.isEmpty { changed[name] = lines }
    }
    guard !changed.isEmpty else { return (units, []) }
    var reasons: Set<String> = []
    let valid = units.filter { unit in
      let own = artifact.inputs(of: unit).filter { changed[$0] != nil }
      reasons.formUnion(own)
      return own.isEmpty
    }
    return (valid, artifact.inputs.map(\.name).filter(reasons.contains).flatMap { changed[$0] ?? [] })
  }

  /// Says in what a file is stale, before its units are computed again.
  func tellIfStale<A: Artifact>(_ artifact: A, _ standing: Standing<A>) {
    guard !standing.differences.isEmpty else { return }
    let others = counted(standing.done.count, artifact.unitName)
    let kept =
      standing.done.isEmpty
      ? "computing it again" : "its other \(others) \(standing.done.count == 1 ? "is" : "are") kept"
    tell("  \(artifact.file) is stale (\(standing.differences.joined(separator: "; "))): \(kept)")
  }
}
