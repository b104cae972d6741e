import Foundation
import TestSupport
import Testing

@testable import Workflow

@Suite("Pages from templates")
struct PageTests {
  let desk: Desk
  init() throws { desk = try Desk() }

  private func text(
    _ template: String, _ values: [String: Any] = [:], _ change: (inout Page, Run) -> Void = { _, _ in }
  ) throws -> String {
    let run = try desk.run()
    var page = Page(Array(template.utf8), values)
    change(&page, run)
    return try page.markdown(run, reads: run.reads)
  }

  /// The page opens with the sentence of result; the parts bring in the rest.
  @Test func partsMakeAPage() throws {
    let text = try text("{{> head}} Why?\n\n{{> settings}}\n", ["result": "One."]) { page, _ in
      page.say("Two.")
      page.settings = [("items", "6")]
    }
    #expect(text.hasPrefix("# 03-products: Cell 03-products\n\n**One. Two.**\n"), "\(text)")
    #expect(text.contains("*Report, \"Numbers\".* Why?\n"))
    #expect(text.contains("| scale   | small |\n| seed    | 1     |\n| items   | 6     |\n"), "\(text)")
    #expect(text.contains("`swift run -c release 03-products`"))
    #expect(text.hasSuffix(".\n") && !text.contains("\n\n\n"))
  }

  /// One list of inputs feeds the provenance and the page.
  @Test func readLineIsTheListOfInputs() throws {
    #expect(try text("{{> settings}}").contains("\nRead: `source-a.h5`, `source-b.h5`, `scratch/*.h5`.\n"))
    let inputs = try desk.products().inputs
    #expect(try desk.run().reads == inputs.map(\.title))
    #expect(try desk.ledger().provenance(desk.products()).inputs.map(\.name) == ["rule"])
  }

  @Test func textIsNotEscapedAsHTML() throws {
    let odd = "5 < 6 & \"q\" 'a' > 4"
    let text = try text("{{value}} {{{value}}} {{> own}}", ["value": odd]) { page, _ in
      page.parts["own"] = Array("part: {{value}}".utf8)
    }
    #expect(text == "\(odd) \(odd) part: \(odd)\n")
  }

  /// What has no value is left out, with the section about it.
  @Test func missingValuesAreLeftOut() throws {
    let template =
      "a{{missing}}b\n\n{{#missing}}\nsection\n\n{{/missing}}\n{{#there}}\n{{name}}: {{value}}\n\n{{/there}}\nend"
    let text = try text(template, ["there": ["name": "x", "value": 3]])
    #expect(text == "ab\n\nx: 3\n\nend\n", "\(text)")
  }

  @Test func listsAreRepeated() throws {
    let text = try text("{{#tests}}\n- {{name}}\n{{/tests}}\n") { page, _ in
      for name in ["noise", "blur"] { page.append(["name": name], to: "tests") }
    }
    #expect(text == "- noise\n- blur\n")
  }

  /// Captions of figures that were not drawn are left out, and the figures of an earlier run removed.
  @Test func figuresNotDrawnAreLeftOut() throws {
    let text = try text("{{> figures}}") { page, run in
      page.figures = [("products", "All of them."), ("rest", "The rest.")]
      run.drawn = ["products"]
    }
    #expect(text == "![All of them.](../figures/products.svg)\n\n*All of them.*\n", "\(text)")

    let run = try desk.run()
    try run.write("old", "figures/rest.svg")
    try run.write("another's", "figures/mine.svg")
    try run.write(Page(Array("{{> head}}".utf8), ["result": "Nothing."]))
    #expect(!FileManager.default.fileExists(atPath: run.paper + "/figures/rest.svg"))
    #expect(FileManager.default.fileExists(atPath: run.paper + "/figures/mine.svg"))
    #expect(try contents(run.paper + "/cells/03-products.md").starts(with: Data("# 03-products".utf8)))
    let index = String(decoding: try contents(run.paper + "/cells/README.md"), as: UTF8.self)
    #expect(index.contains("- [03-products](03-products.md): Cell 03-products (report, \"Numbers\")"))
    #expect(!index.contains("04-chain"))
  }

  @Test func aTemplateThatIsNoneIsRefused() throws {
    #expect(throws: (any Error).self) { try text("{{#open}} and never closed") }
  }
}
