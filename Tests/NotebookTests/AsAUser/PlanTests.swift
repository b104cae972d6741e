import Foundation
import TestSupport
import Testing

@testable import Notebook

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
      #expect(plan["04-learners"]?.hasPrefix("compute 1 learners, about ") == true)
      #expect(plan["05-accuracy-table"]?.hasPrefix("compute 110 networks, about ") == true)
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
      #expect(plan["04-learners"]?.hasPrefix("compute 110 learners, about ") == true)
      #expect(plan["06-noise"]?.hasPrefix("compute at least 480 tests of a network, about ") == true)
    }

    /// A teacher of another seed is not replaced: nothing after it is reached.
    @Test func refusalIsTold() throws {
      let plan = try plan("--seed", "2")
      #expect(plan["01-dataset"]?.hasPrefix("compute 1 file") == true)
      let reason = try #require(plan["02-meta-training"])
      #expect(
        reason.hasPrefix("stops: ") && reason.contains("seed 1 -> 2") && reason.contains("--force"),
        "\(reason)")
      #expect(plan["03-curriculum"] == "not reached")
      #expect(plan["10-conclusion"] == "not reached")
    }

    /// A file that cannot be read stops the cell that needs it, and none before.
    @Test func damageStopsNoEarlierCell() throws {
      try folder.remove("learners/vanilla-linear-2.h5")
      try Data("no checkpoint".utf8).write(to: URL(fileURLWithPath: folder.path("noise.h5")))
      let plan = try plan()
      #expect(plan["04-learners"]?.hasPrefix("compute 1 learners, about ") == true)
      let reason = try #require(plan["06-noise"])
      #expect(reason.hasPrefix("stops: \(folder.path("noise.h5"))"), "\(reason)")
      #expect(plan["07-blur"] == "not reached")
    }
  }
}

@Suite("Estimates of time")
struct EstimateTests {
  private func entry(_ cell: String, _ seconds: Double, _ units: Int?, machine: String) -> RunLog.Entry {
    RunLog.Entry(
      cell: cell, date: "2026-01-01T00:00:00Z", seconds: seconds, threads: Parallel.threads, machine: machine,
      units: units)
  }

  @Test func rateIsThatOfEarlierRunsHere() throws { try holdingThreads(rates) }

  private func rates() throws {
    let folder = try TemporaryFolder()
    let log = RunLog(folder: folder.path)
    #expect(log.estimate("06-noise", units: 5) == nil)
    log.append(entry("06-noise", 1000, nil, machine: RunLog.machine))
    #expect(log.estimate("06-noise", units: 5) == nil)
    log.append(entry("06-noise", 900, 3, machine: "another"))
    #expect(log.estimate("06-noise", units: 5) == 1500)
    log.append(entry("06-noise", 8, 4, machine: RunLog.machine))
    log.append(entry("06-noise", 12, 6, machine: RunLog.machine))
    log.append(entry("07-blur", 99, 1, machine: RunLog.machine))
    #expect(log.estimate("06-noise", units: 5) == 10)
  }

  /// What a run that was killed left of a line spoils no other.
  @Test func entryBeginsALine() throws {
    let folder = try TemporaryFolder()
    let log = RunLog(folder: folder.path)
    try Data(#"{"cell":"07-bl"#.utf8).write(to: URL(fileURLWithPath: log.path))
    for seconds in [1.0, 2] {
      #expect(log.append(entry("06-noise", seconds, 1, machine: RunLog.machine)) == nil)
    }
    #expect(log.entries().map(\.seconds) == [1, 2])
    let lines = String(decoding: try contents(log.path), as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.map(\.isEmpty) == [false, false, false, true])
  }
}
