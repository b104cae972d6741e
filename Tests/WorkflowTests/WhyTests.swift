import Archive
import Foundation
import TestSupport
import Testing

@testable import Workflow

@Suite("Why a cell's files are stale or missing")
struct WhyTests {
  let desk: Desk
  init() throws {
    desk = try Desk()
    try desk.complete()
  }

  private func why(_ cell: String) throws -> [String] {
    try WhyCommand<SmallNotebook>.parse([cell, "--checkpoints", desk.folder.path]).lines()
  }

  @Test func nothingDiffers() throws {
    #expect(try why("3") == ["03-products: complete", "  products.h5: nothing differs"])
    #expect(try why("1") == ["01-sources: complete", "  source-a.h5, source-b.h5: nothing differs"])
    #expect(throws: (any Error).self) { try why("5") }
  }

  @Test func nothingIsThere() throws {
    try desk.remove("products.h5")
    #expect(try why("03") == ["03-products: missing", "  missing: products.h5"])
    try desk.remove("source-a.h5")
    #expect(
      try why("01-sources") == [
        "01-sources: partial, 1 of 2 files", "  source-b.h5: nothing differs", "  missing: source-a.h5",
      ])
  }

  @Test func theWholeIsStale() throws {
    desk.bench.change {
      $0.factor = 3
      $0.version = 2
    }
    #expect(
      try why("3") == [
        "03-products: stale", "  products.h5 differs in", "    cell version 1 -> 2", "    setting factor 2 -> 3",
      ])
  }

  @Test func unitsAreStale() throws {
    desk.bench.change { $0.power = 2 }
    #expect(
      try why("3") == [
        "03-products: stale", "  products.h5 differs in", "    rule: power 1 -> 2", "  missing: products.h5: c1",
        "  missing: products.h5: c2",
      ])
  }

  /// Files that differ in the same are told together.
  @Test func filesAreToldTogether() throws {
    desk.bench.change { $0.power = 2 }
    #expect(
      try why("2") == [
        "02-scratch: stale", "  scratch/1.h5, scratch/2.h5 differ in", "    setting power 1 -> 2",
      ])
  }

  @Test func longListsAreCut() throws {
    desk.bench.change { $0.items = (1...25).map { "b\($0 % 3)\($0)" } }
    let lines = try why("3")
    #expect(lines.count == 2 + 20 + 1)
    #expect(lines[0] == "03-products: partial, 0 of 25 products")
    #expect(lines.last == "  missing: 5 more")
  }

  @Test func absentInputsAreTold() throws {
    try desk.remove("source-b.h5")
    #expect(
      try why("3") == [
        "03-products: complete", "  products.h5: nothing differs",
        "  not here, and so not compared: source-b.h5",
      ])
  }
}
