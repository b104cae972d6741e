/// A small generator of random numbers, so that a failing mutation can be repeated.
struct SplitMix {
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

/// A structure of an HDF5 file whose checksum follows it: the superblock, an object's header or its continuation
/// (HDF5 File Format Specification 3.0, II.A and IV.A.1.b).
struct ChecksummedBlock {
  let start: Int
  /// Where the structure ends and its checksum of four bytes begins.
  let end: Int

  /// Those of a good file, found by their signatures; the end is where the checksum fits.
  static func all(in bytes: [UInt8]) -> [ChecksummedBlock] {
    let signatures = [Array("OHDR".utf8), Array("OCHK".utf8)]
    let headers = bytes.indices.dropLast(8).filter { index in
      signatures.contains { bytes[index...].starts(with: $0) }
    }
    return [ChecksummedBlock(start: 0, end: 44)]
      + headers.compactMap { start in
        (start + 8..<min(start + 4096, bytes.count - 3)).first { end in
          checksum(bytes[start..<end]) == stored(bytes, at: end)
        }.map { ChecksummedBlock(start: start, end: $0) }
      }
  }

  func renew(in bytes: inout [UInt8]) {
    guard end + 4 <= bytes.count else { return }
    let sum = Self.checksum(bytes[start..<end])
    for byte in 0..<4 { bytes[end + byte] = UInt8(truncatingIfNeeded: sum >> (8 * UInt32(byte))) }
  }

  private static func stored(_ bytes: [UInt8], at index: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[index + $1]) << (8 * UInt32($1)) }
  }

  /// Bob Jenkins' lookup3, `hashlittle` with initial value 0 (http://burtleburtle.net/bob/c/lookup3.c), as HDF5 uses it.
  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var a = 0xdead_beef &+ UInt32(bytes.count)
    var (b, c) = (a, a)
    func rotated(_ x: UInt32, _ by: UInt32) -> UInt32 { x << by | x >> (32 - by) }
    func word(_ at: Int) -> UInt32 {
      (0..<4).reduce(0) {
        let index = bytes.startIndex + at + $1
        return index < bytes.endIndex ? $0 | UInt32(bytes[index]) << (8 * UInt32($1)) : $0
      }
    }
    func mix(_ x: inout UInt32, _ y: inout UInt32, _ z: UInt32, _ by: UInt32) {
      x = (x &- y) ^ rotated(y, by)
      y = y &+ z
    }
    func finish(_ x: inout UInt32, _ y: UInt32, _ by: UInt32) { x = (x ^ y) &- rotated(y, by) }
    for at in stride(from: 0, to: bytes.count, by: 12) {
      a = a &+ word(at)
      b = b &+ word(at + 4)
      c = c &+ word(at + 8)
      guard bytes.count - at > 12 else { break }
      mix(&a, &c, b, 4)
      mix(&b, &a, c, 6)
      mix(&c, &b, a, 8)
      mix(&a, &c, b, 16)
      mix(&b, &a, c, 19)
      mix(&c, &b, a, 4)
    }
    finish(&c, b, 14)
    finish(&a, c, 11)
    finish(&b, a, 25)
    finish(&c, b, 16)
    finish(&a, c, 4)
    finish(&b, a, 14)
    finish(&c, b, 24)
    return c
  }
}
