import Foundation
import Testing

@testable import Notebook
@testable import Study

@Suite("Checklists")
struct ChecklistTests {
  private static let page = Result { try Document("docs/checklists.md").text }

  /// It is written by `notebook checklists`: nobody has changed it by hand, or results without it.
  @Test(.enabled(if: ShippedResults.areThere)) func thePageIsCurrent() throws {
    let options = try StudyOptions.parse(["--scale", "report", "--checkpoints", "\(Document.root)/checkpoints"])
    let text = try Checklists(options: options).text().replacing("\(Document.root)/", with: "")
    #expect(
      try Self.page.get() == text, "run `swift run -c release notebook checklists --scale report docs/checklists.md`")
  }

  /// An answer is a link or a number, or says why there is none.
  @Test func everyItemIsAnswered() throws {
    let rows = try Self.page.get().split(separator: "\n").filter { $0.hasPrefix("| ") }.map {
      $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let items = rows.filter { !["item", "badge"].contains($0[0]) && !$0[0].hasPrefix("**") }
    #expect(items.count == 31)
    for item in items {
      let answer = try #require(item.last)
      #expect(answer.contains("](") || answer.contains(/[0-9]/) || answer.hasPrefix("no"), "\(item[0])")
    }
  }

  /// The three lists, each whole.
  @Test func allThreeListsAreThere() throws {
    let sections = try Self.page.get().components(separatedBy: "\n## ").dropFirst()
    let counts = sections.map { $0.split(separator: "\n").count { $0.hasPrefix("| ") && !$0.hasPrefix("| **") } - 1 }
    #expect(counts == [21, 5, 5])
  }

  private enum ShippedResults {
    static let areThere = FileManager.default.fileExists(atPath: "\(Document.root)/checkpoints/report/noise.h5")
  }
}
