import Archive
import Foundation
import Testing

extension ArchiveTests {
  @Suite("File locks")
  struct FileLockTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    @Test("A second lock is refused with the holder's process until the first ends")
    func exclusion() throws {
      let path = folder / "new/a.h5"
      var lock: FileLock? = try FileLock(for: path)
      #expect(lock != nil)
      let error = archiveError { try FileLock(for: path) }
      #expect(error == .inUse(path, process: Int(getpid())))
      #expect(
        error?.description
          == "\(path): is in use by another run (process \(getpid())); wait until that has ended, or stop it")
      lock = nil
      let next = try FileLock(for: path)
      let other = try FileLock(for: folder / "new/b.h5")
      withExtendedLifetime((next, other)) {}
    }

    @Test("The process id replaces a longer one of an earlier run")
    func record() throws {
      try store(Array("123456789012\nleft over".utf8), folder / "a.h5.lock")
      let lock = try FileLock(for: folder / "a.h5")
      #expect(try contents(folder / "a.h5.lock") == Array("\(getpid())\n".utf8))
      withExtendedLifetime(lock) {}
    }
  }
}
