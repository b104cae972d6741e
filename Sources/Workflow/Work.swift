import Archive
import Foundation
import Platform

/// The computing of one file, unit by unit. Everything that is done is on disk before the next unit begins, or within
/// ``Artifact/saveInterval``; an interruption loses no more.
///
///     let work = try run.begin(artifact)
///     while let unit = try work.next() { try work.compute(unit) }
///     try work.end()
public final class Work<A: Artifact> {
  public let artifact: A
  /// What is there so far.
  public private(set) var content: A.Content
  /// Units that this run is to compute, and how many of the part that was asked for are done.
  private var left: ArraySlice<A.Unit>
  public let total: Int
  private let run: Run
  private let shard: Shard?
  private let lock: FileLock?
  private let provenance: Provenance
  /// What the file held when it was forced to be computed again: every unit of it stays on disk until it is replaced. Of a
  /// precious file, whose units follow from one another, the file stays until as many are computed.
  private let old: A.Content?
  private let least: Int
  /// Whether no unit of the file as it was is to stay in the end.
  private let isAnew: Bool
  /// What was waved through when the file was declared valid; it stays with it, as long as any unit of then does.
  private let note: [String]
  private let progress: Progress?
  private var saved = ContinuousClock.now
  private var isSaved = true

  /// - Parameters:
  ///   - wanted: the units that are asked for.
  ///   - shard: the part of them that this run does, and stores in a file of its own.
  ///   - quietly: whether no progress is told.
  /// - Throws: `NotebookError` for an input that is missing, or where the units cannot be computed;
  ///   `ArchiveError.inUse` while another run computes the file.
  init(_ artifact: A, _ run: Run, shard: Shard? = nil, quietly: Bool = false, wanted: (A.Unit) -> Bool) throws {
    self.artifact = artifact
    self.run = run
    self.shard = shard
    let ledger = run.ledger
    if shard == nil { try ledger.mergeShards(artifact, waitingForAll: false) }
    let before = try ledger.standing(artifact, read: true)
    func asked(_ standing: Standing<A>) -> [A.Unit] {
      let units = standing.all.filter(wanted)
      return shard?.part(of: units) ?? units
    }
    let units = asked(before)
    total = units.count
    let doneBefore = Set(before.done)
    let isNeeded = !units.isEmpty && (run.force || units.contains { !doneBefore.contains($0) })
    guard isNeeded else {
      (content, left, lock, provenance, note) = (before.content, [], nil, try ledger.provenance(artifact), [])
      (old, least, isAnew, progress) = (nil, 0, false, nil)
      return
    }
    if !run.force, let reason = try ledger.refusal(artifact, before) { throw NotebookError(reason) }
    try ledger.requireInputs(artifact, units)
    lock = try FileLock(for: ledger.path(shard.map { ledger.shardFile(artifact, $0) } ?? artifact.file))
    ledger.forgetWhatIsKnown()
    // Once, so that nothing is ever said to come from an input that was replaced meanwhile.
    provenance = try ledger.provenanceToStore(artifact)
    // Another run may have added units before the lock was had.
    let now = try ledger.standing(artifact, read: true)
    ledger.tellIfStale(artifact, now)
    let done = Set(now.done)
    // A shard's file holds the units of that shard alone.
    var found = try shard.map { [provenance] in try ledger.content(artifact, of: $0, provenance) } ?? now.content
    if run.force {
      old = artifact.isPrecious ? nil : found
      least = artifact.isPrecious ? done.count : 0
      if artifact.isPrecious { found = artifact.empty }
      for unit in Set(artifact.units(in: found)).intersection(units) { artifact.forget(unit, in: &found) }
      if least > 0 {
        ledger.tell(
          "  \(artifact.file) stays as it is until as many \(artifact.unitName) (\(least)) are computed again")
      }
    } else {
      (old, least) = (nil, 0)
      found = try artifact.resumed(found, ledger)
    }
    note = shard != nil || run.force && artifact.isPrecious ? [] : try ledger.note(artifact, now)
    content = found
    isAnew = run.force && artifact.units(in: found).isEmpty
    // A state that is behind the file catches up unit by unit. The units of other shards are not in a shard's file.
    let there = Set(artifact.units(in: found))
    let rest = asked(now).filter { !there.contains($0) && (run.force || shard == nil || !done.contains($0)) }
    left = rest[...]
    // The file may be gone, or a run was killed after it had written the state.
    isSaved = !now.differences.isEmpty || !asked(now).contains { there.contains($0) && !done.contains($0) }
    progress =
      quietly
      ? nil
      : Progress(
        artifact.title + (shard.map { " \($0)" } ?? ""), total: units.count, done: units.count - rest.count)
    if !rest.isEmpty { run.computed() }
  }

  /// The next unit that is to be computed; nil when all are. Everything before it is saved as often as the artifact asks.
  ///
  /// - Throws: `Interrupted`, after saving; `NotebookError` if an input of the unit was replaced meanwhile.
  public func next() throws -> A.Unit? {
    if Interruption.signalNumber != nil { try save() }
    try Interruption.check()
    guard let unit = left.popFirst() else { return nil }
    try refuseReplaced(unit)
    return unit
  }

  /// Computes a unit and stores it.
  ///
  /// - Parameter detail: what the line of progress says of it.
  public func compute(_ unit: A.Unit, detail: (A.Content) -> String = { _ in "" }) throws {
    do { try computeSavingWhatIsBefore(unit) } catch {
      // What was computed before it is kept.
      try save()
      throw error
    }
    isSaved = false
    if (.now - saved).seconds >= artifact.saveInterval { try save() }
    run.computed(1)
    progress?.advance(detail(content))
  }

  /// Stores what is not stored yet.
  public func end() throws { try save() }

  /// If a signal comes while the unit is computed, what is done before it is saved at once: some who send signals do not
  /// wait for the end of a long step.
  private func computeSavingWhatIsBefore(_ unit: A.Unit) throws {
    guard !isSaved else { return try artifact.compute(unit, into: &content, run.ledger) }
    let write = writing(content)
    // What cannot be written is told when it is tried again, after the unit.
    try Interruption.doing(first: { try? write() }) {
      try artifact.compute(unit, into: &content, run.ledger)
    }
  }

  private func save() throws {
    guard !isSaved, lock != nil else { return }
    try writing(content)()
    (saved, isSaved) = (.now, true)
  }

  /// What writes a content to disk.
  private func writing(_ content: A.Content) -> @Sendable () throws -> Void {
    let (artifact, provenance, ledger) = (artifact, provenance, run.ledger)
    let path = ledger.path(shard.map { ledger.shardFile(artifact, $0) } ?? artifact.file)
    let statePath = shard == nil ? artifact.stateFile.map(ledger.path) : nil
    let (least, new) = (least, artifact.units(in: content))
    var stored = content
    if var old {
      artifact.merge(content, into: &old)
      stored = old
    }
    let note = isAnew && Set(artifact.units(in: stored)).isSubset(of: new) ? [] : note
    return { [stored] in
      if let statePath, let state = artifact.state(stored, provenance.ofState) {
        try state.with(note: note).write(to: statePath)
      }
      // Else what is on disk is further than this is yet.
      if artifact.isStorable(stored), new.count >= least {
        try artifact.checkpoint(stored, provenance).with(note: note).writeIfOther(to: path)
      }
    }
  }

  /// What depends on an input that was replaced meanwhile must not be stored under the one before.
  private func refuseReplaced(_ unit: A.Unit) throws {
    let own = Set(artifact.inputs(of: unit))
    let now = try run.ledger.provenance(artifact).inputs.filter { own.contains($0.name) }
    let before = provenance.inputs.filter { own.contains($0.name) }
    guard let changed = (before + now).first(where: { !before.contains($0) || !now.contains($0) }) else { return }
    try save()
    throw NotebookError(
      "\(run.ledger.path(artifact.file(ofInput: changed.name))) was replaced while \(artifact.file) was computed from it: run this cell again,"
        + " which keeps what is still valid")
  }
}

extension Artifact {
  /// What lines of progress call it.
  public var title: String { file.replacing(".h5", with: "") }
}

extension Run {
  /// Makes what is missing of several files, each in one go.
  ///
  /// - Parameter shard: the part of the files that this run makes.
  public func complete<A: WholeArtifact>(_ artifacts: [A], shard: Shard? = nil) throws {
    let part = shard?.part(of: artifacts) ?? artifacts
    let left = try part.filter { artifact in
      if force { return true }
      let standing = try ledger.standing(artifact)
      if try ledger.refusal(artifact, standing) == nil { ledger.tellIfStale(artifact, standing) }
      return !standing.missing.isEmpty
    }
    let progress = Progress(artifacts.first?.unitName ?? "", total: part.count, done: part.count - left.count)
    // Before the first: it may take long to come to one that cannot be made.
    for artifact in left {
      if !force, let reason = try ledger.refusal(artifact, ledger.standing(artifact)) { throw NotebookError(reason) }
      try ledger.requireInputs(artifact, artifact.units(ledger))
    }
    for artifact in left {
      let work = try Work(artifact, self, quietly: true) { _ in true }
      while let unit = try work.next() { try work.compute(unit) }
      try work.end()
      progress.advance(artifact.title)
    }
    if shard != nil, try artifacts.contains(where: { try !ledger.standing($0).missing.isEmpty }) { leavePageAlone() }
  }
}

extension Ledger {
  /// Nothing is computed without its inputs: a mistyped folder is refused before anything is made in it.
  func requireInputs<A: Artifact>(_ artifact: A, _ units: [A.Unit]) throws {
    let needed = units.reduce(into: Set<String>()) { $0.formUnion(artifact.inputs(of: $1)) }
    for dependency in artifact.inputs where needed.contains(dependency.name) {
      guard case .content(let input) = dependency.role else { continue }
      try requireFile(input)
      let differences = try differences(of: input)
      guard differences.isEmpty else {
        throw NotebookError(
          "\(path(input.file)) is stale (\(differences.joined(separator: "; "))): run `\(command(input.cell))`")
      }
    }
  }
}

extension Run {
  /// Opens a file for computing.
  public func begin<A: Artifact>(
    _ artifact: A, shard: Shard? = nil, wanted: (A.Unit) -> Bool = { _ in true }
  ) throws -> Work<A> {
    try Work(artifact, self, shard: shard, wanted: wanted)
  }

  /// Computes what is missing of a file, and returns all that it holds.
  @discardableResult
  public func complete<A: Artifact>(
    _ artifact: A, shard: Shard? = nil, wanted: (A.Unit) -> Bool = { _ in true }
  ) throws -> A.Content {
    let work = try begin(artifact, shard: shard, wanted: wanted)
    while let unit = try work.next() { try work.compute(unit) { _ in artifact.title(of: unit) } }
    try work.end()
    return work.content
  }
}

extension Ledger {
  /// Why a file is not computed: it is precious and of other settings, or it cannot be gone on from. Nil if it can.
  func refusal<A: Artifact>(_ artifact: A, _ standing: Standing<A>) throws -> String? {
    if artifact.isPrecious, !standing.differences.isEmpty, !artifact.goesOn(despite: standing.differences) {
      return
        "\(path(artifact.file)) was made from something else (\(standing.differences.joined(separator: "; "))): keep it as"
        + " it is by `\(commandToAccept(artifact.cell))`, choose another folder with --checkpoints, or replace it with"
        + " --force"
    }
    if let seeds = standing.differences.first(where: { $0.hasPrefix("seed ") }) {
      return
        "\(path(artifact.file)) was made with another seed (\(seeds)): choose another folder with --checkpoints, or replace it"
        + " with --force"
    }
    return standing.missing.isEmpty ? nil : try artifact.refusal(done: standing.done, self)
  }
}
