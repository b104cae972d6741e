import Foundation
import Testing

@testable import Archive

extension ArchiveTests {
  @Suite("Mutated checkpoints")
  struct FuzzTests {
    /// In a process of its own with little memory: a crash or a huge allocation fails the test and not the run.
    @Test("An error of one line or the same content, whatever bytes are changed, removed or doubled")
    func mutations() async {
      await #expect(processExitsWith: .success) { try Fuzz.run() }
    }
  }
}

private enum Fuzz {
  /// Mutations: GTN_FUZZ, for a longer run by hand.
  static var count: Int { ProcessInfo.processInfo.environment["GTN_FUZZ"].flatMap(Int.init) ?? 5_000 }

  /// All types, many objects, and an array in compressed chunks.
  static var sample: Checkpoint {
    var checkpoint = Checkpoint.sample
    checkpoint.set("images/all", shape: [90, 28, 28], .uint8((0..<90 * 784).map { UInt8($0 / 784) }))
    for index in 0..<12 { checkpoint.set("many/\(index)", shape: [1], .float32([Float(index)])) }
    return checkpoint
  }

  static func run() throws {
    #if os(Linux)
      var limit = rlimit(rlim_cur: 4 << 30, rlim_max: 4 << 30)
      #expect(setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0)
    #endif
    let folder = try TemporaryFolder()
    let (path, sample) = (folder / "mutated.h5", sample)
    try sample.write(to: path)
    let good = try contents(path)
    let tree = try #require(good.indices.first { good[$0...].starts(with: "TREE".utf8) })
    let refused = try (0..<count).count { trial in
      var random = SplitMix(state: UInt64(trial))
      var bytes = good
      for _ in 0...random.below(3) { mutate(&bytes, tree: tree, &random) }
      try store(bytes, path)
      do {
        #expect(try Checkpoint.read(path) == sample, "trial \(trial)")
        return false
      } catch let error as ArchiveError {
        #expect(error.description.hasPrefix(path + ": "), "trial \(trial)")
        #expect(!error.description.contains("\n"), "trial \(trial)")
        return true
      }
    }
    #expect(refused > count / 2)
  }

  /// One change: anywhere, near the start, or in the tree of an array's chunks, the one structure of these files that
  /// carries no checksum.
  private static func mutate(_ bytes: inout [UInt8], tree: Int, _ random: inout SplitMix) {
    guard bytes.count > tree + 128 else { return }
    let place = [0..<bytes.count, 0..<2048, tree..<tree + 128][random.below(3)]
    let position = min(place.lowerBound + random.below(place.count), bytes.count - 1)
    switch random.below(12) {
    case 0...2: bytes[position] ^= 1 << UInt8(random.below(8))
    case 3...5: bytes[position] = [0, 1, 0x7f, 0x80, 0xff][random.below(5)]
    case 6...7: bytes[position] = UInt8(random.below(256))
    case 8:
      // A length or an address: eight bytes at once.
      for offset in position..<min(position + 8, bytes.count) { bytes[offset] = 0xff }
    case 9: bytes.removeSubrange(position...)
    case 10: bytes.removeSubrange(position..<min(position + 1 + random.below(16), bytes.count))
    default: bytes.insert(contentsOf: bytes[position..<min(position + 16, bytes.count)], at: position)
    }
  }
}

/// A small generator of random numbers, so that a failing mutation can be repeated.
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
