import Foundation

/// Why a file cannot be written. The description is one line: what is wrong, with which file, and what to do.
public enum FileError: Error, Equatable, CustomStringConvertible {
  case isFolder(String)
  case noSpace(String)
  case notWritable(String, reason: String)

  public var description: String {
    switch self {
    case .isFolder(let file):
      "\(file): is a folder, not a file; give the path of a file"
    case .noSpace(let file):
      "\(file): no space left on the device, nothing was changed; free some space and run the cell again"
    case .notWritable(let file, let reason):
      "\(file): cannot be written (\(reason)), nothing was changed; choose another path or correct its"
        + " permissions"
    }
  }

  /// The error of a failed system call on the way to writing `file`.
  ///
  /// - Parameter place: the file or folder that was to be opened, made or replaced, if it is not `file` itself.
  public static func writing(_ file: String, at place: String? = nil, code: Int32) -> FileError {
    let place = place ?? file
    switch code {
    case ENOSPC, EDQUOT: return .noSpace(file)
    case EROFS: return .notWritable(file, reason: "its file system is read-only")
    case EACCES, EPERM:
      let folder = AtomicFile.split(place).folder
      // The folder decides what can be made and replaced in it; a file that is there decides what is opened.
      if faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) != 0 {
        return .notWritable(file, reason: "its folder \(folder) is read-only for this user")
      }
      return .notWritable(file, reason: "this user may not write \(place)")
    default: return .notWritable(file, reason: String(cString: strerror(code)))
    }
  }
}
