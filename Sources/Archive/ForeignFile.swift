/// An attribute of a foreign file: one value or an array of them.
public enum ForeignAttribute: Equatable, Sendable {
  case texts([String])
  case numbers([Double])
}

/// Reads HDF5 files that other programs wrote, such as h5py: numbers of any type as `Double`, and texts.
///
/// Links are not followed, and sizes are checked, as for checkpoints. Every method opens the file anew, and
/// throws `ArchiveError` for what is not there or not of its kind.
public struct ForeignFile: Sendable {
  private let path: String

  /// Throws `ArchiveError` if there is no HDF5 file at `path`.
  public init(_ path: String) throws {
    self.path = path
    try reading { _ in }
  }

  /// The paths of all arrays below a group ("" is the root), however deep, from the root and sorted: names("attacks")
  /// gives "attacks/noise" among others.
  public func names(under group: String = "") throws -> [String] {
    try reading { try $0.names(under: group) }
  }

  /// The array at a path, in row-major order. Integers beyond 2^53 are rounded.
  public func array(_ path: String) throws -> (shape: [Int], scalars: [Double]) {
    try reading { try $0.numbers(path) }
  }

  /// An attribute of the group or array at `path` ("" is the root).
  public func attribute(_ path: String, _ name: String) throws -> ForeignAttribute {
    try reading { try $0.foreignAttribute(name, of: path) }
  }

  private func reading<Result: Sendable>(_ body: (inout ArrayReader) throws -> Result) throws -> Result {
    do {
      return try Library.locked { try ArrayReader.reading(path, body) }
    } catch ArchiveError.damaged(let path, let reason), ArchiveError.refused(let path, let reason) {
      // No cell wrote this file, and most often the caller asked for what it does not hold.
      throw ArchiveError.unreadableFile(path, reason: reason)
    }
  }
}
