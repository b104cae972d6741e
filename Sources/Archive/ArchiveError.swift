import Foundation

/// What can go wrong with a checkpoint or a lock, besides a `FileError` on writing. The description
/// is one line: what is wrong, with which file or array, and what to do.
public enum ArchiveError: Error, Equatable, CustomStringConvertible {
  // Reading files.
  case missingFile(String)
  case isFolder(String)
  case unreadableFile(String, reason: String)
  case notHDF5(String)
  case truncated(String)
  case damaged(String, reason: String)
  /// Another program holds the file open for writing.
  case openElsewhere(String)
  /// HDF5 does not know a part of the file by its version: it is damaged, or newer than the library.
  case unknownFormat(String, reason: String)
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
  /// What was written does not read back.
  case badCopy(String, reason: String)
  /// `process` is the id of the process that holds the lock; nil where the lock file does not tell. `host` is the machine
  /// that it runs on; nil if that is this one.
  case inUse(String, process: Int?, host: String? = nil)
  /// The file system has no locks that work.
  case noLocks(String, reason: String)

  /// One of these, with advice by those who know what the file is.
  indirect case advised(ArchiveError, advice: String)

  /// Whether this says nothing of the file, which may be read at another time.
  public var isTemporary: Bool {
    switch self {
    case .openElsewhere, .inUse: true
    case .advised(let error, _): error.isTemporary
    default: false
    }
  }

  /// Whether the file is there, but holds no checkpoint that can be used.
  public var isDamage: Bool {
    switch self {
    case .notHDF5, .truncated, .damaged, .unknownFormat, .digestMismatch, .notCheckpoint, .wrongSchema, .refused,
      .missingArray, .wrongType, .wrongShape, .unusable:
      true
    case .advised(let error, _): error.isDamage
    default: false
    }
  }

  /// The same with other advice, if it is of a damaged file of this path.
  public func advising(_ advice: String, on path: String) -> ArchiveError {
    if case .advised = self { return self }
    return isDamage && problem.hasPrefix("\(path): ") ? .advised(self, advice: advice) : self
  }

  public var description: String { "\(problem); \(advice)" }

  /// What is wrong, with the file's path in front.
  private var problem: String {
    switch self {
    case .missingFile(let file): "\(file): there is no such file"
    case .isFolder(let file): "\(file): is a folder, not a file"
    case .unreadableFile(let file, let reason): "\(file): cannot be read (\(reason))"
    case .notHDF5(let file): "\(file): is not an HDF5 file"
    case .truncated(let file): "\(file): is truncated"
    case .damaged(let file, let reason): "\(file): is damaged (\(reason))"
    case .openElsewhere(let file): "\(file): is in use by another program, which has it open for writing"
    case .unknownFormat(let file, let reason):
      "\(file): is damaged, or of a newer format than \(Library.version) reads (\(reason))"
    case .digestMismatch(let file, let stored, let found, _):
      "\(file): is damaged or was edited (its digest is \(found.prefix(12)), recorded is \(stored.prefix(12)))"
    case .notCheckpoint(let file, let reason): "\(file): is not a checkpoint of this notebook (\(reason))"
    case .wrongSchema(let file, let found, let expected):
      "\(file): has schema version \(found), but this program reads version \(expected)"
    case .refused(let file, let reason): "\(file): is refused (\(reason))"
    case .missingArray(let name, let owner): "\(owner): has no array \"\(name)\""
    case .wrongType(let name, let found, let expected, let owner):
      "\(owner): array \"\(name)\" holds \(found), expected \(expected)"
    case .wrongShape(let name, let found, let expected, let owner):
      "\(owner): array \"\(name)\" has shape \(found), expected \(expected)"
    case .unusable(let owner, let reason): "\(owner): \(reason)"
    case .invalidContent(let file, let reason): "\(file): cannot be written, because \(reason)"
    case .badCopy(let file, let reason):
      "\(file): what was written does not read back (\(reason)), nothing was changed"
    case .inUse(let file, let process, let host):
      "\(file): is in use by another run\(process.map { " (process \($0)\(host.map { " on \($0)" } ?? ""))" } ?? "")"
    case .noLocks(let file, let reason):
      "\(file): cannot be locked (\(reason)): its file system has no locks (flock) that work"
    case .advised(let error, _): error.problem
    }
  }

  /// What to do.
  private var advice: String {
    switch self {
    case .missingFile: "run the cell that writes it, or correct the path"
    case .isFolder: "give the path of a file"
    case .unreadableFile: "check its path, content and permissions"
    case .notHDF5, .notCheckpoint: "correct the path, or delete it and run the cell that writes it"
    case .truncated, .damaged, .refused: "delete it and run the cell that writes it"
    case .openElsewhere: "wait until that has closed it, or close it there"
    case .unknownFormat: "update that library, or delete the file and run the cell that writes it"
    case .digestMismatch(_, _, _, let cell): "delete it and run cell \(cell) again"
    case .wrongSchema(_, let found, let expected):
      found > expected ? "update the program" : "delete it and run the cell that writes it"
    case .missingArray, .wrongType, .wrongShape, .unusable: "delete the file and run the cell that writes it"
    case .invalidContent: "correct the cell that writes it"
    case .badCopy: "check the disk and run the cell again"
    case .inUse: "wait until that has ended, or stop it"
    case .noLocks: "mount it with locks, or choose a folder elsewhere by --checkpoints"
    case .advised(_, let advice): advice
    }
  }
}
