import Foundation
import TestSupport
import Testing

@testable import Notebook
@testable import Study
@testable import Workflow

extension AsAUser {
  @Suite("The plan", .serialized)
  struct PlanTests {
    let folder: UserFolder
    init() throws { folder = try UserFolder(copyOf: try FinishedNotebook.shared.get().folder) }

    /// What `notebook plan` says of each cell.
    private func plan(_ arguments: String...) throws -> [String: String] {
      let outcome = try Program(
        "notebook", ["plan", "--scale", "smoke", "--checkpoints", folder.path] + arguments
      ).outcome()
      #expect(outcome.status == 0, "\(outcome.errors)")
      return Dictionary(
        uniqueKeysWithValues: outcome.output.split(separator: "\n").compactMap { line in
          guard line.first?.isNumber == true else { return nil }
          let (cell, work) = (line.prefix { $0 != " " }, line.drop { $0 != " " })
          return (String(cell), work.trimmingCharacters(in: .whitespaces))
        })
    }

    /// Cells that the plan says compute do, and the others do not.
    @Test func runDoesWhatThePlanSays() throws {
      try folder.remove("learners/vanilla-linear-2.h5")
      try folder.remove("accuracy.h5")
      let plan = try plan()
      #expect(plan["01-dataset"] == "nothing to compute")
      #expect(plan["04-learners"]?.hasPrefix("compute 1 learner, about ") == true)
      #expect(plan["05-accuracy-table"]?.hasPrefix("compute 110 counts, about ") == true)
      #expect(plan["06-noise"]?.hasSuffix("unless other results come out of 05-accuracy-table") == true)
      #expect(plan["07-blur"]?.hasPrefix("compute at least ") == true)
      #expect(plan["07-blur"]?.hasSuffix(", no estimate") == true)
      for cell in FinishedNotebook.cells {
        let outcome = try folder.run("notebook", "run", "--only", cell)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let computes = plan[cell]?.hasPrefix("compute ") == true
        #expect(outcome.output.contains(computes ? "  done in " : "  nothing to compute in "), "\(cell)")
      }
    }

    @Test func forcedPlanComputesEverything() throws {
      let plan = try plan("--force")
      #expect(plan["02-meta-training"]?.hasPrefix("compute 8 outer steps, about ") == true)
      let learners = try folder.options().study.learners.count
      #expect(plan["04-learners"]?.hasPrefix("compute \(learners) learners, about ") == true)
      let counts = try folder.options().study.counts(.noise).units(folder.ledger()).count
      #expect(plan["06-noise"]?.hasPrefix("compute at least \(counts) counts, about ") == true, "\(plan)")
    }

    /// Files of another seed are not replaced: nothing after them is reached.
    @Test func refusalIsTold() throws {
      let plan = try plan("--seed", "2")
      let reason = try #require(plan["01-dataset"])
      #expect(
        reason.hasPrefix("stops: ") && reason.contains("seed 1 -> 2") && reason.contains("--force"),
        "\(reason)")
      #expect(plan["02-meta-training"] == "not reached")
      #expect(plan["10-conclusion"] == "not reached")
    }

    /// A file that cannot be read stops the cell that needs it, and none before.
    @Test func damageStopsNoEarlierCell() throws {
      try folder.remove("learners/vanilla-linear-2.h5")
      try Data("no checkpoint".utf8).write(to: URL(fileURLWithPath: folder.path("noise.h5")))
      let plan = try plan()
      #expect(plan["04-learners"]?.hasPrefix("compute 1 learner, about ") == true)
      let reason = try #require(plan["06-noise"])
      #expect(reason.hasPrefix("stops: \(folder.path("noise.h5"))"), "\(reason)")
      #expect(plan["07-blur"] == "not reached")
    }
  }
}
