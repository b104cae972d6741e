import Foundation

/// Replaces a file as a whole: a reader, or a run after a crash, finds the old content or the new, never a part.
enum AtomicFile {
  /// The steps of a replacement, in their order.
  enum Step: CaseIterable {
    case create, write, synchronise, verify, rename, synchroniseFolder
  }

  /// Writes `bytes` beside `path` as `.<file>.<process>.tmp`, calls `verify` with that name, and renames it to `path`.
  /// Creates the folder if absent; removes temporary files that ended runs left for the same target. On any failure
  /// the temporary file is removed and `path` is as it was. Only a regular file is ever replaced.
  /// Throws `ArchiveError`, and what `verify` and `before` throw.
  ///
  /// - Parameter before: called before each step; tests let a step fail, or the process end there.
  static func replace(
    _ path: String, with bytes: UnsafeRawBufferPointer, verify: (String) throws -> Void,
    before: (Step) throws -> Void = { _ in }
  ) throws {
    let (folder, file) = split(path)
    try createFolder(folder, for: path)
    try checkReplaceable(path)
    TemporaryFile.removeLeftovers(of: file, in: folder)

    try before(.create)
    let temporary = TemporaryFile.path(for: file, in: folder)
    let descriptor = try TemporaryFile.create(temporary, for: path)
    defer { close(descriptor) }
    do {
      try before(.write)
      try write(bytes, to: descriptor, for: path)
      try before(.synchronise)
      guard fsync(descriptor) == 0 else { throw ArchiveError.writing(path, code: errno) }
      try before(.verify)
      try verify(temporary)
      try before(.rename)
      guard rename(temporary, path) == 0 else { throw ArchiveError.writing(path, code: errno) }
    } catch {
      unlink(temporary)
      throw error
    }
    try before(.synchroniseFolder)
    synchronise(folder)
  }

  /// Writes all bytes to an open file; `path` is the file named in errors.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, for path: String) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      // Some systems refuse more than 2 GiB at a time.
      let part = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 28))
      let written = Foundation.write(descriptor, part.baseAddress, part.count)
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno != EINTR {
        throw ArchiveError.writing(path, code: errno)
      }
    }
  }

  /// Creates a folder and those above it. `path` is the file named in errors.
  static func createFolder(_ folder: String, for path: String) throws {
    if isFolder(folder) { return }
    let (parent, _) = split(folder)
    if parent != folder { try createFolder(parent, for: path) }
    guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw ArchiveError.writing(path, code: errno) }
  }

  /// Folder and name of a file: "a/b" gives "a" and "b", "b" gives "." and "b".
  static func split(_ path: String) -> (folder: String, file: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return (folder, String(path[path.index(after: slash)...]))
  }

  /// Whether a path still names the file that was opened, and not none or another by now.
  static func isOpen(_ descriptor: Int32, as path: String) -> Bool {
    var (opened, named) = (stat(), stat())
    return fstat(descriptor, &opened) == 0 && lstat(path, &named) == 0
      && opened.st_dev == named.st_dev && opened.st_ino == named.st_ino
  }

  /// A rename would replace whatever bears the name, a device or a pipe too, if the user may.
  private static func checkReplaceable(_ path: String) throws {
    if isFolder(path) { throw ArchiveError.isFolder(path) }
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw ArchiveError.notWritable(path, reason: "it is a device, a pipe or a socket")
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Makes the renaming last through a power failure. A failure is no error: the file is whole in either case.
  private static func synchronise(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
