import Foundation
import Testing

@testable import Notebook
@testable import Study

@Suite("Documents")
struct DocumentTests {
  /// A link to a file of the package leads to one. Those into the network are not followed.
  @Test(arguments: Document.all) func linksLeadSomewhere(document: Document) {
    let folder = URL(fileURLWithPath: "\(Document.root)/\(document.path)").deletingLastPathComponent()
    for match in document.text.matches(of: /\]\(([^)\s]+)\)/) where !match.1.contains("://") {
      let path = match.1.prefix { $0 != "#" }
      guard !path.isEmpty else { continue }
      let file = folder.appendingPathComponent(String(path)).path
      #expect(FileManager.default.fileExists(atPath: file), "\(document.path): \(match.1) leads nowhere")
    }
  }

  @Test func theReadmeStaysShort() throws {
    let words = try Document("README.md").text.split { $0.isWhitespace }
    #expect(words.count <= 900)
  }

  @Test func theManualListsItsPages() throws {
    let listed = try Document("docs/README.md").text.matches(of: /\]\(([a-z-]+\.md)\)/).map { String($0.1) }
    let pages = Document.all.map(\.path).filter { $0.hasPrefix("docs/") && $0 != "docs/README.md" }
    #expect(Set(listed.map { "docs/\($0)" }) == Set(pages))
    #expect(listed.count == Set(listed).count, "a page is listed twice")
  }

  @Test func everyCellAndCommandHasItsRow() throws {
    let cells = try Document("docs/cells.md").text
    for cell in Report.cells { #expect(cells.contains("\n| `\(cell.description.name)` |"), "\(cell.description.name)") }
    let commands = try Document("docs/driver.md").text
    for match in try Document("notebooks/notebook.swift").text.matches(of: /([A-Z][a-z]+)Command(<Report>)?\.self/) {
      #expect(commands.contains("\n| `\(match.1.lowercased())"), "\(match.1)")
    }
    for scale in Scale.allCases {
      #expect(try Document("docs/scales.md").text.contains("\n| `\(scale.rawValue)`"), "\(scale)")
    }
  }

  /// Installed is what the manual names, and the other way round.
  @Test func dependenciesAreNamed() throws {
    let script = try Document("scripts/install-dependencies").text
    let start = try #require(script.range(of: "debian=(\n"))
    let end = try #require(script.range(of: "\n)", range: start.upperBound..<script.endIndex))
    let installed = script[start.upperBound..<end.lowerBound].split(separator: "\n").compactMap {
      $0.split(separator: " ").first.map(String.init)
    }
    // What only some commands need stands under a heading of its own.
    let needed = try #require(try Document("docs/dependencies.md").text.split(separator: "\n## ").first)
    let rows = needed.split(separator: "\n").filter { $0.hasPrefix("| ") }
    let named = rows.flatMap { row in
      row.split(separator: "|")[1].matches(of: /`([^`]+)`/).map { String($0.1) }
    }
    #expect(installed.sorted() == named.sorted())
  }
}
