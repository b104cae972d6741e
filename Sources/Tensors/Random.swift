import Foundation

/// Random numbers by position: number i of a stream is a function of the stream's key and i alone, so any
/// trial, step or image can be computed by itself, in any order, and again.
///
/// The generator is Philox 4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011).
public struct RandomStream: Sendable {
  private let key: (UInt32, UInt32)
  private let stream: (UInt32, UInt32)

  /// - Parameters:
  ///   - seed: the seed of the run.
  ///   - purpose: what the numbers are for, so that no two uses share any.
  ///   - indices: which of its kind (trial, step, image).
  public init(seed: UInt64, purpose: String, _ indices: [Int] = []) {
    // FNV-1a over purpose and indices: the stream's number.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    for byte in purpose.utf8 { mix(byte) }
    for index in indices {
      for shift in 0..<8 { mix(UInt8(truncatingIfNeeded: index >> (8 * shift))) }
    }
    key = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    stream = (UInt32(truncatingIfNeeded: hash), UInt32(truncatingIfNeeded: hash >> 32))
  }

  /// Four words of 32 random bits: block `index` of the stream.
  public func block(_ index: Int) -> SIMD4<UInt32> {
    let counter = SIMD4(
      UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32), stream.0, stream.1)
    return Self.philox(counter: counter, key: key)
  }

  /// Philox 4x32-10: ten rounds of two multiplications.
  static func philox(counter: SIMD4<UInt32>, key: (UInt32, UInt32)) -> SIMD4<UInt32> {
    var (counter, (k0, k1)) = (counter, key)
    for _ in 0..<10 {
      let left = UInt64(0xD251_1F53) &* UInt64(counter.x)
      let right = UInt64(0xCD9E_8D57) &* UInt64(counter.z)
      counter = SIMD4(
        UInt32(truncatingIfNeeded: right >> 32) ^ counter.y ^ k0, UInt32(truncatingIfNeeded: right),
        UInt32(truncatingIfNeeded: left >> 32) ^ counter.w ^ k1, UInt32(truncatingIfNeeded: left))
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
    }
    return counter
  }

  /// `count` numbers from N(0, 1), by Box and Muller's transform in float64.
  public func normals(_ count: Int) -> [Double] {
    var result = [Double](repeating: 0, count: count)
    result.withUnsafeMutableBufferPointer { buffer in
      let out = buffer.baseAddress!
      Parallel.ranges((count + 3) / 4, grain: 1 << 12) { blocks in
        for index in blocks {
          let u = block(index)
          for pair in 0..<2 {
            // In (0, 1], so that the logarithm is finite.
            let radius = (-2 * log((Double(u[2 * pair]) + 1) * 0x1p-32)).squareRoot()
            let angle = 2 * Double.pi * Double(u[2 * pair + 1]) * 0x1p-32
            let position = 4 * index + 2 * pair
            if position < count { out[position] = radius * cos(angle) }
            if position + 1 < count { out[position + 1] = radius * sin(angle) }
          }
        }
      }
    }
    return result
  }

  /// `count` numbers from U(0, 1).
  public func uniforms(_ count: Int) -> [Double] {
    (0..<(count + 3) / 4).flatMap { index in
      let u = block(index)
      return (0..<4).map { Double(u[$0]) * 0x1p-32 }
    }.prefix(count).map { $0 }
  }
}
