import Archive
import Foundation
import TestSupport
import Testing

@testable import Workflow

@Suite("Shards of a file")
struct ShardFileTests {
  let desk: Desk
  init() throws {
    desk = try Desk()
    try desk.complete([SmallNotebook.sources, SmallNotebook.scratch])
    _ = desk.computed()
  }

  /// One shard's run; what the whole holds, once it was the last.
  @discardableResult
  private func shard(_ text: String, _ arguments: String...) throws -> [String: Double]? {
    let (run, shard) = (try desk.run(arguments), try #require(Shard(argument: text)))
    try run.complete(desk.products(), shard: shard)
    return try run.finish(desk.products(), shard) { _ in true }
  }
  private func file(_ number: Int, of count: Int = 3) -> String { "products.shard-\(number)-of-\(count).h5" }

  private func expectWhole() throws {
    let whole = try Desk()
    try whole.complete([SmallNotebook.sources, SmallNotebook.scratch, SmallNotebook.products])
    #expect(try desk.checkpoints() == whole.checkpoints())
  }

  @Test(arguments: [[1, 2, 3], [3, 2, 1], [2, 3, 1]])
  func allGiveTheBytesOfOneRun(order: [Int]) throws {
    for number in order.dropLast() {
      #expect(try shard("\(number)/3") == nil)
      #expect(desk.exists(file(number)) && !desk.exists("products.h5"))
    }
    #expect(try shard("\(order.last!)/3")?.count == 6)
    #expect(desk.computed().sorted() == ["a1", "a2", "b1", "b2", "c1", "c2"])
    try expectWhole()
    try desk.complete([SmallNotebook.products])
    #expect(desk.computed() == [])
  }

  /// Units that a shard has done count before they are merged, and are not done again.
  @Test func aShardCounts() throws {
    try shard("2/3")
    #expect(try desk.state(SmallNotebook.products) == .partial(done: 2, of: 6, unit: "products"))
    try shard("2/3")
    #expect(desk.computed() == ["b1", "b2"])
    // Even of a shard of another division.
    try shard("1/2")
    #expect(desk.computed() == ["a1", "a2"])
  }

  /// The run without shards takes over what is there.
  @Test func theNextRunMerges() throws {
    try shard("1/3")
    try shard("3/3")
    _ = desk.computed()
    try desk.complete([SmallNotebook.products])
    #expect(desk.computed() == ["b1", "b2"])
    try expectWhole()
  }

  @Test func aLostShardIsDoneAgain() throws {
    try shard("1/3")
    try shard("2/3")
    try desk.remove(file(1))
    #expect(try shard("3/3") == nil)
    _ = desk.computed()
    #expect(try shard("1/3")?.count == 6)
    #expect(desk.computed() == ["a1", "a2"])
    try expectWhole()
  }

  @Test func anInterruptedShardGoesOn() throws {
    desk.bench.change { $0.failing = "b2" }
    #expect(throws: NotebookError.self) { try shard("2/3") }
    desk.bench.change { $0.failing = nil }
    try shard("2/3")
    #expect(desk.computed() == ["b1", "b2"])
  }

  /// A shard of other settings is neither counted nor merged nor removed.
  @Test func aStaleShardIsLeftAlone() throws {
    desk.bench.change { $0.factor = 3 }
    try shard("1/3")
    let stale = try contents(desk.path(file(1)))
    desk.bench.change { $0.factor = 2 }
    #expect(try desk.state(SmallNotebook.products) == .missing)
    _ = desk.computed()
    try desk.complete([SmallNotebook.products])
    #expect(desk.computed().count == 6)
    #expect(try contents(desk.path(file(1))) == stale)
    try desk.remove(file(1))
    try expectWhole()
  }

  /// A changed input costs the shard its own units.
  @Test func aShardKeepsWhatIsValid() throws {
    try shard("1/2")
    _ = desk.computed()
    desk.bench.change { $0.starts["b"] = 20 }
    try desk.complete([SmallNotebook.sources])
    _ = desk.computed()
    try shard("1/2")
    #expect(desk.computed() == ["b1"])
    #expect(try shard("2/2")?["b1"] == 44)
    #expect(try desk.ledger().content(desk.products()).count == 6)
  }

  /// Two runs of one shard are not let in; one shard does not keep out another, nor does a run of the whole.
  @Test func aShardInUseIsRefused() throws {
    let locks = [try FileLock(for: desk.path(file(1))), try FileLock(for: desk.path("products.h5"))]
    let error = #expect(throws: ArchiveError.self) { try shard("1/3") }
    #expect(error?.description.contains(desk.path(file(1))) == true)
    #expect(try shard("2/3") == nil)
    withExtendedLifetime(locks) {}
  }

  @Test func filesInOneGoAreShared() throws {
    let options = try desk.options()
    for file in ["scratch/1.h5", "scratch/2.h5"] { try desk.remove(file) }
    let artifacts = [Scratch(1, options), Scratch(2, options)]
    let first = try desk.run()
    try first.complete(artifacts, shard: Shard(argument: "2/2"))
    #expect(desk.computed() == ["scratch/2.h5"] && first.leavesPage)
    let last = try desk.run()
    try last.complete(artifacts, shard: Shard(argument: "1/2"))
    #expect(desk.computed() == ["scratch/1.h5"] && !last.leavesPage)
  }
}
