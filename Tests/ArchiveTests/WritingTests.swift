import Foundation
import Testing

@testable import Archive

extension ArchiveTests {
  @Suite("Writing")
  struct WritingTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    @Test("A failure keeps the old file and leaves nothing behind")
    func failureKeepsOldFile() throws {
      struct Failure: Error {}
      let path = folder / "old.h5"
      try Checkpoint.sample.write(to: path)
      let old = try contents(path)
      #expect(throws: Failure.self) {
        try [UInt8](repeating: 7, count: 1000).withUnsafeBytes { bytes in
          try AtomicFile.replace(path, with: bytes) { temporary in
            #expect(try contents(temporary).count == 1000)
            throw Failure()
          }
        }
      }
      #expect(try contents(path) == old)
      #expect(try folder.names == ["old.h5"])
    }

    @Test("What cannot be stored is refused before anything is written")
    func invalid() throws {
      func reason(_ edit: (inout Checkpoint) -> Void) -> String {
        var checkpoint = Checkpoint.sample
        edit(&checkpoint)
        return archiveError { try checkpoint.write(to: folder / "invalid.h5") }?.description ?? "written"
      }
      let one = NamedArray(shape: [], scalars: .int32([1]))
      for name in ["", "/a", "a//b", "a/", "./a", "a\0b"] {
        #expect(reason { $0[name] = one }.contains("is no name for an array"), "\(name)")
      }
      #expect(reason { $0["correct/more"] = one }.contains("\"correct/more\" lies inside an array"))
      for shape in [[5], [-2, -2], [.max, 4], [1, 1, 1, 1, 1, 1, 1, 1, 4]] {
        let found = reason { $0.arrays["correct"]?.shape = shape }
        #expect(found.contains("of \"correct\" does not fit its 4 scalars"), "\(shape)")
      }
      #expect(reason { $0.set("text", shape: [], .text(["a\0"])) }.contains("zero character"))
      #expect(reason { $0.provenance.settings = "\0" }.contains("zero character"))
      #expect(try folder.names == [])
    }

    @Test("Temporary files of ended writers go, those of running ones stay")
    func leftovers() throws {
      let running = try TemporaryFile.create(folder / ".a.h5.1.tmp", for: "a.h5")
      defer { close(running) }
      let others = [".b.h5.1.tmp", ".a.h5.tmp", ".a.h5.x.tmp", ".c.1.tmpx", "a.1.tmp"]
      for name in [".a.h5.2.tmp", ".a.h5.\(getpid()).tmp"] + others { try store([1], folder / name) }
      try Checkpoint.sample.write(to: folder / "a.h5")
      #expect(try folder.names == (others + [".a.h5.1.tmp", "a.h5"]).sorted())
      // At the start of a run: those of any file, but not in folders below, which may be another program's.
      try FileManager.default.createDirectory(atPath: folder / "sub", withIntermediateDirectories: true)
      try store([1], folder / "sub/.d.3.tmp")
      #expect(TemporaryFile.leftovers(in: folder.path) == [".b.h5.1.tmp"])
      #expect(!TemporaryFile.removeIfLeft(folder / ".a.h5.1.tmp"))
      TemporaryFile.removeLeftovers(in: folder.path)
      #expect(
        try folder.names
          == (others.dropFirst() + [".a.h5.1.tmp", "a.h5", "sub"]).sorted())
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder / "sub") == [".d.3.tmp"])
    }

    @Test("Only regular files are replaced")
    func targets() throws {
      try FileManager.default.createDirectory(atPath: folder / "sub", withIntermediateDirectories: true)
      #expect(archiveError { try Checkpoint.sample.write(to: folder / "sub") } == .isFolder(folder / "sub"))
      mkfifo(folder / "pipe", 0o600)
      let error = archiveError { try Checkpoint.sample.write(to: folder / "pipe") }
      #expect(error == .notWritable(folder / "pipe", reason: "it is a device, a pipe or a socket"))
      #expect(archiveError { try Checkpoint.read(folder / "pipe") } == .notHDF5(folder / "pipe"))
      try store([1], folder / "file")
      #expect(archiveError { try Checkpoint.sample.write(to: folder / "file/a.h5") } != nil)
      #expect(try folder.names == ["file", "pipe", "sub"])
    }

    @Test(
      "A read-only folder is named as the reason", .enabled(if: geteuid() != 0, "root may write anywhere"))
    func readOnly() throws {
      chmod(folder.path, 0o500)
      defer { chmod(folder.path, 0o700) }
      let error = archiveError { try Checkpoint.sample.write(to: folder / "a.h5") }
      #expect(error == .notWritable(folder / "a.h5", reason: "its folder is read-only"))
    }

    @Test("System errors become lines that say what to do")
    func systemErrors() {
      #expect(ArchiveError.writing("a.h5", code: ENOSPC) == .noSpace("a.h5"))
      #expect(ArchiveError.writing("a.h5", code: EDQUOT) == .noSpace("a.h5"))
      #expect(
        ArchiveError.writing("a.h5", code: EROFS).description
          == "a.h5: cannot be written (its folder is read-only), nothing was changed; choose another path or"
          + " correct its permissions")
    }

    #if os(Linux)
      @Test("A full device is reported as such")
      func fullDevice() {
        // Opened, never replaced: every write to this device fails.
        let descriptor = open("/dev/full", O_WRONLY)
        defer { close(descriptor) }
        let error = archiveError {
          try [UInt8](repeating: 0, count: 10).withUnsafeBytes {
            try AtomicFile.write($0, to: descriptor, for: "a.h5")
          }
        }
        #expect(error == .noSpace("a.h5"))
      }
    #endif
  }
}
