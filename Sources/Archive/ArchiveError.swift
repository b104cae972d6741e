import Foundation

/// What can go wrong with a checkpoint, a foreign HDF5 file or a lock. The description is one line: what is wrong,
/// with which file or array, and what to do.
public enum ArchiveError: Error, Equatable, CustomStringConvertible {
  // Reading files.
  case missingFile(String)
  case isFolder(String)
  case unreadableFile(String, reason: String)
  case notHDF5(String)
  case truncated(String)
  case damaged(String, reason: String)
  /// `cell` is the name of the cell that wrote the file.
  case digestMismatch(String, stored: String, found: String, cell: String)
  case notCheckpoint(String, reason: String)
  case wrongSchema(String, found: Int, expected: Int)
  /// The file is HDF5, but holds what a checkpoint never does: links, types, sizes.
  case refused(String, reason: String)

  // Reading arrays.
  /// The array, and the file or, of a checkpoint that was not read from one, its kind and cell; so in the
  /// next two.
  case missingArray(String, of: String)
  case wrongType(String, found: String, expected: String, of: String)
  case wrongShape(String, found: [Int], expected: [Int], of: String)
  /// The arrays are of the right types and shapes, but hold what cannot be right.
  case unusable(String, reason: String)

  // Writing.
  case invalidContent(String, reason: String)
  case noSpace(String)
  case notWritable(String, reason: String)
  /// `process` is the id of the process that holds the lock; nil where the lock file does not tell.
  case inUse(String, process: Int?)

  public var description: String {
    switch self {
    case .missingFile(let file):
      "\(file): there is no such file; run the cell that writes it, or correct the path"
    case .isFolder(let file):
      "\(file): is a folder, not a file; give the path of a file"
    case .unreadableFile(let file, let reason):
      "\(file): cannot be read (\(reason)); check its path, content and permissions"
    case .notHDF5(let file):
      "\(file): is not an HDF5 file; correct the path, or delete it and run the cell that writes it"
    case .truncated(let file):
      "\(file): is truncated; delete it and run the cell that writes it"
    case .damaged(let file, let reason):
      "\(file): is damaged (\(reason)); delete it and run the cell that writes it"
    case .digestMismatch(let file, let stored, let found, let cell):
      "\(file): is damaged or was edited: its digest is \(found.prefix(12)), but it says \(stored.prefix(12));"
        + " delete it and run cell \(cell) again"
    case .notCheckpoint(let file, let reason):
      "\(file): is not a checkpoint of this notebook (\(reason)); correct the path, or delete it and run the cell"
        + " that writes it"
    case .wrongSchema(let file, let found, let expected):
      "\(file): has schema version \(found), but this program reads version \(expected);"
        + (found > expected
          ? " update the program" : " delete it and run the cell that writes it")
    case .refused(let file, let reason):
      "\(file): is refused (\(reason)); delete it and run the cell that writes it"
    case .missingArray(let name, let owner):
      "\(owner): has no array \"\(name)\"; delete the file and run the cell that writes it"
    case .wrongType(let name, let found, let expected, let owner):
      "\(owner): array \"\(name)\" holds \(found), expected \(expected); delete the file and run the cell that"
        + " writes it"
    case .wrongShape(let name, let found, let expected, let owner):
      "\(owner): array \"\(name)\" has shape \(found), expected \(expected); delete the file and run the cell"
        + " that writes it"
    case .unusable(let owner, let reason):
      "\(owner): \(reason); delete the file and run the cell that writes it"
    case .invalidContent(let file, let reason):
      "\(file): cannot be written, because \(reason); correct the cell that writes it"
    case .noSpace(let file):
      "\(file): no space left on the device, nothing was changed; free some space and run the cell again"
    case .notWritable(let file, let reason):
      "\(file): cannot be written (\(reason)), nothing was changed; choose another path or correct its"
        + " permissions"
    case .inUse(let file, let process):
      "\(file): is in use by another run\(process.map { " (process \($0))" } ?? "");"
        + " wait until that has ended, or stop it"
    }
  }

  /// The error of a failed system call on the way to writing `file`.
  static func writing(_ file: String, code: Int32) -> ArchiveError {
    switch code {
    case ENOSPC, EDQUOT: .noSpace(file)
    case EACCES, EPERM, EROFS: .notWritable(file, reason: "its folder is read-only")
    default: .notWritable(file, reason: String(cString: strerror(code)))
    }
  }
}
