import Foundation
import TestSupport
import Testing

@testable import Notebook
@testable import Study
@testable import Workflow

/// The list of cells stands in three places: the package's description, the catalogue and the folder.
@Suite("Catalogue of cells")
struct CatalogueTests {
  static let cells = Report.cells.map(\.description)
  private let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test func equalsTheFolder() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: project.path + "/notebooks")
    let cells = files.filter { $0.hasSuffix(".swift") && $0 != "notebook.swift" }
    #expect(Self.cells.map { "\($0.name).swift" } == cells.sorted())
  }

  @Test func equalsThePackage() throws {
    let text = try String(contentsOfFile: project.path + "/Package.swift", encoding: .utf8)
    let start = try #require(text.range(of: "let cells = ["))
    let end = try #require(text.range(of: "]", range: start.upperBound..<text.endIndex))
    // Every second part of the list lies between quotes.
    let parts = text[start.upperBound..<end.lowerBound].split(
      separator: "\"", omittingEmptySubsequences: false)
    let listed = parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) }
    #expect(listed == Self.cells.map(\.name))
  }

  @Test func cellsAreNumberedInOrder() {
    for (index, cell) in Self.cells.enumerated() {
      #expect(cell.name.hasPrefix(String(format: "%02d-", index + 1)))
      #expect(cell.version >= 1)
      #expect(!cell.title.isEmpty && cell.section?.isEmpty != true)
    }
  }

  /// Every cell has something to write or to compute, can tell how it stands, and in an empty folder has done nothing.
  @Test(arguments: Self.cells, Scale.allCases)
  func everyCellHasAState(cell: CellDescription, scale: Scale) throws {
    let folder = try TemporaryFolder()
    let options = try StudyOptions.parse(["--scale", scale.rawValue, "--checkpoints", folder.path])
    let artifacts = try #require(Report.cells.first { $0.description == cell }).artifacts(options)
    #expect(!artifacts.isEmpty)
    #expect(artifacts.allSatisfy { $0.cell == cell }, "whoever lists a file is the cell that the file names")
    #expect(try options.ledger(quietly: true).state(of: artifacts) == .missing)
  }

  @Test func everyCellHasATemplate() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: project.path + "/notebooks")
    #expect(Self.cells.map { "\($0.name).md" } == files.filter { $0.hasSuffix(".md") }.sorted())
  }

  /// Whatever a file is made from is declared before it, by a cell, so that the error can name the cell to run. The
  /// conclusion shows what a cell beyond the report found, once that is there.
  @Test(arguments: Scale.allCases)
  func everyInputComesFromAnEarlierCell(scale: Scale) throws {
    let options = try StudyOptions.parse(["--scale", scale.rawValue])
    var files: Set<String> = []
    for entry in Report.cells {
      for artifact in entry.artifacts(options) {
        for dependency in artifact.inputs {
          if let input = dependency.artifact, input.file != "strong.h5" {
            // Copies of teachers on their way are made in passing.
            let isCopy = input.file.hasPrefix("outer-steps/teacher-") && input.cell == Cells.metaTraining
            let isKnown = isCopy || files.contains(input.file)
            #expect(isKnown, "\(entry.description.name) reads \(input.file)")
          }
          if let cell = dependency.cell { #expect(Self.cells.contains(cell), "\(entry.description.name)") }
        }
        #expect(files.insert(artifact.file).inserted, "\(artifact.file) is declared twice")
      }
    }
  }

  /// What a cell's header says it reads is what its files are declared to be made from, and what its page shows.
  @Test(arguments: Self.cells)
  func headersListTheInputs(cell: CellDescription) throws {
    let text = try String(contentsOfFile: project.path + "/notebooks/\(cell.name).swift", encoding: .utf8)
    let header = text.prefix(upTo: try #require(text.range(of: "// Writes")).lowerBound)
    let said = header.suffix(from: try #require(header.range(of: "// Reads")).upperBound)
    let entry = try #require(Report.cells.first { $0.description == cell })
    let declared = Run(entry, of: Report.self, try StudyOptions.parse(["--scale", "report"])).reads
    let files = said.matches(of: /[a-z0-9*\/-]+\.h5/).map { String($0.output) }
    #expect(Set(files) == Set(declared.filter { $0.hasSuffix(".h5") }))
  }

  /// Units depend on nothing that their file does not name.
  @Test func unitsDependOnTheFilesInputs() throws {
    func check<A: Artifact>(_ artifact: A, _ ledger: Ledger) throws {
      let named = artifact.inputs.map(\.name)
      #expect(Set(named).count == named.count, "\(artifact.file) has an input twice")
      let units = try artifact.units(ledger)
      #expect(Set(units).count == units.count && !units.isEmpty, "\(artifact.file)")
      for unit in units { #expect(Set(artifact.inputs(of: unit)).isSubset(of: named), "\(artifact.file), \(unit)") }
    }
    let folder = try TemporaryFolder()
    let options = try StudyOptions.parse(["--scale", "smoke", "--checkpoints", folder.path])
    let ledger = options.ledger(quietly: true)
    for artifact in Report.cells.flatMap({ $0.artifacts(options) }) { try check(artifact, ledger) }
  }

  /// A test in the catalogue of tests has a cell that counts it, and the other way round.
  @Test func everyTestHasACell() throws {
    let reported = TestCells.all.map(\.name)
    #expect(RobustnessTests.all.map(\.name).filter(reported.contains) == reported)
    for test in RobustnessTests.all + [.unperturbed] {
      let cell = TestCells.cell(of: test)
      let entry = try #require(Report.cells.first { $0.description == cell }, "\(cell.name) is in no catalogue")
      #expect(entry.artifacts(try StudyOptions.parse([])).contains { $0.file == "\(test.name).h5" })
    }
  }
}

extension CellDescription: CustomTestStringConvertible {
  public var testDescription: String { name }
}
