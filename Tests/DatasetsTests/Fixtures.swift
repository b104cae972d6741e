import Digest
import Foundation

@testable import Datasets

/// Small files like the published ones, and the means to damage them.
enum Fixtures {
  /// An IDX file: magic, dimensions, content.
  static func idx(_ dimensions: [Int], _ content: [UInt8]) -> [UInt8] {
    let sizes = dimensions.flatMap { size in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: size >> $0) } }
    return [0, 0, 8, UInt8(dimensions.count)] + sizes + content
  }

  static func images(_ count: Int) -> [UInt8] {
    idx([count, 28, 28], (0..<count * 784).map { UInt8(truncatingIfNeeded: $0 * 7) })
  }

  static func labels(_ count: Int) -> [UInt8] { idx([count], (0..<count).map { UInt8($0 % 10) }) }

  /// A gzip file of one stored block, RFC 1952 and 1951; at most 65,535 bytes.
  static func gzip(_ content: [UInt8]) -> [UInt8] {
    let size = UInt16(content.count)
    let trailer = [checksum(content), UInt32(content.count)]
    return [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1]
      + [size, ~size].flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
      + content
      + trailer.flatMap { word in [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: word >> $0) } }
  }

  /// `labels(60)` as Python's `gzip.compress(data, mtime=0)` writes it: with Huffman codes.
  static let compressedLabels = [UInt8](
    Data(base64Encoded: "H4sIAAAAAAACA2Ng4GBkYGCwYWBkYmZhZWPn4CSdBQCMmpiRRAAAAA==")!)

  /// CRC-32 as gzip uses it.
  private static func checksum(_ content: [UInt8]) -> UInt32 {
    ~content.reduce(UInt32.max) { remainder, byte in
      (0..<8).reduce(remainder ^ UInt32(byte)) { value, _ in value >> 1 ^ (value & 1) * 0xEDB8_8320 }
    }
  }

  /// A data set of 3 training and 2 test images, under the names of the published ones.
  static func smallSet(mirrors: [String] = [], systemFolders: [String] = []) -> PublishedSet {
    func file(_ stem: String, rank: Int, _ content: [UInt8]) -> PublishedFile {
      PublishedFile(stem: stem, rank: rank, digest: SHA256.hash(content))
    }
    return PublishedSet(
      name: "small", variable: "GTN_SMALL_DATA", torchvisionName: "Small",
      trainingImages: file("train-images", rank: 3, images(3)),
      trainingLabels: file("train-labels", rank: 1, labels(3)),
      testImages: file("t10k-images", rank: 3, images(2)),
      testLabels: file("t10k-labels", rank: 1, labels(2)),
      mirrors: mirrors, systemFolders: systemFolders)
  }

  /// The content of the small set's files, by the names that mirrors give them.
  static let smallFiles: [String: [UInt8]] = [
    "train-images-idx3-ubyte.gz": gzip(images(3)),
    "train-labels-idx1-ubyte.gz": gzip(labels(3)),
    "t10k-images-idx3-ubyte.gz": gzip(images(2)),
    "t10k-labels-idx1-ubyte.gz": gzip(labels(2)),
  ]

  /// Runs a test with an empty folder and removes it.
  static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "DatasetsTests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path)
  }

  static func write(_ files: [String: [UInt8]], to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, bytes) in files { try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)")) }
  }

  /// The line with which something fails, or nothing if it does not fail.
  static func failure(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return "\(error)"
    }
  }
}
