import Foundation

/// Keeps two runs from writing one file: whoever holds the lock may write it.
///
/// The lock is an advisory one (`flock`) on "<path>.lock", which records the holder's process id and stays when the
/// lock is released; only the holder may remove it. It ends with this object, or with the process, however that ends.
public final class FileLock: Sendable {
  private let descriptor: Int32

  /// Locks the file at `path`, which need not exist; its folder is created if absent.
  /// Throws `ArchiveError.inUse` while another run holds the lock, and `.notWritable`.
  public convenience init(for path: String) throws { try self.init(for: path, opened: {}) }

  /// - Parameter opened: called whenever the lock's file was opened; tests remove it there.
  init(for path: String, opened: () -> Void) throws {
    try AtomicFile.createFolder(AtomicFile.split(path).folder, for: path)
    while true {
      let descriptor = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { throw ArchiveError.writing(path, code: errno) }
      opened()
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        let code = errno
        defer { close(descriptor) }
        guard code == EWOULDBLOCK else { throw ArchiveError.writing(path, code: code) }
        throw ArchiveError.inUse(path, process: FileLock.holder(descriptor))
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
    try? Array("\(getpid())\n".utf8).withUnsafeBytes {
      try AtomicFile.write($0, to: descriptor, for: path)
    }
  }

  deinit { close(descriptor) }

  /// The process id in a lock file.
  private static func holder(_ descriptor: Int32) -> Int? {
    var bytes = [UInt8](repeating: 0, count: 32)
    let count = read(descriptor, &bytes, bytes.count)
    return Int(String(decoding: bytes.prefix(max(0, count)).prefix { $0 != 10 }, as: UTF8.self))
  }
}
