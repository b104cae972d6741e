import Foundation
import Testing

@testable import Notebook
@testable import Study
@testable import Workflow

extension AsAUser {
  @Suite("What is listed", .serialized)
  struct ListTests {
    let folder: UserFolder
    init() throws { folder = try UserFolder(copyOf: try FinishedNotebook.shared.get().folder) }

    /// Every cell draws what `notebook list` names under it, and nothing else.
    @Test func listIsWhatCellsDraw() throws {
      try folder.remove("paper")
      #expect(try listed().there.isEmpty)
      var before: Set<String> = []
      for cell in Report.cells.map(\.description) {
        // A part of the longer tests, of which everything is drawn all the same.
        let isLong = [Cells.blur, Cells.fgsm, Cells.lbfgs].map(\.name).contains(cell.name)
        let part = isLong ? ["--recipe", "gtn", "--trial", "1"] : []
        let outcome = try folder.start(cell.name, part).outcome()
        #expect(outcome.status == 0, "\(outcome.errors)")
        let now = drawn()
        #expect(try listed().there[cell.name, default: []] == now.subtracting(before), "\(cell.name)")
        before = now
      }
      #expect(before.contains("figures/lbfgs-as-written-base_larger3.pdf"))
      // All but what stands beside reported numbers, figures of learner types that are good enough here, what shows a later
      // cell's results, and teachers of other seeds, of which there is none.
      let absent = try listed().absent
        .filter {
          !$0.contains("-admitted-") && !$0.hasSuffix("-difference.csv") && !$0.contains("/outer-steps-teachers.")
        }
      #expect(absent == ["figures/lbfgs-box.pdf", "figures/conclusion.pdf"])
    }

    /// Names in the paper's folder that are listed: those that are there, by cell, and the others.
    private func listed() throws -> (there: [String: Set<String>], absent: [String]) {
      let outcome = try folder.run("notebook", "list")
      #expect(outcome.status == 0, "\(outcome.errors)")
      var (there, absent): ([String: Set<String>], [String]) = ([:], [])
      for line in outcome.output.split(separator: "\n") {
        let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true).map(String.init)
        let name = try #require(words[0].firstMatch(of: /\/smoke\/paper\/(.*)/)?.1)
        if words.count == 2 {
          #expect(there[words[1], default: []].insert(String(name)).inserted, "\(line)")
        } else {
          #expect(words[2] == "(not there)", "\(line)")
          absent.append(String(name))
        }
      }
      return (there, absent)
    }

    /// Figures, of which one format stands for all, tables and generated texts that are there.
    private func drawn() -> Set<String> {
      let names = FileManager.default.enumerator(atPath: folder.path("paper"))?.compactMap { $0 as? String }
      return Set((names ?? []).filter { $0.contains(/^(figures\/.*\.pdf|(tables|generated)\/.*)$/) })
    }
  }
}
