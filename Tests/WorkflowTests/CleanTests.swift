import Archive
import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import Workflow

@Suite("Cleaning up")
struct CleanTests {
  let desk: Desk
  init() throws {
    desk = try Desk()
    try desk.complete()
  }

  private func clean(_ arguments: String...) throws {
    try CleanCommand<SmallNotebook>.parse(arguments + ["--checkpoints", desk.folder.path]).work()
  }
  private func write(_ file: String) throws {
    try Data("x".utf8).write(to: URL(fileURLWithPath: desk.path(file)))
  }

  /// What nothing uses goes; what others put there stays.
  @Test func leftOversAreRemoved() throws {
    let before = try desk.checkpoints()
    for file in [".products.h5.1.tmp", "scratch/.1.h5.2.tmp"] { try write(file) }
    // A scratch file that is no longer asked for, a shard of other settings and one that may still be merged.
    try desk.copy("scratch/1.h5", to: "scratch/9.h5")
    for number in 1...2 { try desk.copy("products.h5", to: "products.shard-\(number)-of-2.h5") }
    try desk.change("products.shard-1-of-2.h5") { $0.provenance.seed = 9 }
    let others = ["scratch/mine.h5", "scratch/notes.txt", "mine.h5"]
    for file in others.prefix(2) { try write(file) }
    try desk.copy("products.h5", to: "scratch/theirs.h5")
    try desk.copy("scratch/1.h5", to: "mine.h5")
    try clean("--yes")
    var expected = before
    for file in ["products.shard-2-of-2.h5", "scratch/mine.h5", "scratch/theirs.h5", "mine.h5"] {
      expected[file] = try contents(desk.path(file))
    }
    #expect(try desk.checkpoints() == expected)
    #expect(desk.exists("scratch/notes.txt"))
    for file in [".products.h5.1.tmp", "scratch/.1.h5.2.tmp"] { #expect(!desk.exists(file)) }
  }

  /// Precious files stay, however old.
  @Test func oldResultsGo() throws {
    let kept = try desk.checkpoints().filter { $0.key.hasPrefix("chain") }
    try clean("--older", "1", "--yes")
    #expect(try desk.checkpoints().count == 7)
    let time = Date(timeIntervalSinceNow: -2 * 86_400)
    for file in try desk.checkpoints().keys {
      try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: desk.path(file))
    }
    try clean("--older", "1", "--yes")
    #expect(try desk.checkpoints() == kept)
  }

  /// A cell's files go with their states, and no others; not even of a declared name, if another cell wrote it.
  @Test(arguments: SmallNotebook.cells.map(\.description.name))
  func aNamedCellIsRemovedWhole(cell: String) throws {
    let before = try desk.checkpoints()
    let own = before.keys.filter { file in
      (try? Checkpoint.header(desk.path(file)).provenance.cell) == cell
    }
    #expect(!own.isEmpty)
    try clean("--cell", cell, "--yes")
    #expect(try desk.checkpoints() == before.filter { !own.contains($0.key) })
    try desk.complete(SmallNotebook.cells)
    #expect(try desk.checkpoints() == before)
  }

  @Test func aFileOfAnotherCellStays() throws {
    try desk.copy("source-a.h5", to: "products.h5")
    let before = try desk.checkpoints()
    try clean("--cell", "3", "--yes")
    #expect(try desk.checkpoints() == before)
  }

  /// Nothing at all goes while one of the files is computed.
  @Test func nothingIsRemovedWhileAFileIsInUse() throws {
    let before = try desk.checkpoints()
    let lock = try FileLock(for: desk.path("source-b.h5"))
    #expect(throws: ArchiveError.self) { try clean("--cell", "1", "--yes") }
    withExtendedLifetime(lock) {}
    #expect(try desk.checkpoints() == before)
  }
}
