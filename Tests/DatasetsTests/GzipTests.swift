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

  @Test("What follows is passed over, as gzip does: padding, or anything else")
  func trailing() throws {
    for padding in [[UInt8](repeating: 0, count: 512), [0x1f], Array("more".utf8)] {
      let file = Fixtures.compressedLabels + padding
      #expect(try Gzip.expand(file, limit: 1000, file: "f") == Fixtures.labels(60))
    }
  }

  @Test("Several members are read one after the other, and limited together")
  func members() throws {
    let content = Fixtures.images(3)
    let file =
      Fixtures.gzip(Array(content.prefix(100))) + Fixtures.gzip([]) + Fixtures.gzip(Array(content[100...]))
    #expect(try Gzip.expand(file, limit: content.count, file: "f") == content)
    #expect(Fixtures.failure { _ = try Gzip.expand(file, limit: content.count - 1, file: "f") } != nil)
    let short = Fixtures.failure { _ = try Gzip.expand(Array(file.dropLast(3)), limit: 9999, file: "f") }
    #expect(short == "f: the gzip stream is cut short; fetch it again")
  }
}
