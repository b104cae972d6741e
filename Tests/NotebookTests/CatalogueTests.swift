import Foundation
import TestSupport
import Testing

@testable import Notebook

/// The list of cells stands in three places: the package's description, the catalogue and the folder.
@Suite("Catalogue of cells")
struct CatalogueTests {
  private let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test func equalsTheFolder() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: project.path + "/notebooks")
    let cells = files.filter { $0.hasSuffix(".swift") && $0 != "notebook.swift" }
    #expect(Cells.all.map { "\($0.name).swift" } == cells.sorted())
  }

  @Test func equalsThePackage() throws {
    let text = try String(contentsOfFile: project.path + "/Package.swift", encoding: .utf8)
    let start = try #require(text.range(of: "let cells = ["))
    let end = try #require(text.range(of: "]", range: start.upperBound..<text.endIndex))
    // Every second part of the list lies between quotes.
    let parts = text[start.upperBound..<end.lowerBound].split(
      separator: "\"", omittingEmptySubsequences: false)
    let listed = parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) }
    #expect(listed == Cells.all.map(\.name))
  }

  @Test func cellsAreNumberedInOrder() {
    for (index, cell) in Cells.all.enumerated() {
      #expect(cell.name.hasPrefix(String(format: "%02d-", index + 1)))
      #expect(cell.version >= 1)
      #expect(!cell.title.isEmpty && !cell.section.isEmpty)
    }
  }

  /// Every cell can tell how it stands, and in an empty folder it has done nothing.
  @Test(arguments: Cells.all)
  func everyCellHasAState(cell: CellDescription) throws {
    let folder = try TemporaryFolder()
    let run = Run(cell, try Options.parse(["--scale", "smoke", "--checkpoints", folder.path]))
    #expect(try run.status().state.description == "missing")
  }
}

extension CellDescription: CustomTestStringConvertible {
  public var testDescription: String { name }
}
