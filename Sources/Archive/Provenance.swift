import Foundation

/// A file that a checkpoint was computed from.
public struct Input: Codable, Equatable, Sendable {
  /// The file's name, such as "teacher-base_larger.h5".
  public var name: String
  /// The digest of its content: for a checkpoint, `Checkpoint.digest`.
  public var digest: String

  public init(name: String, digest: String) {
    self.name = name
    self.digest = digest
  }
}

/// What made a checkpoint, from what: the same for equal runs. What varies between equal runs (time of day, duration,
/// machine, number of threads) has no place here.
public struct Provenance: Equatable, Sendable {
  /// The version of the file layout that this library writes, and the only one that it reads.
  public static let currentSchemaVersion = 1

  /// Files of another version than ``currentSchemaVersion`` are refused.
  public let schemaVersion = Provenance.currentSchemaVersion
  /// What the file is: "dataset", "teacher", "resume", "learner", "learning-speed", "metrics", "conclusion".
  public var kind: String
  /// The cell that computed it, such as "02-meta-training".
  public var cell: String
  /// Raised by the cell's author whenever the same settings would give other numbers.
  public var cellVersion: Int
  /// Everything that the result depends on besides the inputs, as JSON with sorted keys.
  public var settings: String
  /// The seed of the run, from which all its random numbers follow.
  public var seed: UInt64
  /// The files that it was computed from, in the order in which its cell names them.
  public var inputs: [Input]
  /// Names and versions of the libraries that took part, such as "HDF5 1.10.8; oneDNN 2.6.3 (AVX2)", with what decides
  /// the last digits. Files that differ in it alone are not stale.
  public var libraries: String

  /// - Parameter libraries: the libraries besides HDF5, whose version is put in front.
  public init(
    kind: String, cell: String, cellVersion: Int, settings: String, seed: UInt64, inputs: [Input] = [],
    libraries: String = ""
  ) {
    self.init(
      kind: kind, cell: cell, cellVersion: cellVersion, settings: settings, seed: seed, inputs: inputs,
      allLibraries: libraries.isEmpty ? Library.version : "\(Library.version); \(libraries)")
  }

  /// As read from a file: `allLibraries` is taken as it is.
  init(
    kind: String, cell: String, cellVersion: Int, settings: String, seed: UInt64, inputs: [Input],
    allLibraries: String
  ) {
    self.kind = kind
    self.cell = cell
    self.cellVersion = cellVersion
    self.settings = settings
    self.seed = seed
    self.inputs = inputs
    libraries = allLibraries
  }

  /// What error lines call a checkpoint of this provenance.
  var title: String { "the \(kind) checkpoint of cell \(cell)" }
}

/// The part of a checkpoint that is read without its arrays.
public struct Header: Equatable, Sendable {
  public var provenance: Provenance
  /// The digest that the file was written with. `Checkpoint.read` verifies it; `Checkpoint.header` does not.
  public var digest: String
}
