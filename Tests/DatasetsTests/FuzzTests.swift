import Foundation
import Testing

@testable import Datasets

/// In processes of their own with little memory: a crash or a huge allocation fails the test and not the run.
@Suite("Mutated data files")
struct FuzzTests {
  @Test("A `DatasetError` of one line, or valid data, whatever bytes of an IDX file are changed")
  func plain() async {
    await #expect(processExitsWith: .success) { Fuzz.run(compressed: false) }
  }

  @Test("The same for compressed files")
  func compressed() async {
    await #expect(processExitsWith: .success) { Fuzz.run(compressed: true) }
  }

  @Test("A few megabytes that would expand to gigabytes are refused before they do")
  func bomb() async {
    await #expect(processExitsWith: .success) {
      Fuzz.limitMemory(to: 2 << 30)
      // A block of gzip in which every two zero bits are 258 zeros; it never ends.
      let start: [UInt8] = [
        0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3, 0xed, 0xc1, 1, 1, 0, 0, 0, 0x82, 0x20, 0xff, 0xaf, 0x6e, 0x48,
        0x40,
        1,
      ]
      let bomb = start + [UInt8](repeating: 0, count: 5 << 20)
      let file = PublishedFile(stem: "any", rank: 1, digest: "")
      let failure = Fixtures.failure { _ = try file.decode(bomb, file: "bomb", set: "small") }
      #expect(failure == "bomb: expands to more than the 67108864 bytes expected; fetch it again")
    }
  }
}

private enum Fuzz {
  /// Mutations of each kind: GTN_FUZZ, for a longer run by hand.
  static var count: Int { ProcessInfo.processInfo.environment["GTN_FUZZ"].flatMap(Int.init) ?? 5_000 }

  static func limitMemory(to bytes: UInt) {
    #if os(Linux)
      var limit = rlimit(rlim_cur: bytes, rlim_max: bytes)
      #expect(setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0)
    #endif
  }

  static func run(compressed: Bool) {
    limitMemory(to: 2 << 30)
    let plain = [(Fixtures.images(2), 3), (Fixtures.labels(40), 1)]
    let sources =
      compressed ? plain.map { (Fixtures.gzip($0.0), $0.1) } + [(Fixtures.compressedLabels, 1)] : plain
    var accepted = 0
    for trial in 0..<count {
      var generator = KeyedGenerator(seed: UInt64(trial), purpose: .split)
      var (bytes, rank) = sources[generator.below(sources.count)]
      for _ in 0...generator.below(3) { damage(&bytes, &generator) }
      do {
        // As `PublishedFile.decode`, without its digest, which would refuse what the parser takes.
        let content =
          Gzip.isCompressed(bytes) ? try Gzip.expand(bytes, limit: IDX.largestFile, file: "a/file") : bytes
        let array = try IDX(content, rank: rank, file: "a/file")
        #expect(array.content.count == array.dimensions.reduce(1, *), "mutation \(trial)")
        let images = rank == 3 ? array : try IDX(Fixtures.images(40), rank: 3, file: "images")
        let labels = rank == 1 ? array : try IDX(Fixtures.labels(2), rank: 1, file: "labels")
        let set = try ImageSet(images: images, labels: labels, imageFile: "a/file", labelFile: "a/file")
        #expect(set.pixels.count == 784 * set.count, "mutation \(trial)")
        #expect(set.labels.allSatisfy { $0 <= 9 }, "mutation \(trial)")
        accepted += 1
      } catch {
        #expect(error is DatasetError, "mutation \(trial)")
        #expect("\(error)".hasPrefix("a/file: "), "mutation \(trial)")
        #expect(!"\(error)".contains("\n"), "mutation \(trial)")
      }
    }
    #expect(accepted < count / 2)
  }

  /// Changes, removes, doubles or adds something; headers more often than content.
  private static func damage(_ bytes: inout [UInt8], _ generator: inout KeyedGenerator) {
    guard !bytes.isEmpty else { return }
    let reach = generator.below(2) == 0 ? min(16, bytes.count) : bytes.count
    let position = generator.below(reach)
    switch generator.below(6) {
    case 0: bytes[position] = UInt8(generator.below(256))
    case 1: bytes[position] = [0, 1, 0x7f, 0x80, 0xff][generator.below(5)]
    case 2: bytes[position] ^= 1 << UInt8(generator.below(8))
    case 3: bytes.removeSubrange(position...)
    case 4: bytes.insert(contentsOf: bytes[..<position], at: position)
    default: bytes.append(UInt8(generator.below(256)))
    }
  }
}
