import Foundation
import Testing

@testable import Archive
@testable import Platform

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
      let (created, running) = try TemporaryFile.create(for: "a.h5", in: folder.path, target: "a.h5")
      defer { close(running) }
      #expect(rename(created, folder / ".a.h5.1.tmp") == 0)
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

    @Test(
      "A symbolic link is written through, whether its file is there yet or not", arguments: [true, false])
    func symbolicLink(isThere: Bool) throws {
      for sub in ["results", "scratch"] {
        try FileManager.default.createDirectory(atPath: folder / sub, withIntermediateDirectories: true)
      }
      if isThere { try store([1], folder / "scratch/a.h5") }
      #expect(symlink("../scratch/a.h5", folder / "results/b.h5") == 0)
      #expect(symlink("b.h5", folder / "results/a.h5") == 0)
      try store([1], folder / "scratch/.a.h5.77.tmp")
      try Checkpoint.sample.write(to: folder / "results/a.h5") { step in
        guard step == .rename else { return }
        let scratch = try FileManager.default.contentsOfDirectory(atPath: folder / "scratch")
        #expect(scratch.contains { $0.hasSuffix(".tmp") }, "on the disk that the link leads to")
      }
      #expect(try Checkpoint.read(folder / "scratch/a.h5") == .sample)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder / "results/a.h5") == "b.h5")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder / "scratch") == ["a.h5"])
    }

    @Test("A symbolic link to nowhere, or to itself, is no place for a file")
    func uselessLinks() throws {
      #expect(symlink(folder / "unmounted/a.h5", folder / "a.h5") == 0)
      #expect(symlink("b.h5", folder / "b.h5") == 0)
      for name in ["a.h5", "b.h5"] {
        guard
          case .notWritable(folder / name, _) = fileError({ try Checkpoint.sample.write(to: folder / name) })
        else {
          Issue.record("\(name) was written")
          continue
        }
      }
      #expect(try folder.names == ["a.h5", "b.h5"])
    }

    @Test("A name that is taken is nobody else's temporary file, whatever process it names")
    func takenName() throws {
      let taken = ".a.h5.\(getpid()).tmp"
      try store([1, 2, 3], folder / taken)
      let (path, descriptor) = try TemporaryFile.create(for: "a.h5", in: folder.path, target: "a.h5")
      close(descriptor)
      #expect(path != folder / taken)
      #expect(try contents(folder / taken) == [1, 2, 3])
      TemporaryFile.removeLeftovers(of: "a.h5", in: folder.path)
      #expect(try folder.names == [], "both can be told for what they are")
    }

    @Test("A temporary file that is tidied away before it is locked is created again")
    func tidiedAway() throws {
      var openings = 0
      let (path, descriptor) = try TemporaryFile.create(for: "a", in: folder.path, target: "a") {
        openings += 1
        if openings == 1 { unlink($0) }
      }
      close(descriptor)
      #expect(openings == 2)
      #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test("Every new folder's entry is on the disk before the next is made in it")
    func newFolders() throws {
      var made: [String] = []
      try AtomicFile.createFolder(folder / "a/b/c", for: "file") { made.append($0) }
      #expect(made == ["a", "a/b", "a/b/c"].map { folder / $0 })
      made = []
      try AtomicFile.createFolder(folder / "a/b/c", for: "file") { made.append($0) }
      #expect(made == [])
    }

    @Test("Only regular files are replaced")
    func targets() throws {
      try FileManager.default.createDirectory(atPath: folder / "sub", withIntermediateDirectories: true)
      #expect(fileError { try Checkpoint.sample.write(to: folder / "sub") } == .isFolder(folder / "sub"))
      mkfifo(folder / "pipe", 0o600)
      let error = fileError { try Checkpoint.sample.write(to: folder / "pipe") }
      #expect(error == .notWritable(folder / "pipe", reason: "it is a device, a pipe or a socket"))
      #expect(archiveError { try Checkpoint.read(folder / "pipe") } == .notHDF5(folder / "pipe"))
      try store([1], folder / "file")
      #expect(fileError { try Checkpoint.sample.write(to: folder / "file/a.h5") } != nil)
      #expect(try folder.names == ["file", "pipe", "sub"])
    }

    @Test(
      "A read-only folder is named as the reason", .enabled(if: geteuid() != 0, "root may write anywhere"))
    func readOnly() throws {
      chmod(folder.path, 0o500)
      defer { chmod(folder.path, 0o700) }
      let error = fileError { try Checkpoint.sample.write(to: folder / "a.h5") }
      let reason = "its folder \(folder.path) is read-only for this user"
      #expect(error == .notWritable(folder / "a.h5", reason: reason))
    }

    @Test("System errors become lines that say what to do")
    func systemErrors() {
      #expect(FileError.writing("a.h5", code: ENOSPC) == .noSpace("a.h5"))
      #expect(FileError.writing("a.h5", code: EDQUOT) == .noSpace("a.h5"))
      #expect(
        FileError.writing("a.h5", code: EROFS).description
          == "a.h5: cannot be written (its file system is read-only), nothing was changed; choose another path"
          + " or correct its permissions")
      // A folder that may be written holds a file that may not.
      #expect(
        FileError.writing(folder / "a.h5", at: folder / "a.h5.lock", code: EACCES)
          == .notWritable(folder / "a.h5", reason: "this user may not write \(folder / "a.h5.lock")"))
    }

    #if os(Linux)
      @Test("A full device is reported as such")
      func fullDevice() {
        // Opened, never replaced: every write to this device fails.
        let descriptor = open("/dev/full", O_WRONLY)
        defer { close(descriptor) }
        let error = fileError {
          try [UInt8](repeating: 0, count: 10).withUnsafeBytes {
            try AtomicFile.write($0, to: descriptor, for: "a.h5")
          }
        }
        #expect(error == .noSpace("a.h5"))
      }
    #endif
  }
}
