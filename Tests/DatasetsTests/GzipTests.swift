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
}
