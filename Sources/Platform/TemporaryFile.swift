import Foundation

/// The temporary files of writes: `.<file>.<number>.tmp`, beside the file that they are to become. The number is that of
/// the process, where it is free.
///
/// A writer holds a shared lock on its temporary file. Whoever can lock one exclusively knows that its writer has ended,
/// however that came about and on whichever machine it ran: process ids tell neither on a shared folder.
public enum TemporaryFile {
  /// The names of the temporary files that ended runs left in a folder, without the folders in it.
  public static func leftovers(in folder: String) -> [String] {
    names(in: folder).filter { name in
      guard isTemporary(name), let descriptor = lockLeft("\(folder)/\(name)") else { return false }
      close(descriptor)
      return true
    }
  }

  /// Removes what ``leftovers(in:)`` names; the files of running writers stay.
  ///
  /// Nothing is thrown: what cannot be removed does no harm.
  public static func removeLeftovers(in folder: String) {
    for name in leftovers(in: folder) { removeIfLeft("\(folder)/\(name)") }
  }

  /// Removes those that ended runs left for one file.
  static func removeLeftovers(of file: String, in folder: String) {
    for name in names(in: folder) {
      if isTemporary(name), name.hasPrefix(".\(file)."),
        name.utf8.dropFirst(file.utf8.count + 2).dropLast(4).allSatisfy(isDigit)
      {
        removeIfLeft("\(folder)/\(name)")
      }
    }
  }

  private static func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? []
  }

  /// Opens a new temporary file for `file` in a folder, for writing, locked until it is closed. Nobody else's is ever
  /// opened: on a shared folder another machine, or another container, may have a process of this number.
  ///
  /// - Parameters:
  ///   - target: the file named in errors.
  ///   - opened: called whenever a file was opened; tests remove it there.
  static func create(
    for file: String, in folder: String, target: String, opened: (String) -> Void = { _ in }
  ) throws -> (path: String, descriptor: Int32) {
    var number = UInt32(getpid())
    while true {
      let path = "\(folder)/.\(file).\(number).tmp"
      // For reading too: a shared lock asks for that on network file systems.
      let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else {
        guard errno == EEXIST else { throw FileError.writing(target, at: path, code: errno) }
        number = .random(in: 0...UInt32.max)
        continue
      }
      opened(path)
      // Shared, because HDF5 asks for the same lock when it reads the file back.
      flock(descriptor, LOCK_SH)
      // Between the two calls somebody may have taken the file for a leftover.
      if AtomicFile.isOpen(descriptor, as: path) { return (path, descriptor) }
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

  /// Removes a temporary file unless its writer is running.
  ///
  /// - Returns: whether it was removed.
  @discardableResult
  public static func removeIfLeft(_ path: String) -> Bool {
    guard let descriptor = lockLeft(path) else { return false }
    defer { close(descriptor) }
    return unlink(path) == 0
  }

  /// Opens a file and locks it exclusively; nil if that cannot be had.
  private static func lockLeft(_ path: String) -> Int32? {
    let descriptor = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    // Somebody else may have removed it, and a writer have created another of its name.
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0, AtomicFile.isOpen(descriptor, as: path) {
      return descriptor
    }
    close(descriptor)
    return nil
  }
}
