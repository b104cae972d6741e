import Foundation
import Testing

@testable import Archive

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

    @Test(
      "A lock file that is removed or replaced before it is locked is opened again", arguments: [false, true])
    func removed(isReplaced: Bool) throws {
      let path = folder / "a.h5"
      var openings = 0
      let lock = try FileLock(for: path) {
        openings += 1
        guard openings == 1 else { return }
        unlink(path + ".lock")
        if isReplaced { close(open(path + ".lock", O_RDWR | O_CREAT, 0o666)) }
      }
      #expect(openings == 2)
      #expect(archiveError { try FileLock(for: path) } == .inUse(path, process: Int(getpid())))
      withExtendedLifetime(lock) {}
    }
  }
}
