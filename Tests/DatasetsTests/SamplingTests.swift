import Digest
import Testing

@testable import Datasets

@Suite("Splits and batches")
struct SamplingTests {
  @Test("The generator is SplitMix64: the published first values for the state 1234567")
  func generator() {
    // Source: the test values of Vigna's reference implementation as quoted by Rosetta Code, "Splitmix64".
    var generator = KeyedGenerator(state: 1_234_567)
    let values: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
    ]
    for value in values { #expect(generator.next() == value) }
  }

  @Test("Seeds, purposes and indices each start another sequence")
  func keys() {
    func first(_ seed: UInt64, _ purpose: KeyedGenerator.Purpose, _ index: Int) -> UInt64 {
      var generator = KeyedGenerator(seed: seed, purpose: purpose, index: index)
      return generator.next()
    }
    var values: Set<UInt64> = []
    for seed in 0..<10 {
      for index in 0..<10 {
        values.insert(first(UInt64(seed), .split, index))
        values.insert(first(UInt64(seed), .pass, index))
      }
    }
    #expect(values.count == 200)
  }

  @Test("Draws below a limit reach every value about equally often")
  func uniformity() {
    var generator = KeyedGenerator(seed: 1, purpose: .split)
    var counts = [Int](repeating: 0, count: 6)
    for _ in 0..<60_000 { counts[generator.below(6)] += 1 }
    // 10,000 each, with a standard deviation of 91.
    for count in counts { #expect(abs(count - 10_000) < 500) }
  }

  @Test("60,000 images become 50,000 and 10,000, each once; smaller sets five sixths and a sixth")
  func sizes() {
    let split = Split(count: 60_000, seed: 1)
    #expect(split.training.count == 50_000)
    #expect(split.validation.count == 10_000)
    #expect(Set(split.training + split.validation) == Set(0..<60_000))
    #expect(Split(count: 10_000, seed: 1).training.count == 8_334)
    #expect(Split(count: 10_000, seed: 1).validation.count == 1_666)
    #expect(Split(count: 1, seed: 1).training == [0])
    #expect(Split(count: 0, seed: 1).training == [])
  }

  @Test("A split depends on its seed and on nothing else, on every platform")
  func splitIsFixed() {
    let split = Split(count: 60_000, seed: 1)
    #expect(split == Split(count: 60_000, seed: 1))
    #expect(split != Split(count: 60_000, seed: 2))
    // The digest is that of an independent computation, in Python:
    //   import hashlib
    //   M = 2**64 - 1; G = 0x9E3779B97F4A7C15
    //   def scrambled(v):
    //     v = (v ^ v >> 30) * 0xBF58476D1CE4E5B9 & M
    //     v = (v ^ v >> 27) * 0x94D049BB133111EB & M
    //     return v ^ v >> 31
    //   state = scrambled(1 + G & M)
    //   for key in (1, 0): state = scrambled((state ^ key) + G & M)
    //   order = list(range(60000))
    //   for last in range(59999, 0, -1):
    //     while True:
    //       state = state + G & M; product = scrambled(state) * (last + 1)
    //       if product & M >= 2**64 % (last + 1): break
    //     other = product >> 64; order[last], order[other] = order[other], order[last]
    //   print(hashlib.sha256(' '.join(map(str, order[:50000])).encode()).hexdigest())
    let text = split.training.map(String.init).joined(separator: " ")
    #expect(
      SHA256.hash(Array(text.utf8)) == "f6ae947511842498803eb9dfd10131f2bb026fcbce35cc6bd6ed5f2321d543cc")
  }

  @Test("A pass takes every index at most once and leaves out what does not fill a batch")
  func passes() {
    let indices = Array(100..<200)
    let schedule = BatchSchedule(indices: indices, batchSize: 16, seed: 3)
    #expect(schedule.batchesPerPass == 6)
    for pass in 0..<3 {
      let taken = (pass * 6..<pass * 6 + 6).flatMap { schedule.batch($0) }
      #expect(taken.count == 96)
      #expect(Set(taken).count == 96)
      #expect(Set(taken).isSubset(of: indices))
    }
    #expect(BatchSchedule(indices: Array(0..<50_000), batchSize: 128, seed: 1).batchesPerPass == 390)
  }

  @Test("Any batch can be had alone, in any order")
  func anyOrder() {
    func schedule(seed: UInt64) -> BatchSchedule {
      BatchSchedule(indices: Array(0..<100), batchSize: 8, seed: seed)
    }
    let forwards = (0..<60).map(schedule(seed: 3).batch)
    let backwards = (0..<60).reversed().map(schedule(seed: 3).batch)
    #expect(forwards == backwards.reversed())
    #expect(schedule(seed: 3).batch(40) == forwards[40])
    #expect(schedule(seed: 4).batch(40) != forwards[40])
    #expect(forwards[0] != forwards[12], "each pass has its own order")
  }
}
