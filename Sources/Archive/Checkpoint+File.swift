import Foundation
import Platform

extension Checkpoint {
  /// Writes the checkpoint to a file, whole or not at all: the new file is verified before it replaces the old one.
  /// Creates the folder if absent. Throws `ArchiveError` or `FileError`; the old file, if any, is then untouched.
  public func write(to path: String) throws { try write(to: path) { _ in } }

  /// The same, unless the file there says that it holds just this: it is kept then, with the versions of libraries that
  /// computed it first. So it has the digest that was recorded in what was made from it.
  public func writeIfOther(to path: String) throws {
    if let stored = try? Checkpoint.header(path) {
      var same = self
      same.provenance.libraries = stored.provenance.libraries
      if same.digest == stored.digest { return }
    }
    try write(to: path)
  }

  /// - Parameter before: called before each step of the write.
  func write(to path: String, before: (AtomicFile.Step) throws -> Void) throws {
    if let reason = unstorable() { throw ArchiveError.invalidContent(path, reason: reason) }
    let digest = self.digest
    try Library.locked {
      let image = try image(digest: digest, for: path)
      try image.withBytes { bytes in
        let verify: (String) throws -> Void = { temporary in
          do {
            _ = try ArrayReader.reading(temporary) { try $0.verify { _, _ in } }
          } catch {
            throw ArchiveError.badCopy(path, reason: "\(error)")
          }
        }
        try AtomicFile.replace(path, with: bytes, verify: verify, before: before)
      }
    }
  }

  /// Reads a whole checkpoint and verifies its digest. Throws `ArchiveError`.
  public static func read(_ path: String) throws -> Checkpoint {
    try Library.locked {
      try ArrayReader.reading(path) { reader in
        var arrays: [String: NamedArray] = [:]
        let header = try reader.verify { arrays[$0] = $1 }
        var checkpoint = Checkpoint(provenance: header.provenance)
        checkpoint.arrays = arrays
        checkpoint.source = path
        return checkpoint
      }
    }
  }

  /// Reads provenance and digest without the arrays. The digest is the stored one: only `read` verifies it.
  /// Throws `ArchiveError`.
  public static func header(_ path: String) throws -> Header {
    try Library.locked { try ArrayReader.reading(path) { try $0.header() } }
  }

  /// The bytes of the file.
  private func image(digest: String, for path: String) throws -> FileImage {
    do {
      return try ArrayWriter.image { writer in
        try writer.add(Header(provenance: provenance, digest: digest))
        for name in sortedNames {
          if let array = arrays[name] { try writer.add(name, array) }
        }
      }
    } catch let failure as LibraryFailure {
      throw ArchiveError.invalidContent(path, reason: "the library refuses it: \(failure.detail)")
    }
  }

  /// Why the content cannot be stored, if it cannot.
  private func unstorable() -> String? {
    let texts = [provenance.kind, provenance.cell, provenance.settings, provenance.libraries]
    if texts.contains(where: { $0.utf8.contains(0) }) { return "its provenance contains a zero character" }
    for (name, array) in arrays {
      let parts = name.split(separator: "/", omittingEmptySubsequences: false)
      if parts.contains(where: { $0.isEmpty || $0 == "." || $0.utf8.contains(0) }) {
        return "\"\(name)\" is no name for an array (parts joined by single slashes)"
      }
      for end in parts.indices.dropFirst() where arrays[parts[..<end].joined(separator: "/")] != nil {
        return "\"\(name)\" lies inside an array"
      }
      if array.shape.count > Space.maximumRank || Space.count(array.shape) != array.scalars.count {
        return "the shape \(array.shape) of \"\(name)\" does not fit its \(array.scalars.count) scalars"
      }
      if case .text(let values) = array.scalars, values.contains(where: { $0.utf8.contains(0) }) {
        return "a text of \"\(name)\" contains a zero character"
      }
    }
    return nil
  }
}

extension ArrayReader {
  /// Opens a file for `body` and gives HDF5's complaints the file's name.
  static func reading<Result>(_ path: String, _ body: (inout ArrayReader) throws -> Result) throws -> Result {
    do {
      var reader = try ArrayReader(path)
      return try body(&reader)
    } catch let failure as LibraryFailure {
      throw failure.error(of: path)
    }
  }

  /// Reads all arrays in sorted order, hands each to `keep`, and compares the digest with the stored one.
  mutating func verify(keep: (String, NamedArray) -> Void) throws -> Header {
    let header = try header()
    let names = try names()
    let digest = ContentDigest(header.provenance, arrayCount: names.count)
    for name in names {
      let array = try array(name)
      digest.add(name, array)
      keep(name, array)
    }
    let found = digest.finish()
    guard found == header.digest else {
      throw ArchiveError.digestMismatch(
        path, stored: header.digest, found: found, cell: header.provenance.cell)
    }
    return header
  }
}
