import Foundation
import Testing

@testable import Archive

extension ArchiveTests {
  /// In processes of their own with little memory: a crash or a huge allocation fails the test and not the run.
  @Suite("Mutated checkpoints")
  struct FuzzTests {
    @Test("Bytes changed, removed or doubled: an error of one line, or the same content")
    func bytes() async {
      await #expect(processExitsWith: .success) { try Fuzz.run(renewingChecksums: false) }
    }

    /// Checksums in the file keep HDF5 from most mutations; with new ones these reach its parser.
    @Test("The same with the checksums of HDF5's structures made right again")
    func structures() async {
      await #expect(processExitsWith: .success) { try Fuzz.run(renewingChecksums: true) }
    }
  }
}

private enum Fuzz {
  /// Mutations of each kind: GTN_FUZZ, for a longer run by hand.
  static var count: Int { ProcessInfo.processInfo.environment["GTN_FUZZ"].flatMap(Int.init) ?? 3_000 }
  /// The first of them; a failing one can be repeated alone.
  static var first: Int { ProcessInfo.processInfo.environment["GTN_FUZZ_FIRST"].flatMap(Int.init) ?? 0 }

  /// All types, many objects, and an array in compressed chunks.
  static var sample: Checkpoint {
    var checkpoint = Checkpoint.sample
    checkpoint.set("images/all", shape: [90, 28, 28], .uint8((0..<90 * 784).map { UInt8($0 / 784) }))
    for index in 0..<12 { checkpoint.set("many/\(index)", shape: [1], .float32([Float(index)])) }
    return checkpoint
  }

  static func run(renewingChecksums: Bool) throws {
    var limit = rlimit(rlim_cur: 4 << 30, rlim_max: 4 << 30)
    #if os(Linux)
      setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    #endif
    let folder = try TemporaryFolder()
    let (path, sample) = (folder / "mutated.h5", sample)
    try sample.write(to: path)
    let good = try contents(path)
    let blocks = ChecksummedBlock.all(in: good)
    try #require(blocks.count > 20, "the superblock and the header of every object")
    let refused = try (first..<first + count).count { trial in
      var random = SplitMix(state: UInt64(trial))
      var bytes = good
      for _ in 0...random.below(3) { mutate(&bytes, blocks, renewingChecksums, &random) }
      if renewingChecksums { for block in blocks { block.renew(in: &bytes) } }
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

  /// One change: within a checksummed structure more often than in the data, and lengths only where that is not the
  /// point.
  private static func mutate(
    _ bytes: inout [UInt8], _ blocks: [ChecksummedBlock], _ fixedLength: Bool, _ random: inout SplitMix
  ) {
    guard bytes.count > 64 else { return }
    let block = blocks[random.below(blocks.count)]
    let within = random.below(4) > 0 && block.end < bytes.count
    let position = within ? block.start + random.below(block.end - block.start) : random.below(bytes.count)
    switch random.below(fixedLength ? 4 : 7) {
    case 0: bytes[position] ^= 1 << UInt8(random.below(8))
    case 1: bytes[position] = [0, 1, 0x7f, 0x80, 0xff][random.below(5)]
    case 2: bytes[position] = UInt8(random.below(256))
    case 3:
      // A length or an address: eight bytes at once.
      for offset in position..<min(position + 8, bytes.count) { bytes[offset] = 0xff }
    case 4: bytes.removeSubrange(position...)
    case 5: bytes.removeSubrange(position..<min(position + 1 + random.below(16), bytes.count))
    default: bytes.insert(contentsOf: bytes[position..<min(position + 16, bytes.count)], at: position)
    }
  }
}
