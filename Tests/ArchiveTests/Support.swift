import Archive
import Foundation
import Platform
import Testing

/// HDF5 is not safe for threads and the lock is one for the process: all suites of this module lie within this one.
@Suite("Archive", .serialized)
enum ArchiveTests {}

/// A folder for the files of one test, removed at its end.
final class TemporaryFolder {
  let path: String

  convenience init() throws {
    try self.init(named: FileManager.default.temporaryDirectory.path + "/archive-\(UUID().uuidString)")
  }

  init(named path: String) throws {
    self.path = path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  static func / (folder: TemporaryFolder, name: String) -> String { folder.path + "/" + name }

  /// The names of all files, hidden ones too.
  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }
}

func contents(_ path: String) throws -> [UInt8] {
  Array(try Data(contentsOf: URL(fileURLWithPath: path)))
}

func store(_ bytes: [UInt8], _ path: String) throws {
  try Data(bytes).write(to: URL(fileURLWithPath: path))
}

extension Checkpoint {
  /// One array of each type, of several ranks, in nested groups.
  static var sample: Checkpoint {
    var provenance = Provenance(
      kind: "teacher", cell: "02-meta-training", cellVersion: 3, settings: #"{"steps":64}"#, seed: .max - 1,
      inputs: [Input(name: "dataset.h5", digest: "ab12")])
    provenance.libraries = "HDF5 1.10.8; oneDNN 2.6.3"
    var checkpoint = Checkpoint(provenance: provenance)
    checkpoint.set("generator/model.0.weight", shape: [2, 3], .float32([1, -0.0, 1e-38, .pi, -7, 0.1]))
    checkpoint.set("curriculum/log_momentum", shape: [], .float64([0.1]))
    checkpoint.set("correct", shape: [1, 2, 2], .int32([-1, .max, .min, 0]))
    checkpoint.set("images/small", shape: [4], .uint8([0, 1, 254, 255]))
    checkpoint.set("axes/protocol", shape: [3], .text(["published", "konsistént", ""]))
    checkpoint.set("axes/none", shape: [0, 5], .float32([]))
    return checkpoint
  }
}

/// What a throwing expression threw, nil if it did not throw a `FileError`.
func fileError(_ body: () throws -> some Any) -> FileError? {
  do {
    _ = try body()
    return nil
  } catch {
    return error as? FileError
  }
}

/// What a throwing expression threw, nil if it did not throw an `ArchiveError`.
func archiveError(_ body: () throws -> some Any) -> ArchiveError? {
  do {
    _ = try body()
    return nil
  } catch {
    return error as? ArchiveError
  }
}
