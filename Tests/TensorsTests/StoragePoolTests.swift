import Testing

@testable import Tensors

@Suite("Memory that is used again")
struct StoragePoolTests {
  private let pool = StoragePool(leastLimit: 10_000, slack: 1000)

  @Test func freedBlockIsTheNextOfItsSize() {
    let block = pool.take(4096)
    pool.give(block, 4096)
    #expect(pool.take(2048) != block)
    #expect(pool.take(4096) == block)
    #expect((pool.used, pool.held) == (6144, 6144))
  }

  @Test func everythingThatWasInUseAtOnceIsKept() {
    for _ in 0..<2 {
      let blocks = (0..<20).map { _ in pool.take(4096) }
      #expect(pool.held == 20 * 4096)
      for block in blocks { pool.give(block, 4096) }
    }
    #expect((pool.used, pool.held) == (0, 20 * 4096))
  }

  @Test(arguments: [1, 20])
  func blocksOfOtherSizesGoBackFirst(count: Int) {
    for block in (0..<count).map({ _ in pool.take(4096) }) { pool.give(block, 4096) }
    let limit = max(10_000, count * 4096 + 1000)
    for _ in 0..<30 {
      _ = pool.take(256)
      #expect(pool.held <= limit)
    }
    #expect(pool.used == 30 * 256)
  }

  @Test func blocksTakenAreNeverGivenBack() {
    let taken = pool.take(20_000)
    taken.initializeMemory(as: UInt8.self, repeating: 7, count: 20_000)
    pool.give(pool.take(8192), 8192)
    _ = pool.take(2000)
    #expect(pool.held == 22_000)
    #expect(taken.load(fromByteOffset: 19_999, as: UInt8.self) == 7)
  }
}
