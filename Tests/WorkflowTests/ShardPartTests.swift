import Testing

@testable import Workflow

@Suite("Shards")
struct ShardTests {
  @Test(arguments: 0..<12, 1..<9)
  func everyItemIsInOneShard(items: Int, count: Int) throws {
    let shards = try (1...count).map { try #require(Shard(argument: "\($0)/\(count)")) }
    let parts = shards.map { $0.part(of: Array(0..<items)) }
    #expect(parts.flatMap { $0 } == Array(0..<items))
    let sizes = parts.map(\.count)
    #expect(sizes.max()! - sizes.min()! <= 1)
  }

  @Test(arguments: ["", "1", "0/1", "2/1", "1/0", "-1/2", "1/2/3", "a/2", "1/10000", "1/ 2"])
  func otherTextsAreNone(text: String) {
    #expect(Shard(argument: text) == nil)
  }
}
