import Foundation
import Testing

@testable import Archive

extension ArchiveTests {
  @Suite("Damaged and hostile files")
  struct DamageTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    @Test("Files that are absent, folders, or not HDF5")
    func notFiles() throws {
      #expect(archiveError { try Checkpoint.read(folder / "a.h5") } == .missingFile(folder / "a.h5"))
      #expect(archiveError { try Checkpoint.header(folder / "a.h5") } == .missingFile(folder / "a.h5"))
      #expect(archiveError { try Checkpoint.read(folder.path) } == .isFolder(folder.path))
      try store(Array("not HDF5 at all".utf8), folder / "text.h5")
      #expect(archiveError { try Checkpoint.read(folder / "text.h5") } == .notHDF5(folder / "text.h5"))
      try store([], folder / "empty.h5")
      #expect(archiveError { try Checkpoint.read(folder / "empty.h5") } == .notHDF5(folder / "empty.h5"))
    }

    @Test("A file that another program has open for writing is not called damaged")
    func openElsewhere() throws {
      try Checkpoint.sample.write(to: folder / "a.h5")
      let writer = open(folder / "a.h5", O_RDWR)
      defer { close(writer) }
      #expect(flock(writer, LOCK_EX) == 0)
      for read in [{ _ = try Checkpoint.read($0) }, { _ = try Checkpoint.header($0) }]
        as [(String) throws -> Void]
      {
        let error = archiveError { try read(folder / "a.h5") }
        #expect(error == .openElsewhere(folder / "a.h5"))
        #expect(error?.isTemporary == true && error?.description.contains("delete") == false)
      }
      #expect(flock(writer, LOCK_UN) == 0)
      #expect(try Checkpoint.read(folder / "a.h5") == .sample)
    }

    @Test("A block that another program has put before the content is passed over")
    func userBlock() throws {
      try Checkpoint.sample.write(to: folder / "a.h5")
      let bytes = try contents(folder / "a.h5")
      for size in [512, 2048] {
        try store(Array(repeating: 32, count: size) + bytes, folder / "a.h5")
        #expect(try Checkpoint.read(folder / "a.h5") == .sample)
      }
      try store(Array(repeating: 32, count: 500) + bytes, folder / "a.h5")
      #expect(archiveError { try Checkpoint.read(folder / "a.h5") } == .notHDF5(folder / "a.h5"))
    }

    @Test("A format that this HDF5 does not know may be newer as well as damaged")
    func newerFormat() throws {
      try Checkpoint.sample.write(to: folder / "a.h5")
      var bytes = try contents(folder / "a.h5")
      bytes[8] = 9  // The version of the superblock.
      try store(bytes, folder / "a.h5")
      let error = archiveError { try Checkpoint.read(folder / "a.h5") }
      guard case .unknownFormat(_, let reason) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(reason.contains("version"))
      #expect(error?.description.contains("newer format than HDF5 1.") == true)
    }

    @Test("A truncated file is called that")
    func truncated() throws {
      try Checkpoint.sample.write(to: folder / "a.h5")
      let bytes = try contents(folder / "a.h5")
      for size in [bytes.count - 1, bytes.count / 2, 100] {
        try store(Array(bytes.prefix(size)), folder / "a.h5")
        #expect(archiveError { try Checkpoint.read(folder / "a.h5") } == .truncated(folder / "a.h5"))
      }
    }

    @Test("A changed number is noticed by the digest, not by the header alone")
    func flippedBit() throws {
      var checkpoint = Checkpoint.sample
      checkpoint.set("marked", shape: [8], .uint8(Array("MARKMARK".utf8)))
      try checkpoint.write(to: folder / "a.h5")
      var bytes = try contents(folder / "a.h5")
      let marks = bytes.indices.filter { bytes[$0...].starts(with: "MARKMARK".utf8) }
      #expect(marks.count == 1)
      bytes[marks[0]] ^= 1
      try store(bytes, folder / "a.h5")
      guard
        case .digestMismatch(_, let stored, _, let cell) = archiveError({
          try Checkpoint.read(folder / "a.h5")
        })
      else {
        Issue.record("the change went unnoticed")
        return
      }
      #expect(stored == checkpoint.digest)
      #expect(cell == "02-meta-training")
      #expect(try Checkpoint.header(folder / "a.h5").digest == checkpoint.digest)
    }

    @Test("Another schema version is refused with both numbers")
    func schema() throws {
      try write([("schema_version", 2)], to: folder / "a.h5")
      let error = archiveError { try Checkpoint.read(folder / "a.h5") }
      #expect(error == .wrongSchema(folder / "a.h5", found: 2, expected: 1))
      #expect(error?.description.hasSuffix("update the program") == true)
    }

    @Test("HDF5 files that are no checkpoints are refused with the attribute that they lack")
    func attributes() throws {
      let cases: [(attributes: [(String, Int64)], absent: String)] = [
        ([], "schema_version"), ([("schema_version", 1)], "inputs"),
      ]
      for (attributes, absent) in cases {
        try write(attributes, to: folder / "a.h5")
        let error = archiveError { try Checkpoint.header(folder / "a.h5") }
        let reason = "the attribute \"\(absent)\" is absent or not of its type"
        #expect(error == .notCheckpoint(folder / "a.h5", reason: reason))
      }
    }

    @Test("What is wrong in a good file is said with its path")
    func content() throws {
      try Checkpoint.sample.write(to: folder / "a.h5")
      let file = try Checkpoint.read(folder / "a.h5")
      #expect(file == .sample)
      let error = archiveError { try file.integers("correct", shape: [4]) }
      let reason = "array \"correct\" has shape [1, 2, 2], expected [4]"
      let advice = "delete the file and run the cell that writes it"
      #expect(error?.description == "\(folder / "a.h5"): \(reason); \(advice)")
      #expect(
        archiveError { try file.doubles("correct") }?.description.hasPrefix((folder / "a.h5") + ": ") == true)
    }

    private func write(_ attributes: [(String, Int64)], to path: String) throws {
      try Library.locked {
        let image = try ArrayWriter.image { writer in
          for (name, value) in attributes { try Attribute.write(value, name: name, to: writer.file) }
        }
        try store(image.withBytes { Array($0) }, path)
      }
    }

    @Test(
      "Links, loops, sizes, types and filters that a checkpoint never has are refused",
      arguments: [
        ("soft", "\"link\" is a soft or external link"),
        ("external", "\"link\" is a soft or external link"),
        ("loop", "too many or too deeply nested objects"),
        ("huge", "claims 4398046511104 bytes in a file of"),
        ("wide", "claims 4398046511104 bytes in a file of"),
        ("chunk", "the chunks of \"a\" are too large"),
        ("wide chunk", "the chunks of \"a\" are too large"),
        ("rank", "of rank above 8"),
        ("null", "is empty"),
        ("elsewhere", "\"a\" lies in another file"),
        ("virtual", "\"a\" has an unknown layout"),
        ("filter", "unknown filter"),
        ("compound", "a type that checkpoints do not hold"),
        ("type", "neither a group nor a data set"),
        ("heap", "stored as a heap"),
      ])
    func hostile(name: String, reason: String) throws {
      let path = try Fixtures.write(name, in: folder)
      let error = archiveError { try readAll(path) }
      guard case .refused(path, let found) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(found.contains(reason))
    }

    private func readAll(_ path: String) throws {
      try Library.locked {
        try ArrayReader.reading(path) { reader in
          for name in try reader.names() { _ = try reader.array(name) }
        }
      }
    }

    #if os(Linux)
      @Test("Errors leave no file open")
      func openFiles() throws {
        try Checkpoint.sample.write(to: folder / "a.h5")
        _ = try Checkpoint.read(folder / "a.h5")
        for name in ["soft", "huge", "rank"] {
          let path = try Fixtures.write(name, in: folder)
          #expect(throws: ArchiveError.self) { try readAll(path) }
        }
        let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter { descriptor in
          let target = try? FileManager.default.destinationOfSymbolicLink(
            atPath: "/proc/self/fd/\(descriptor)")
          return target?.hasPrefix(folder.path) == true
        }
        #expect(open == [])
      }
    #endif
  }
}
