import Foundation

/// The temporary files of writes: `.<file>.<process>.tmp`, beside the file that they are to become.
///
/// A writer holds a shared lock on its temporary file. Whoever can lock one exclusively knows that its writer has ended,
/// however that came about and on whichever machine it ran: process ids tell neither on a shared folder.
public enum TemporaryFile {
  /// Removes the temporary files that ended runs left in a folder and below it; those of running ones stay.
  ///
  /// Nothing is thrown: what cannot be removed does no harm.
  public static func removeLeftovers(below folder: String) {
    for name in FileManager.default.enumerator(atPath: folder)?.compactMap({ $0 as? String }) ?? [] {
      if isTemporary(AtomicFile.split(name).file) { removeIfLeft("\(folder)/\(name)") }
    }
  }

  /// Removes those that ended runs left for one file.
  static func removeLeftovers(of file: String, in folder: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      if isTemporary(name), name.hasPrefix(".\(file)."),
        name.utf8.dropFirst(file.utf8.count + 2).dropLast(4).allSatisfy(isDigit)
      {
        removeIfLeft("\(folder)/\(name)")
      }
    }
  }

  static func path(for file: String, in folder: String) -> String { "\(folder)/.\(file).\(getpid()).tmp" }

  /// Opens a new temporary file for writing, locked until it is closed. `target` is the file named in errors.
  static func create(_ path: String, for target: String) throws -> Int32 {
    while true {
      // For reading too: a shared lock asks for that on network file systems.
      let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { throw ArchiveError.writing(target, code: errno) }
      // Shared, because HDF5 asks for the same lock when it reads the file back.
      flock(descriptor, LOCK_SH)
      // Between the two calls somebody may have taken the file for a leftover.
      var status = stat()
      if fstat(descriptor, &status) == 0, status.st_nlink > 0 { return descriptor }
      close(descriptor)
    }
  }

  /// Whether a name is ".<something>.<digits>.tmp".
  private static func isTemporary(_ name: String) -> Bool {
    let parts = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count >= 4 && parts[0].isEmpty && name.hasSuffix(".tmp")
      && !parts[parts.count - 2].isEmpty && parts[parts.count - 2].allSatisfy(isDigit)
  }

  private static func isDigit(_ character: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character)
  }

  private static func removeIfLeft(_ path: String) {
    let descriptor = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
  }
}
