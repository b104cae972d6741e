import Foundation
import Platform

/// Keeps two runs from writing one file: whoever holds the lock may write it.
///
/// The lock is an advisory one (`flock`) on "<path>.lock", which records the holder's process and machine and stays,
/// empty, when the lock is released; only the holder may remove it. It ends with this object, or with the process,
/// however that ends.
public final class FileLock: Sendable {
  private let descriptor: Int32

  /// Locks the file at `path`, which need not exist; its folder is created if absent.
  /// Throws `ArchiveError.inUse` while another run holds the lock, `.noLocks`, and `FileError`.
  public convenience init(for path: String) throws { try self.init(for: path, opened: {}) }

  /// - Parameter opened: called whenever the lock's file was opened; tests remove it there.
  init(for path: String, opened: () -> Void) throws {
    try AtomicFile.createFolder(AtomicFile.split(path).folder, for: path)
    while true {
      var descriptor = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
      if descriptor < 0 {
        let code = errno
        // Another user's: to lock it, reading is enough on most file systems.
        if code == EACCES { descriptor = open(path + ".lock", O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw FileError.writing(path, at: path + ".lock", code: code) }
      }
      opened()
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        let code = errno
        defer { close(descriptor) }
        // A network file system wants to write where it locks.
        if code == EBADF { throw FileError.writing(path, at: path + ".lock", code: EACCES) }
        guard code == EWOULDBLOCK else {
          throw ArchiveError.noLocks(path, reason: String(cString: strerror(code)))
        }
        let holder = FileLock.holder(descriptor)
        throw ArchiveError.inUse(path, process: holder?.process, host: holder?.host)
      }
      // Whoever tidies up removes the file while holding its lock: what was opened before keeps nobody out.
      if AtomicFile.isOpen(descriptor, as: path + ".lock") {
        self.descriptor = descriptor
        break
      }
      close(descriptor)
    }
    ftruncate(descriptor, 0)
    // Without the record the lock still holds: only the error line of the other run knows less.
    try? Array("\(getpid()) \(FileLock.host)\n".utf8).withUnsafeBytes {
      try AtomicFile.write($0, to: descriptor, for: path)
    }
  }

  deinit {
    // Whoever cannot write here must not pass for this process.
    ftruncate(descriptor, 0)
    close(descriptor)
  }

  /// The process and the machine in a lock file; of this machine no name.
  private static func holder(_ descriptor: Int32) -> (process: Int, host: String?)? {
    var bytes = [UInt8](repeating: 0, count: 512)
    let count = read(descriptor, &bytes, bytes.count)
    let words = String(decoding: bytes.prefix(max(0, count)).prefix { $0 != 10 }, as: UTF8.self).split(
      separator: " ")
    guard let process = words.first.flatMap({ Int($0) }) else { return nil }
    let other = words.dropFirst().first.flatMap { $0 == host ? nil : String($0) }
    return (process, other)
  }

  static let host: String = {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }()
}
