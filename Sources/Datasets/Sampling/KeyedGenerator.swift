/// Random numbers that are the same on every platform, from a seed and a key: what they are for, and which
/// one. Every key starts a sequence of its own, so each image or pass can be recomputed alone.
///
/// The sequence is SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators",
/// OOPSLA 2014), started at a hash of seed and key.
struct KeyedGenerator {
  /// What numbers are drawn for. The values are part of the results: never change them.
  enum Purpose: UInt64 {
    case split = 1
    case pass = 2
    case trainingImages = 3
    case testImages = 4
  }

  private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15
  private var state: UInt64

  /// The plain sequence of a state.
  init(state: UInt64) { self.state = state }

  init(seed: UInt64, purpose: Purpose, index: Int = 0) {
    // Each key enters before a scramble of its own, so that exchanging two of them makes a difference.
    state = [purpose.rawValue, UInt64(index)].reduce(Self.scrambled(seed &+ Self.increment)) { state, key in
      Self.scrambled((state ^ key) &+ Self.increment)
    }
  }

  mutating func next() -> UInt64 {
    state &+= Self.increment
    return Self.scrambled(state)
  }

  /// Uniform in 0 ..< limit. Values that would favour small results are drawn again.
  mutating func below(_ limit: Int) -> Int {
    let limit = UInt64(limit)
    let surplus = (0 &- limit) % limit
    while true {
      let (high, low) = next().multipliedFullWidth(by: limit)
      if low >= surplus { return Int(high) }
    }
  }

  /// Uniform in the range, in steps of 2^-53 of its width.
  mutating func uniform(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * Double(next() >> 11) * 0x1p-53
  }

  /// The elements in random order, each order equally likely (Fisher and Yates).
  mutating func shuffled(_ elements: [Int]) -> [Int] {
    var elements = elements
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, below(last + 1))
    }
    return elements
  }

  private static func scrambled(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
