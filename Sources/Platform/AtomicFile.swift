import Foundation

/// Replaces a file as a whole: a reader, or a run after a crash, finds the old content or the new, never a part.
public enum AtomicFile {
  /// The steps of a replacement, in their order.
  public enum Step: CaseIterable, Sendable {
    case create, write, synchronise, verify, rename, synchroniseFolder
  }

  /// Writes `bytes` beside `path` as a ``TemporaryFile``, calls `verify` with its path, and renames it to `path`. Creates
  /// the folder if absent; removes temporary files that ended runs left for the same target. Where `path` is a symbolic
  /// link, all this happens where it leads, and the link stays. On any failure the temporary file is removed and `path`
  /// is as it was. Only a regular file is ever replaced.
  ///
  /// - Parameter before: called before each step; tests let a step fail, or the process end there.
  /// - Throws: `FileError`, and what `verify` and `before` throw.
  public static func replace(
    _ path: String, with bytes: UnsafeRawBufferPointer, verify: (String) throws -> Void = { _ in },
    before: (Step) throws -> Void = { _ in }
  ) throws {
    let target = try target(of: path)
    let (folder, file) = split(target)
    // The folder that a link leads to is somebody's, perhaps on a disk that is not there now.
    if target == path { try createFolder(folder, for: path) }
    try checkReplaceable(target, for: path)
    TemporaryFile.removeLeftovers(of: file, in: folder)

    try before(.create)
    let (temporary, descriptor) = try TemporaryFile.create(for: file, in: folder, target: path)
    defer { close(descriptor) }
    do {
      try before(.write)
      try write(bytes, to: descriptor, for: path)
      try before(.synchronise)
      guard fsync(descriptor) == 0 else { throw FileError.writing(path, code: errno) }
      try before(.verify)
      try verify(temporary)
      try before(.rename)
      guard rename(temporary, target) == 0 else {
        throw FileError.writing(path, at: target, code: errno)
      }
    } catch {
      unlink(temporary)
      throw error
    }
    try before(.synchroniseFolder)
    synchronise(folder)
  }

  /// Where a symbolic link leads in the end, which need not exist; any other path is its own.
  static func target(of path: String) throws -> String {
    var target = path
    for _ in 0..<40 {
      var bytes = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
      guard readlink(target, &bytes, bytes.count - 1) > 0 else { return target }
      let link = String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      target = link.hasPrefix("/") ? link : "\(split(target).folder)/\(link)"
    }
    throw FileError.notWritable(path, reason: String(cString: strerror(ELOOP)))
  }

  /// Writes all bytes to an open file; `path` is the file named in errors.
  public static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, for path: String) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      // Some systems refuse more than 2 GiB at a time.
      let part = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 28))
      let written = Foundation.write(descriptor, part.baseAddress, part.count)
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno != EINTR {
        throw FileError.writing(path, code: errno)
      }
    }
  }

  /// Creates a folder and those above it, to last through a power failure. `path` is the file named in errors.
  ///
  /// - Parameter made: called with the path of every folder that was made, after its entry is on the disk.
  public static func createFolder(
    _ folder: String, for path: String, made: (String) -> Void = { _ in }
  ) throws {
    if isFolder(folder) { return }
    let (parent, _) = split(folder)
    if parent != folder { try createFolder(parent, for: path, made: made) }
    guard mkdir(folder, 0o777) == 0 else {
      if errno == EEXIST, isFolder(folder) { return }
      throw FileError.writing(path, at: folder, code: errno)
    }
    synchronise(parent)
    made(folder)
  }

  /// Folder and name of a file: "a/b" gives "a" and "b", "b" gives "." and "b".
  public static func split(_ path: String) -> (folder: String, file: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return (folder, String(path[path.index(after: slash)...]))
  }

  /// Whether a path still names the file that was opened, and not none or another by now.
  public static func isOpen(_ descriptor: Int32, as path: String) -> Bool {
    var (opened, named) = (stat(), stat())
    return fstat(descriptor, &opened) == 0 && lstat(path, &named) == 0
      && opened.st_dev == named.st_dev && opened.st_ino == named.st_ino
  }

  /// A rename would replace whatever bears the name, a device or a pipe too, if the user may.
  private static func checkReplaceable(_ target: String, for path: String) throws {
    if isFolder(target) { throw FileError.isFolder(path) }
    var status = stat()
    guard stat(target, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileError.notWritable(path, reason: "it is a device, a pipe or a socket")
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Makes the making or renaming of an entry last through a power failure. A failure is no error: the file is whole in
  /// either case.
  private static func synchronise(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
