import Archive
import Foundation

/// Stale results that are declared valid.
///
/// An accepted file is written again with the provenance that is expected now and, in the array `accepted`, the
/// differences that were waved through. It has another digest then, so that what was computed from it is stale in
/// turn, and has to be accepted or computed again.
enum Acceptance {
  static let array = "accepted"

  /// What was waved through in a file so far.
  static func note(_ file: Checkpoint) throws -> [String] {
    file[array] == nil ? [] : try file.texts(array)
  }
}

extension Checkpoint {
  /// With the note of what was waved through.
  func with(note: [String]) -> Checkpoint {
    var file = self
    file[Acceptance.array] = note.isEmpty ? nil : NamedArray(shape: [note.count], scalars: .text(note))
    return file
  }
}

extension Ledger {
  /// The note of a file that is computed further; none of one that is computed anew.
  func note<A: Artifact>(_ artifact: A, _ standing: Standing<A>) throws -> [String] {
    let goesOn = artifact.isPrecious && artifact.goesOn(despite: standing.differences)
    guard standing.isThere, goesOn || !standing.done.isEmpty else { return [] }
    let known = try Acceptance.note(Checkpoint.part(path(artifact.file), arrays: [Acceptance.array]))
    return known + (goesOn ? standing.differences : [])
  }

  /// The differences that accepting a file would wave through; none if it is not stale.
  ///
  /// - Throws: `NotebookError` for a file that could not be used even so.
  func acceptable<A: Artifact>(_ artifact: A) throws -> [String] {
    guard isThere(artifact.file), !(try standing(artifact).differences.isEmpty) else { return [] }
    let stored = try Checkpoint.read(path(artifact.file))
    let expected = try provenance(artifact)
    guard stored.provenance.kind == expected.kind, stored.provenance.cell == expected.cell else {
      throw NotebookError(
        "\(path(artifact.file)) is no file of \(expected.cell), but the \(stored.provenance.kind) file of"
          + " \(stored.provenance.cell): delete it and run `\(command(artifact.cell))`")
    }
    // What is stored must be what the declaration reads; how much of it there is does not matter.
    do { _ = try artifact.content(of: stored) } catch let error as ArchiveError {
      throw NotebookError(
        "\(path(artifact.file)) cannot be accepted: \(error); or run `\(command(artifact.cell))`")
    }
    return stored.provenance.differences(from: expected)
  }

  /// Accepted as made from a stale input, a file would be stale all the same.
  ///
  /// - Throws: `NotebookError` naming the cell to run or to accept first.
  func refuseStaleInputs<A: Artifact>(_ artifact: A) throws {
    guard isThere(artifact.file), !(try standing(artifact).differences.isEmpty) else { return }
    for case .content(let input) in artifact.inputs.map(\.role) where isThere(input.file) && input.cell != artifact.cell
    {
      guard !(try differences(of: input).isEmpty) else { continue }
      throw NotebookError(
        "\(path(artifact.file)) cannot be accepted: its input \(input.file) is stale itself: run"
          + " `\(command(input.cell))`, or accept it by `\(commandToAccept(input.cell))`, first")
    }
  }

  /// Writes a file, and the state that it resumes from, again as if made from what is there now.
  func accept<A: Artifact>(_ artifact: A) throws {
    let expected = try provenance(artifact)
    // The state first: accepting that is interrupted between the two leaves a stale file, and is done again.
    for (file, expected) in [(artifact.stateFile ?? "", expected.ofState), (artifact.file, expected)]
    where !file.isEmpty && isThere(file) {
      var stored = try Checkpoint.read(path(file))
      // A state of another training is no state of this file.
      guard stored.provenance.kind == expected.kind else { continue }
      let differences = stored.provenance.differences(from: expected)
      stored = stored.with(note: try Acceptance.note(stored) + differences)
      stored.provenance = stored.provenance.accepted(as: expected)
      try stored.write(to: path(file))
    }
    forgetWhatIsKnown()
  }
}

extension Provenance {
  /// That of the state from which the file's computing resumes.
  public var ofState: Provenance {
    var state = self
    state.kind = "resume"
    return state
  }

  /// What is expected, but with the libraries that did take part and the inputs that are not on disk now.
  func accepted(as expected: Provenance) -> Provenance {
    var result = expected
    result.libraries = libraries
    let absent = inputs.filter { input in !expected.inputs.contains { $0.name == input.name } }
    result.inputs = (expected.inputs + absent).sorted { first, second in
      func place(_ input: Input) -> Int { inputs.firstIndex { $0.name == input.name } ?? inputs.count }
      return place(first) < place(second)
    }
    return result
  }
}
