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
      #expect(try contents(folder / "a.h5.lock") == Array("\(getpid()) \(FileLock.host)\n".utf8))
      withExtendedLifetime(lock) {}
    }

    @Test("Nobody is named once the lock is released")
    func release() throws {
      do {
        let lock = try FileLock(for: folder / "a.h5")
        withExtendedLifetime(lock) {}
      }
      #expect(try contents(folder / "a.h5.lock") == [])
    }

    @Test("A holder on another machine is named with it")
    func otherMachine() throws {
      let path = folder / "a.h5"
      try store(Array("4711 elsewhere\n".utf8), path + ".lock")
      let descriptor = open(path + ".lock", O_RDWR)
      defer { close(descriptor) }
      #expect(flock(descriptor, LOCK_EX) == 0)
      let error = archiveError { try FileLock(for: path) }
      #expect(error?.description.contains("another run (process 4711 on elsewhere);") == true)
    }

    @Test("The lock file of another user serves, if it can be read; if not, it is named")
    func lockFileOfAnother() async {
      // In a process of its own, because root is to give up what it may.
      await #expect(processExitsWith: .success) {
        let folder = try TemporaryFolder()
        chmod(folder.path, 0o777)
        for (name, mode) in [("a.h5", mode_t(0o444)), ("b.h5", 0o000)] {
          try store([], folder / (name + ".lock"))
          chmod(folder / (name + ".lock"), mode)
        }
        // Given back at the end, to remove the folder.
        let user = geteuid()
        if user == 0 { #expect(seteuid(65_534) == 0) }
        defer { seteuid(user) }
        let lock = try FileLock(for: folder / "a.h5")
        #expect(archiveError { try FileLock(for: folder / "a.h5") } != nil)
        withExtendedLifetime(lock) {}
        let reason = "this user may not write \(folder / "b.h5").lock"
        #expect(
          fileError { try FileLock(for: folder / "b.h5") } == .notWritable(folder / "b.h5", reason: reason))
      }
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
