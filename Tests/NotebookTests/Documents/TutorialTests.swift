import Foundation
import Testing

/// The tutorial shows code that is compiled and tested elsewhere, letter by letter.
@Suite("Tutorial")
struct TutorialTests {
  private static let blocks = try? Document("docs/tutorial.md").text.matches(of: /(?s)```swift\n(.*?)```/)
    .map { String($0.1) }

  /// Where the code of the tutorial is compiled: the files of tests that are named after it, and the example.
  private static let sources: [String] = {
    let files = FileManager.default.enumerator(atPath: "\(Document.root)/Tests")?.compactMap { $0 as? String } ?? []
    let tests = files.filter { $0.contains(/\/Tutorial[A-Z][a-zA-Z]*\.swift$/) }.map { "Tests/\($0)" }
    let example = "examples/teach-your-own/Sources/teach-your-own/main.swift"
    return (tests + [example]).compactMap { try? Document($0).text }
  }()

  @Test func everyBlockIsCompiled() throws {
    let blocks = try #require(Self.blocks)
    #expect(blocks.count >= 7)
    for block in blocks {
      // A test has no main program.
      let code = block.replacing("@main ", with: "").replacing("import Notebook\n\n", with: "")
        .split(separator: "\n").filter { !$0.hasPrefix("// ") && $0 != "//" }.joined(separator: "\n")
      let isThere = Self.sources.contains { source in
        source.split(separator: "\n").joined(separator: "\n").contains(code)
      }
      #expect(isThere, "this block stands in no source file:\n\(block)")
    }
  }

  /// Files and names that the text tells to change are there.
  @Test func filesAreThere() throws {
    let text = try Document("docs/tutorial.md").text
    let paths = text.matches(of: /`((?:Sources|Tests|notebooks|docs|examples)\/[^`<> ]+)`/).map { String($0.1) }
    #expect(paths.count > 8)
    for path in paths where !path.contains("17-one-step") {
      #expect(FileManager.default.fileExists(atPath: "\(Document.root)/\(path)"), "\(path)")
    }
  }
}
