import Archive

/// A checkpoint file, declared once. Running, resuming, sharding, `status`, `why`, `plan`, `verify`, `accept`, `clean` and
/// the page's list of inputs all follow from the declaration.
public protocol Artifact: Sendable {
  /// A piece of work that can be done alone and is saved when it is done: one network at one strength, one learner.
  associatedtype Unit: Hashable & Sendable & CustomStringConvertible
  /// What the file holds, in memory.
  associatedtype Content: Sendable
  associatedtype Settings: Encodable

  /// Its name among the checkpoints: "noise.h5", "learners/vanilla-base-1.h5".
  var file: String { get }
  /// What the file is, as its provenance says: "teacher", "learner", "metrics".
  var kind: String { get }
  /// The cell that computes it.
  var cell: CellDescription { get }
  /// The cell whose way of computing it follows: the provenance records its name and version. Another than ``cell`` for a
  /// file of a study within a cell.
  var method: CellDescription { get }
  /// Under this name the provenance of what is made from it records it: without the folder of a study within a cell, so
  /// that the same file stands in whichever folder it lies.
  var recordedName: String { get }
  /// All that every unit depends on besides ``inputs`` and ``seed``.
  var settings: Settings { get }
  var seed: UInt64 { get }
  /// The only list of what the file is made from.
  var inputs: [Dependency] { get }
  /// Which of ``inputs``, by name, one unit depends on. Those that no unit shares with all others make only their own
  /// units stale.
  func inputs(of unit: Unit) -> [String]
  /// What units are called where they are counted: "counts", "outer steps".
  var unitName: String { get }
  /// All units of a complete file, in the order in which they are computed.
  func units(_ ledger: Ledger) throws -> [Unit]

  /// Nothing computed yet.
  var empty: Content { get }
  /// - Throws: `ArchiveError` naming the file, if it holds what this declaration does not write.
  func content(of file: Checkpoint) throws -> Content
  func checkpoint(_ content: Content, _ provenance: Provenance) -> Checkpoint
  /// The units that a content has, also those that are not asked for any more.
  func units(in content: Content) -> [Unit]
  /// Forgets a unit, with all that belongs to it.
  func forget(_ unit: Unit, in content: inout Content)
  /// Computes one unit. Running and verifying call the same function.
  func compute(_ unit: Unit, into content: inout Content, _ ledger: Ledger) throws

  /// The units in a file; a shortcut past ``content(of:)`` where files are large.
  ///
  /// - Parameter part: with at least the arrays of ``arraysThatTellUnits``.
  func units(doneIn part: Checkpoint) throws -> [Unit]
  /// The arrays that ``units(doneIn:)`` needs; nil for all of them, and none where the header alone tells.
  var arraysThatTellUnits: [String]? { get }
  /// Takes over what another content has: of a shard, or of a run that was forced to compute units again.
  func merge(_ other: Content, into content: inout Content)
  /// The numbers of one unit, for comparison.
  func evidence(of unit: Unit, in content: Content) -> [String: NamedArray]
  /// What pages about it, or about what is made from it, show among the settings.
  func shownSettings(_ ledger: Ledger) throws -> [(name: String, value: String)]
  /// What lines call a unit.
  func title(of unit: Unit) -> String
  /// What `why` says of units that are missing.
  func describe(missing: [Unit]) -> [String]

  /// Whether the processor decides the last digits.
  var dependsOnProcessor: Bool { get }
  /// Whether a device that is asked for takes part in computing it.
  var usesDevice: Bool { get }
  /// Whether the file is kept for good. One that is not is made again where results that rest on it are verified.
  var isKept: Bool { get }
  /// Whether hours are in it: it is never replaced without `--force`, nor removed in passing.
  var isPrecious: Bool { get }
  /// A second file with the state that computing resumes from.
  var stateFile: String? { get }
  /// Where computing resumes, given what the file holds; reads ``stateFile``.
  func resumed(_ content: Content, _ ledger: Ledger) throws -> Content
  /// The checkpoint of ``stateFile``.
  func state(_ content: Content, _ provenance: Provenance) -> Checkpoint?
  /// Whether the file may be replaced by this.
  func isStorable(_ content: Content) -> Bool
  /// Whether a precious file is gone on from although it differs so from what would be made now.
  func goesOn(despite differences: [String]) -> Bool
  /// Why the units that are missing cannot be computed as things are on disk; nil if they can.
  func refusal(done: [Unit], _ ledger: Ledger) throws -> String?
  /// What to do about a damaged ``file`` or ``stateFile``, or a shard.
  func adviceOnDamage(of file: String, _ ledger: Ledger) -> String
  /// Seconds between two writes while units are computed; 0 writes after every one.
  var saveInterval: Double { get }
  /// Units that `verify` computes again, in place of a sample of all; nil for a sample.
  func unitsToVerify(done: [Unit], in content: Content, full: Bool) -> [Unit]?
  /// From where `verify` computes a unit again; nothing, unless units follow from one another.
  func resumedForVerification(_ unit: Unit, _ content: Content) -> Content
  /// The file, not kept, that a unit is computed from; "" if there is none.
  func needs(_ unit: Unit) -> String
}

/// Something that an artifact is made from.
public struct Dependency: Sendable {
  /// Under this name the provenance records it, if its role is to be recorded.
  public let name: String
  /// What the page's "Read" line calls it: "teacher-*.h5".
  public let title: String
  public let role: Role

  public enum Role: Sendable {
    /// The digest of its content is recorded.
    case content(any Artifact)
    /// A file that is not kept for good: how it is made, as JSON, is recorded in its place.
    case declaration(String, by: CellDescription)
    /// It decides which units there are, not what they come to.
    case selection(any Artifact)
    /// The page shows it beside the file's numbers, which do not depend on it.
    case shown(any Artifact)
    /// Something that no cell writes; what is recorded of it stands in the settings or in another input.
    case outside
  }

  public init(_ name: String, title: String? = nil, _ role: Role) {
    self.name = name
    self.title = title ?? name
    self.role = role
  }

  public static func content(_ artifact: any Artifact, title: String? = nil) -> Dependency {
    Dependency(artifact.recordedName, title: title ?? artifact.file, .content(artifact))
  }

  /// The file itself; nil for one that is not kept.
  public var artifact: (any Artifact)? {
    switch role {
    case .content(let artifact), .selection(let artifact), .shown(let artifact): artifact
    case .declaration, .outside: nil
    }
  }

  /// The cell that writes it; nil for what no cell does.
  public var cell: CellDescription? {
    if case .declaration(_, let cell) = role { cell } else { artifact?.cell }
  }
}

// What most artifacts have in common.
extension Artifact {
  public var method: CellDescription { cell }
  public var recordedName: String { file }
  public var unitName: String { "files" }
  public func inputs(of unit: Unit) -> [String] { inputs.map(\.name) }
  public func units(doneIn part: Checkpoint) throws -> [Unit] { [] }
  public var arraysThatTellUnits: [String]? { nil }
  public func merge(_ other: Content, into content: inout Content) { content = other }
  public func evidence(of unit: Unit, in content: Content) -> [String: NamedArray] {
    checkpoint(content, .none).arrays
  }
  public func title(of unit: Unit) -> String { "\(unit)" }
  public func describe(missing: [Unit]) -> [String] { missing.map { "\(file): \(title(of: $0))" } }
  public func shownSettings(_ ledger: Ledger) throws -> [(name: String, value: String)] { [] }
  public var dependsOnProcessor: Bool { true }
  public var usesDevice: Bool { dependsOnProcessor }
  public var isKept: Bool { true }
  public var isPrecious: Bool { false }
  public var stateFile: String? { nil }
  public func resumed(_ content: Content, _ ledger: Ledger) throws -> Content { content }
  public func state(_ content: Content, _ provenance: Provenance) -> Checkpoint? { nil }
  public func goesOn(despite differences: [String]) -> Bool { false }
  public func isStorable(_ content: Content) -> Bool { true }
  public func refusal(done: [Unit], _ ledger: Ledger) throws -> String? { nil }
  public func adviceOnDamage(of file: String, _ ledger: Ledger) -> String { ledger.adviceOnDamage(of: file, self) }
  public var saveInterval: Double { 0 }
  public func unitsToVerify(done: [Unit], in content: Content, full: Bool) -> [Unit]? { nil }
  public func resumedForVerification(_ unit: Unit, _ content: Content) -> Content { empty }
  public func needs(_ unit: Unit) -> String { isKept ? "" : file }

  /// The file of the input that is recorded under a name.
  func file(ofInput name: String) -> String { inputs.first { $0.name == name }?.artifact?.file ?? name }
}

extension [any Artifact] {
  /// What their units are called together.
  var unitName: String {
    let names = Set(map(\.unitName))
    return names.count == 1 ? names.first ?? "" : "units"
  }
}

/// The one unit of a file that is computed in one go.
public struct Whole: Hashable, Sendable, CustomStringConvertible {
  public init() {}
  public var description: String { "the whole" }
}

/// A file that is computed in one go: its header tells all.
public protocol WholeArtifact: Artifact where Unit == Whole, Content == Made? {
  /// What the file holds.
  associatedtype Made: Sendable
  func made(of file: Checkpoint) throws -> Made
  func checkpoint(of made: Made, _ provenance: Provenance) -> Checkpoint
  func make(_ ledger: Ledger) throws -> Made
}

extension WholeArtifact {
  public func units(_ ledger: Ledger) -> [Whole] { [Whole()] }
  public var empty: Made? { nil }
  public func content(of file: Checkpoint) throws -> Made? { try made(of: file) }
  public func checkpoint(_ content: Made?, _ provenance: Provenance) -> Checkpoint {
    content.map { checkpoint(of: $0, provenance) } ?? Checkpoint(provenance: provenance)
  }
  public func units(in content: Made?) -> [Whole] { content == nil ? [] : [Whole()] }
  public func forget(_ unit: Whole, in content: inout Made?) { content = nil }
  public func compute(_ unit: Whole, into content: inout Made?, _ ledger: Ledger) throws {
    content = try make(ledger)
  }
  public func units(doneIn part: Checkpoint) throws -> [Whole] { [Whole()] }
  public var arraysThatTellUnits: [String]? { [] }
  /// Progress tells the file.
  public func title(of unit: Whole) -> String { "" }
  public func describe(missing: [Whole]) -> [String] { missing.isEmpty ? [] : [file] }
}

extension Provenance {
  /// Of content that is compared in memory.
  public static let none = Provenance(kind: "", cell: "", cellVersion: 0, settings: "", seed: 0)
}
