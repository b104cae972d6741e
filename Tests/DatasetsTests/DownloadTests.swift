import Foundation
import Testing

@testable import Datasets

@Suite("Downloading a data set")
struct DownloadTests {
  private static let set = Fixtures.smallSet(mirrors: ["https://first/", "https://second/"])

  private func surroundings(_ folder: String, fetch: @escaping Fetch) -> Surroundings {
    Surroundings(environmentFolder: nil, ownFolder: "\(folder)/data", fetch: fetch)
  }

  @Test("All files are fetched, kept, and found the next time")
  func downloading() throws {
    try Fixtures.withFolder { folder in
      var lines: [String] = []
      let first = surroundings(folder) { address, _ in
        Fixtures.smallFiles[String(address.dropFirst("https://first/".count))]!
      }
      let dataset = try Self.set.load(folder: nil, in: first) { lines.append($0) }
      #expect(dataset.training.count == 3)
      #expect(dataset.source == "downloaded from https://first/ into \(folder)/data/small")
      #expect(lines.first == "downloading https://first/train-images-idx3-ubyte.gz")
      #expect(lines.count == 4)
      let found = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/data/small")
      #expect(Set(found) == Set(Fixtures.smallFiles.keys))

      let second = surroundings(folder) { address, _ in throw DatasetError("fetched \(address) again") }
      let again = try Self.set.load(folder: nil, in: second) { _ in }
      #expect(again.source == "\(folder)/data/small")
      #expect(again.training == dataset.training)
    }
  }

  @Test("The second mirror serves what the first has not, or has wrong")
  func secondMirror() throws {
    try Fixtures.withFolder { folder in
      let fetch = surroundings(folder) { address, _ in
        let name = String(address.split(separator: "/").last!)
        guard address.hasPrefix("https://first/") else { return Fixtures.smallFiles[name]! }
        if name.hasPrefix("train-images") { return Fixtures.gzip(Fixtures.images(4)) }
        if name.hasPrefix("train-labels") { return Array("<html>".utf8) }
        throw DatasetError("\(address): the server answers 404")
      }
      let dataset = try Self.set.load(folder: nil, in: fetch) { _ in }
      #expect(dataset.training.labels == [0, 1, 2])
    }
  }

  @Test("Without any mirror the line names folder, mirrors and the way out, and nothing is written")
  func noMirror() throws {
    try Fixtures.withFolder { folder in
      var attempts = 0
      let fetch = surroundings(folder) { address, _ in
        attempts += 1
        throw DatasetError("\(address): no route")
      }
      let failure = Fixtures.failure { _ = try Self.set.load(folder: nil, in: fetch) { _ in } }
      #expect(
        failure == "small: not in \(folder)/data/small, and no mirror has it "
          + "(https://first/train-images-idx3-ubyte.gz: no route; "
          + "https://second/train-images-idx3-ubyte.gz: no route); "
          + "fetch the files elsewhere and name their folder by --data or GTN_DATA")
      #expect(attempts == 2)
      let written = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(written.isEmpty)
    }
  }

  @Test("A folder that cannot be made is named")
  func unwritable() throws {
    try Fixtures.withFolder { folder in
      try Fixtures.write(["data": []], to: folder)
      let fetch = surroundings(folder) { address, _ in
        Fixtures.smallFiles[String(address.split(separator: "/").last!)]!
      }
      let failure = Fixtures.failure { _ = try Self.set.load(folder: nil, in: fetch) { _ in } }
      let start = "\(folder)/data/small/train-images-idx3-ubyte.gz: cannot be written"
      #expect(failure?.hasPrefix(start) == true, "\(failure ?? "accepted")")
    }
  }

  @Test("A server that is not there fails at once, with one line")
  func unreachable() {
    let start = ContinuousClock.now
    let address = "https://127.0.0.1:1/train-images-idx3-ubyte.gz"
    let failure = Fixtures.failure { _ = try Download.fetch(address) { _ in } }
    #expect(failure?.hasPrefix("\(address): ") == true)
    #expect(failure?.contains(where: \.isNewline) == false)
    #expect(ContinuousClock.now - start < .seconds(Download.patience + 5))
  }
}
