import Archive
import Foundation

/// The one place where checkpoints are looked up and judged: a folder of them.
public final class Ledger {
  /// The folder of this scale's checkpoints.
  public let folder: String
  /// Names and versions of libraries that digits depend on, for provenance.
  private let libraries: String
  private lazy var instructionSets = findInstructionSets()
  private let findInstructionSets: () -> String
  private lazy var accelerator = findAccelerator()
  private let findAccelerator: () -> String
  /// A command of this package's programs that works on this folder.
  private let shell: (_ program: String, _ arguments: [String]) -> String
  /// A command of the driver that looks at this folder.
  private let shellToLook: (_ arguments: [String]) -> String
  /// Says something, once.
  public let tell: (String) -> Void
  /// Whether this is a look at the files: nothing is told, and the digest of an input is read only once. A run that computes
  /// always reads it, because another run may replace the file.
  public let isQuiet: Bool
  /// The cell that runs; nil for a command over all of them.
  var cell: CellDescription?
  private var headers: [String: Header] = [:]
  private var differencesKnown: [String: [String]] = [:]
  /// Files that are made again in memory instead of being read, while results are verified; nil otherwise.
  var recomputed: Recomputed?

  public init(
    folder: String, libraries: String, instructionSets: @autoclosure @escaping () -> String,
    accelerator: @autoclosure @escaping () -> String = "", isQuiet: Bool,
    shell: @escaping (_ program: String, _ arguments: [String]) -> String,
    shellToLook: @escaping (_ arguments: [String]) -> String, tell: @escaping (String) -> Void
  ) {
    self.folder = folder
    self.libraries = libraries
    findInstructionSets = instructionSets
    findAccelerator = accelerator
    self.isQuiet = isQuiet
    self.shell = shell
    self.shellToLook = shellToLook
    self.tell = tell
  }

  /// The command that runs a cell on this folder, for errors.
  ///
  /// - Parameter more: further arguments of it.
  public func command(_ cell: CellDescription, _ more: String...) -> String { shell(cell.name, more) }

  /// The command that declares a cell's stale files valid.
  func commandToAccept(_ cell: CellDescription) -> String { shellToLook(["accept", cell.name]) }

  /// Where a checkpoint lies, given its name.
  public func path(_ file: String) -> String { "\(folder)/\(file)" }

  public func isThere(_ file: String) -> Bool { FileManager.default.fileExists(atPath: path(file)) }

  /// A line that says so if the folder that holds those of all scales is not there, as in a wrong working folder; nil if
  /// it is.
  var missingFolder: String? {
    let folder = URL(fileURLWithPath: folder).standardizedFileURL
    guard !FileManager.default.fileExists(atPath: folder.deletingLastPathComponent().path) else { return nil }
    return "there is no folder \(folder.path): change to the package's folder or give --checkpoints"
  }

  /// Files may have changed: what was read of them before is read again.
  func forgetWhatIsKnown() { (headers, differencesKnown) = ([:], [:]) }

  public func header(_ file: String) throws -> Header {
    if isQuiet, let known = headers[file] { return known }
    let header = try Checkpoint.header(path(file))
    headers[file] = header
    return header
  }

  private func header(of artifact: some Artifact) throws -> Header {
    try reading(artifact.file, of: artifact) { try header(artifact.file) }
  }

  /// What a file would be made of now. Inputs that are not on disk are left out.
  ///
  /// - Throws: `ArchiveError` for an input that cannot be read.
  public func provenance(_ artifact: some Artifact) throws -> Provenance {
    let deciding = [artifact.dependsOnProcessor ? instructionSets : "", artifact.usesDevice ? accelerator : ""]
      .filter { !$0.isEmpty }.joined(separator: "; ")
    return Provenance(
      kind: artifact.kind, cell: artifact.method.name, cellVersion: artifact.method.version,
      settings: try JSON.text(artifact.settings), seed: artifact.seed,
      inputs: try artifact.inputs.compactMap(recorded),
      libraries: libraries + (deciding.isEmpty ? "" : " (\(deciding))"))
  }

  /// The same for a file that is written again. Of an input that is not on disk, the file keeps what it says: units that
  /// came from it stay.
  func provenanceToStore(_ artifact: some Artifact) throws -> Provenance {
    var provenance = try provenance(artifact)
    guard isThere(artifact.file) else { return provenance }
    let stored = try header(of: artifact).provenance.inputs
    provenance.inputs = artifact.inputs.compactMap { dependency in
      if let now = provenance.inputs.first(where: { $0.name == dependency.name }) { return now }
      guard case .content = dependency.role else { return nil }
      return stored.first { $0.name == dependency.name }
    }
    return provenance
  }

  private func recorded(_ dependency: Dependency) throws -> Input? {
    switch dependency.role {
    case .content(let artifact):
      isThere(artifact.file) ? Input(name: dependency.name, digest: try header(of: artifact).digest) : nil
    case .declaration(let text, _): Input(name: dependency.name, digest: text)
    case .selection, .shown, .outside: nil
    }
  }

  /// Field by field, in what all units of a file on disk differ from what would be computed now; with the names of the
  /// inputs that only some units depend on left out.
  func differences<A: Artifact>(
    _ artifact: A, _ units: [A.Unit], _ stored: Provenance, _ expected: Provenance
  ) throws -> [String] {
    var common = expected
    let partial = partialInputs(artifact, units)
    common.inputs.removeAll { partial.contains($0.name) }
    var differences = stored.differences(from: common)
    // If the whole is stale anyway, everything is named.
    if !differences.isEmpty { differences = stored.differences(from: expected) }
    // A file made from one that is itself made from something else.
    for dependency in artifact.inputs where !partial.contains(dependency.name) {
      guard case .content(let input) = dependency.role, isThere(input.file) else { continue }
      differences += try self.differences(of: input).map { "\(input.file): \($0)" }
    }
    return differences
  }

  /// In what a file on disk differs as a whole from what would be computed now.
  public func differences(of artifact: some Artifact) throws -> [String] {
    if isQuiet, let known = differencesKnown[artifact.file] { return known }
    let found = try differences(artifact, artifact.units(self), header(of: artifact).provenance, provenance(artifact))
    differencesKnown[artifact.file] = found
    return found
  }

  /// The inputs that not all units depend on.
  private func partialInputs<A: Artifact>(_ artifact: A, _ units: [A.Unit]) -> Set<String> {
    let all = Set(artifact.inputs.map(\.name))
    return units.reduce(into: Set<String>()) { partial, unit in
      let own = artifact.inputs(of: unit)
      if own.count < all.count { partial.formUnion(all.subtracting(own)) }
    }
  }

  /// What a file holds that may be used, its units that are still valid; empty if there is none.
  public func content<A: Artifact>(_ artifact: A) throws -> A.Content { try standing(artifact, read: true).content }

  /// What a file holds, which has to be there and not stale. While results are verified, files that are not kept are made
  /// again instead.
  ///
  /// - Throws: `NotebookError` naming the cell to run.
  public func require<A: Artifact>(_ artifact: A) throws -> A.Content {
    if let recomputed, let content = try recomputed.content(artifact, self) { return content }
    try requireFile(artifact)
    let standing = try standing(artifact, read: true)
    guard standing.differences.isEmpty else {
      throw NotebookError(
        "\(path(artifact.file)) is stale (\(standing.differences.joined(separator: "; "))): run"
          + " `\(command(artifact.cell))`")
    }
    return standing.content
  }

  /// The same of a file of which a valid part is enough.
  public func requirePart<A: Artifact>(_ artifact: A) throws -> A.Content {
    let standing = try standing(artifact, read: true)
    guard standing.done.isEmpty else { return standing.content }
    return try require(artifact)
  }

  /// How many units of a file are done, of how many.
  public func progress(of artifact: some Artifact) throws -> (done: Int, all: Int) {
    let standing = try standing(artifact)
    return (standing.all.count - standing.missing.count, standing.all.count)
  }

  /// - Throws: `NotebookError` naming the cell to run, if the file is not there.
  public func requireFile(_ artifact: any Artifact) throws {
    guard !isThere(artifact.file) else { return }
    // Only to draw does a cell require what it would compute itself.
    if artifact.cell == cell, let missingFolder { throw NotebookError(missingFolder) }
    let elsewhere = placesElsewhere(of: artifact.file)
    let choice = elsewhere.isEmpty ? "" : "choose the scale of \(elsewhere.joined(separator: " or ")), or "
    throw NotebookError("\(path(artifact.file)) is missing: \(choice)run `\(command(artifact.cell))`")
  }

  /// Where the folders of other scales have a file of that name: the scale may have been forgotten.
  private func placesElsewhere(of file: String) -> [String] {
    let parent = (folder as NSString).deletingLastPathComponent
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    return folders.sorted().map { "\(parent)/\($0)/\(file)" }.filter { FileManager.default.fileExists(atPath: $0) }
  }
}

/// Settings as text that is the same for equal settings.
public enum JSON {
  public static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

/// Something that keeps a cell from doing its work, as one line: what is wrong, where, what to do.
public struct NotebookError: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}
