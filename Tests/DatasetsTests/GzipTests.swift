import Testing

@testable import Datasets

@Suite("Gzip files")
struct GzipTests {
  @Test("Content survives, however it is compressed")
  func expansion() throws {
    let content = Fixtures.images(3)
    #expect(try Gzip.expand(Fixtures.gzip(content), limit: content.count, file: "f") == content)
    #expect(try Gzip.expand(Fixtures.compressedLabels, limit: 68, file: "f") == Fixtures.labels(60))
    #expect(try Gzip.expand(Fixtures.gzip([]), limit: 0, file: "f") == [])
  }

  @Test("What expands beyond the limit is refused")
  func limit() {
    let failure = Fixtures.failure {
      _ = try Gzip.expand(Fixtures.compressedLabels, limit: 67, file: "bomb")
    }
    #expect(failure?.hasPrefix("bomb: expands to more than the 67 bytes") == true)
  }

  @Test("Every shortened file is refused as cut short")
  func shortening() {
    let whole = Fixtures.compressedLabels
    for length in 0..<whole.count {
      let failure = Fixtures.failure {
        _ = try Gzip.expand(Array(whole.prefix(length)), limit: 1000, file: "f")
      }
      #expect(failure == "f: the gzip stream is cut short; fetch it again", "\(length) bytes")
    }
  }

  @Test("Something after the stream is refused")
  func trailing() {
    let failure = Fixtures.failure {
      _ = try Gzip.expand(Fixtures.compressedLabels + [0], limit: 1000, file: "f")
    }
    #expect(failure == "f: more data follows the gzip stream; fetch it again")
  }

  @Test("Damaged files never crash, and fail with one line", arguments: 0..<4)
  func damage(seed: UInt64) {
    let (images, labels) = (Fixtures.images(1), Fixtures.labels(40))
    let sources = [
      (images, 3), (labels, 1), (Fixtures.gzip(images), 3), (Fixtures.gzip(labels), 1),
      (Fixtures.compressedLabels, 1),
    ]
    var generator = KeyedGenerator(seed: seed, purpose: .split)
    for _ in 0..<1000 {
      var (bytes, rank) = sources[generator.below(sources.count)]
      for _ in 0...generator.below(3) { Self.damage(&bytes, &generator) }
      let digest = String(repeating: "0", count: 64)
      let file = PublishedFile(stem: "any", rank: rank, digest: digest)
      let failure = Fixtures.failure { _ = try file.decode(bytes, file: "folder/file", set: "small") }
      #expect(failure?.hasPrefix("folder/file: ") == true, "no content has the digest 0")
      #expect(failure?.contains(where: \.isNewline) == false)
    }
  }

  /// Changes, removes, doubles or adds something; headers more often than content.
  private static func damage(_ bytes: inout [UInt8], _ generator: inout KeyedGenerator) {
    guard !bytes.isEmpty else { return }
    let reach = generator.below(2) == 0 ? min(16, bytes.count) : bytes.count
    let position = generator.below(reach)
    switch generator.below(5) {
    case 0: bytes[position] = UInt8(generator.below(256))
    case 1: bytes[position] ^= 1 << UInt8(generator.below(8))
    case 2: bytes.removeSubrange(position...)
    case 3: bytes.insert(contentsOf: bytes[..<position], at: position)
    default: bytes.append(UInt8(generator.below(256)))
    }
  }
}
