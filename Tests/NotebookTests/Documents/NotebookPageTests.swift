import Foundation
import TestSupport
import Testing

@testable import Notebook

/// The notebook as one page, built from a copy of the shipped pages.
@Suite("The notebook as one page", .enabled(if: NotebookPage.canBeBuilt, "there is no pandoc"), .serialized)
struct NotebookPageTests {
  private let page: NotebookPage
  init() throws { page = try NotebookPage.built.get() }

  @Test func everyCellIsThereWithItsCode() throws {
    // Cells beyond the report may have no results, and no page, yet.
    let pages = Set(try page.files("cells"))
    let cells = Report.cells.map(\.description).filter { pages.contains("\($0.name).md") }
    #expect(cells.count >= 10)
    for cell in cells {
      #expect(page.text.contains("<section id=\"\(cell.name)\">"), "\(cell.name)")
      #expect(page.text.contains("<code>notebooks/\(cell.name).swift</code>"))
    }
    #expect(page.text.matches(of: /class="sourceCode swift"/).count >= cells.count)
    #expect(page.text.contains("<math display=\"block\""))
  }

  /// It can be sent to somebody: pictures lie inside, and nothing is fetched or run.
  @Test func nothingIsFetched() throws {
    let sources = page.text.matches(of: /\ssrc="([^"]*)"/).map(\.1)
    #expect(!sources.isEmpty && sources.allSatisfy { $0.hasPrefix("data:image/svg+xml;base64,") })
    #expect(!page.text.contains("<script") && !page.text.contains("<link") && !page.text.contains("@import"))
    #expect(page.text.matches(of: /url\((?!#)/).isEmpty)
    #expect(page.text.utf8.count < 6_000_000)
  }

  @Test func everyFigureOfThePagesIsShown() throws {
    let pages = try page.files("cells").filter { $0 != "README.md" }
    let figures = try pages.flatMap { name in
      try String(contentsOfFile: page.folder / "paper/cells/\(name)", encoding: .utf8).matches(of: /!\[[^\]]*\]\(/)
    }
    #expect(page.text.matches(of: /<figure>/).count == figures.count && figures.count > 20)
  }

  /// Links inside have their targets, and those to other files lead to some.
  @Test func linksLeadSomewhere() throws {
    let targets = Set(page.text.matches(of: /\sid="([^"]+)"/).map { String($0.1) })
    for match in page.text.matches(of: /\shref="([^"]+)"/) where !match.1.contains("://") {
      let link = String(match.1)
      if link.hasPrefix("#") {
        #expect(targets.contains(String(link.dropFirst())), "\(link)")
      } else {
        let file = URL(fileURLWithPath: "\(Document.root)/paper/\(link)").standardized.path
        #expect(FileManager.default.fileExists(atPath: file), "\(link)")
      }
    }
  }

  @Test func sameInputGivesTheSameBytes() throws {
    try FileManager.default.removeItem(atPath: page.folder / "paper/notebook.html")
    try NotebookPage.build(in: page.folder)
    #expect(try contents(page.folder / "paper/notebook.html") == Data(page.text.utf8))
    #expect(try page.files("").sorted() == ["cells", "figures", "notebook.html"], "nothing else is left")
  }
}

/// A copy of the shipped pages, and the page made from it.
struct NotebookPage {
  let folder: TemporaryFolder
  let text: String

  static let built = Result { try NotebookPage() }

  private init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder / "paper", withIntermediateDirectories: false)
    for part in ["cells", "figures"] {
      try FileManager.default.copyItem(atPath: "\(Document.root)/paper/\(part)", toPath: folder / "paper/\(part)")
    }
    try Self.build(in: folder)
    text = String(decoding: try contents(folder / "paper/notebook.html"), as: UTF8.self)
  }

  func files(_ name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder / "paper/\(name)")
  }

  static let canBeBuilt = (try? run("/usr/bin/env", ["pandoc", "--version"])) == 0

  static func build(in folder: TemporaryFolder) throws {
    let status = try run("\(Document.root)/scripts/build-notebook-page", [folder / "paper"])
    try #require(status == 0)
  }

  private static func run(_ program: String, _ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
