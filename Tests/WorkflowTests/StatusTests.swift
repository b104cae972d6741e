import Archive
import Foundation
import TestSupport
import Testing

@testable import Workflow

@Suite("Status and list")
struct StatusTests {
  let desk: Desk
  init() throws {
    desk = try Desk()
    try desk.complete()
  }

  private func status(_ arguments: String...) throws -> [String] {
    try StatusCommand<SmallNotebook>.parse(["--checkpoints", desk.folder.path] + arguments).lines()
  }

  /// A damaged file keeps the table narrow, and is not laid to cells that only read it.
  @Test func damageIsToldBelowTheTable() throws {
    let whole = try status()
    #expect(whole.count == 2 + SmallNotebook.cells.count)
    try Data("no checkpoint".utf8).write(to: URL(fileURLWithPath: desk.path("source-b.h5")))
    let lines = try status()
    #expect(lines[2].hasPrefix("01-sources   source-a.h5, source-b.h5  "), "\(lines[2])")
    #expect(lines[2].hasSuffix("  damaged"), "\(lines[2])")
    #expect(lines[3].hasSuffix("  complete"))
    #expect(lines[4].hasPrefix("03-products  products.h5 ") && lines[4].hasSuffix("  input damaged"), "\(lines[4])")
    #expect(lines.count == whole.count + 1, "once, however many read it")
    #expect(lines.last?.hasPrefix("\(desk.path("source-b.h5")): is not an HDF5 file; ") == true)
  }

  /// Where nothing of any scale is, the folder is probably a wrong one; where another scale is, this one is new.
  @Test func aWrongFolderIsTold() throws {
    let nowhere = desk.folder / "nowhere"
    let line = "there is no folder \(nowhere)/small: change to the package's folder or give --checkpoints"
    #expect(try status("--checkpoints", nowhere).first == line)
    #expect(try status("--checkpoints", nowhere).count == 3 + SmallNotebook.cells.count)
    let options = try SmallOptions.parse(["--checkpoints", nowhere])
    let run = Run(SmallNotebook.products, of: SmallNotebook.self, options)
    let error = #expect(throws: NotebookError.self) { try run.ledger.requirePart(Products(options)) }
    #expect(error?.description == line)
    // A cell that comes first is to be run all the same.
    let first = #expect(throws: NotebookError.self) { try run.ledger.require(Source("a", options)) }
    #expect(first?.description.contains("source-a.h5 is missing: run `") == true)
    try FileManager.default.createDirectory(atPath: nowhere, withIntermediateDirectories: true)
    #expect(try status("--checkpoints", nowhere).count == 2 + SmallNotebook.cells.count)
  }

  /// Columns are as wide as the longest name.
  @Test func listedNamesLineUp() throws {
    let lines = try ListCommand<SmallNotebook>.parse(["--checkpoints", desk.folder.path]).lines()
    #expect(lines.map { $0.suffix(" (not there)".count) } == Array(repeating: " (not there)", count: 3))
    let columns = try lines.map { line in
      try #require(line.firstRange(of: "  0")).upperBound.utf16Offset(in: line)
    }
    #expect(Set(columns).count == 1 && lines.contains { $0.contains(".pdf  03-products") }, "\(lines)")
  }
}
