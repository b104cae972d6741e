import Archive
import Foundation
import TestSupport
import Testing

@testable import Workflow

@Suite("Accepting stale files")
struct AcceptanceTests {
  let desk: Desk
  init() throws {
    desk = try Desk()
    try desk.complete()
  }

  private func accept(_ cells: String...) throws {
    try AcceptCommand<SmallNotebook>.parse(cells + ["--checkpoints", desk.folder.path]).work()
  }

  /// The numbers stay, the file is current, and says what was waved through.
  @Test func whatIsAcceptedStays() throws {
    let before = try Checkpoint.read(desk.path("products.h5"))
    desk.bench.change { $0.factor = 3 }
    try accept("3")
    #expect(try desk.state(SmallNotebook.products) == .complete)
    var accepted = try Checkpoint.read(desk.path("products.h5"))
    #expect(try Acceptance.note(accepted) == ["setting factor 2 -> 3"])
    accepted[Acceptance.array] = nil
    #expect(accepted.arrays == before.arrays)
    #expect(accepted.provenance.settings == #"{"factor":3}"#)
    _ = desk.computed()
    try desk.complete([SmallNotebook.products])
    #expect(desk.computed() == [])
    let log = String(decoding: try contents(desk.path("runs.log")), as: UTF8.self)
    let line = try #require(log.split(separator: "\n").last)
    let entry = try JSONDecoder().decode(RunLog.AcceptanceEntry.self, from: Data(line.utf8))
    #expect(entry.cell == "03-products" && entry.accepted == ["products.h5": ["setting factor 2 -> 3"]])
  }

  /// Units that are stale for themselves.
  @Test func unitsAreAcceptedToo() throws {
    desk.bench.change { $0.power = 2 }
    try accept("02", "03-products")
    #expect(try desk.state(SmallNotebook.products) == .complete)
    #expect(try desk.state(SmallNotebook.scratch) == .complete)
    let file = try Checkpoint.read(desk.path("products.h5"))
    #expect(try Acceptance.note(file) == ["rule: power 1 -> 2"])
  }

  /// The note stays when more is computed, and goes when all is computed again.
  @Test func theNoteStaysWithTheFile() throws {
    desk.bench.change { $0.factor = 3 }
    try accept("3")
    desk.bench.change { $0.items += ["a3"] }
    try desk.complete(desk.products())
    #expect(try Acceptance.note(Checkpoint.read(desk.path("products.h5"))) == ["setting factor 2 -> 3"])
    desk.bench.change { $0.factor = 4 }
    try desk.complete(desk.products())
    #expect(try Acceptance.note(Checkpoint.read(desk.path("products.h5"))) == [])
  }

  /// A part is accepted as the part that it is.
  @Test func aPartIsAccepted() throws {
    let desk = try Desk()
    desk.bench.change { $0.failing = "b2" }
    #expect(throws: NotebookError.self) { try desk.complete() }
    desk.bench.change { state in
      state.version = 2
      state.failing = nil
    }
    try AcceptCommand<SmallNotebook>.parse(["3", "--checkpoints", desk.folder.path]).work()
    #expect(try desk.state(SmallNotebook.products) == .partial(done: 3, of: 6, unit: "products"))
    _ = desk.computed()
    try desk.complete([SmallNotebook.products])
    #expect(desk.computed() == ["b2", "c1", "c2"])
  }

  /// The state to resume from is accepted with its file, which goes on to the same numbers.
  @Test func theStateIsAcceptedWithTheFile() throws {
    let (desk, whole) = (try Desk(), try Desk())
    desk.bench.change { $0.failing = "step 3" }
    #expect(throws: NotebookError.self) { try desk.complete() }
    for bench in [desk.bench, whole.bench] { bench.change { $0.version = 2 } }
    desk.bench.change { $0.failing = nil }
    let parsed = try AcceptCommand<SmallNotebook>.parse(["4", "--checkpoints", desk.folder.path])
    try parsed.work()
    for file in ["chain.h5", "chain.resume.h5"] {
      let stored = try Checkpoint.read(desk.path(file))
      #expect(try Acceptance.note(stored) == ["cell version 1 -> 2"])
      #expect(stored.provenance.cellVersion == 2)
    }
    _ = desk.computed()
    try desk.complete([SmallNotebook.chain])
    #expect(desk.computed() == ["step 3", "step 4"])
    try whole.complete()
    var chain = try Checkpoint.read(desk.path("chain.h5"))
    #expect(try Acceptance.note(chain) == ["cell version 1 -> 2"], "it stays on record")
    chain[Acceptance.array] = nil
    #expect(try chain.arrays == Checkpoint.read(whole.path("chain.h5")).arrays)
  }

  /// What was made from an accepted file is stale in turn, in whatever order cells are named.
  @Test func acceptanceHandsOn() throws {
    desk.bench.change { $0.starts["a"] = 2 }
    try accept("1")
    #expect(try desk.state(SmallNotebook.sources) == .complete)
    for cell in [SmallNotebook.scratch, SmallNotebook.products, SmallNotebook.chain] {
      #expect(try desk.state(cell).isStale, "\(cell.description.name)")
    }
    try accept("4", "3", "2")
    for cell in SmallNotebook.cells { #expect(try desk.state(cell) == .complete) }
  }

  /// What would be stale all the same is refused, with the cell that comes first.
  @Test func staleInputsComeFirst() throws {
    desk.bench.change { $0.starts["a"] = 2 }
    let before = try desk.checkpoints()
    for cell in ["03-products", "04-chain"] {
      let error = #expect(throws: NotebookError.self) { try accept(cell) }
      let line = try #require(error?.description)
      let path = desk.path("\(cell.dropFirst(3)).h5")
      #expect(line.hasPrefix("\(path) cannot be accepted: its input source-a.h5 is stale itself: run `"), "\(line)")
      for way in [" 01-sources ", "notebook accept 01-sources"] { #expect(line.contains(way), "\(line)") }
    }
    #expect(try desk.checkpoints() == before)
    try accept("3", "1")
    #expect(try desk.state(SmallNotebook.products) == .complete)
  }

  /// A file of another cell, or of numbers that its reader would refuse; and then none of the cell's.
  @Test(arguments: [
    ("products.h5", "of another cell", "is no file of 03-products"),
    ("products.h5", "not finite", "cannot be accepted: "), ("chain.h5", "too long", "it stands at step 9 of 4"),
    ("source-b.h5", "too short", "cannot be accepted: "),
  ])
  func whatCannotBeUsedIsRefused(file: String, change: String, reason: String) throws {
    switch change {
    case "of another cell": try desk.copy("source-a.h5", to: file)
    case "not finite": try desk.change(file) { $0.set("product/a1", shape: [], .float64([.nan])) }
    case "too long": try desk.change(file) { $0.set("values", shape: [9], .float64(Array(repeating: 1, count: 9))) }
    default: try desk.change(file) { $0.set("numbers", shape: [1], .float64([1])) }
    }
    desk.bench.change {
      $0.factor = 3
      $0.starts = ["a": 2, "b": 3]
    }
    let before = try desk.checkpoints()
    let cell = try #require(try desk.artifacts().first { $0.file == file }).cell.name
    let error = #expect(throws: NotebookError.self) { try accept(cell) }
    #expect(error?.description.contains(desk.path(file)) == true)
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    #expect(try desk.checkpoints() == before)
  }

  @Test func whatIsNotStaleIsLeft() throws {
    let before = try desk.checkpoints()
    try accept("1", "2", "3", "4")
    #expect(try desk.checkpoints() == before)
    #expect(!desk.exists("runs.log"))
  }

  @Test func aFileInUseIsRefused() throws {
    desk.bench.change { $0.factor = 3 }
    let before = try desk.checkpoints()
    let lock = try FileLock(for: desk.path("products.h5"))
    #expect(throws: ArchiveError.self) { try accept("3") }
    withExtendedLifetime(lock) {}
    #expect(try desk.checkpoints() == before)
  }
}
