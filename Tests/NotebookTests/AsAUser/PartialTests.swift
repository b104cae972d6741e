import Foundation
import Testing

@testable import Notebook
@testable import Study
@testable import Workflow

extension AsAUser {
  @Suite("A part of the work", .serialized)
  struct PartialTests {
    let finished: FinishedNotebook
    init() throws { finished = try FinishedNotebook.shared.get() }

    @Test func filtersTrainOneLearner() {
      #expect(finished.firstLearners == ["learners/vanilla-linear-2.h5"])
      #expect(finished.firstState?.hasPrefix("partial, 1 of ") == true)
    }

    /// The trials in the other order, the first of them interrupted: the same bytes as in one go.
    @Test func noiseTrialByTrialGivesTheSameBytes() throws {
      let folder = try UserFolder(copyOf: finished.folder)
      let expected = try finished.folder.checkpoints()
      try folder.remove("noise.h5")

      let program = try folder.start("06-noise", "--trial", "2")
      #expect(try program.interrupt(whenItSays: "noise 1/"))
      try expectInterrupted(program.outcome(), cell: "06-noise")
      let (done, all) = try #require(try part(folder, "06-noise"))
      #expect(0 < done && done < all / 2)

      let resumed = try folder.run("06-noise", "--trial", "2")
      #expect(resumed.status == 0, "\(resumed.errors)")
      #expect(try #require(try part(folder, "06-noise")) == (all / 2, all))
      #expect(try folder.run("06-noise", "--trial", "2").output.contains("nothing to compute"))

      let rest = try folder.run("06-noise", "--trial", "1", "--threads", "3")
      #expect(rest.status == 0, "\(rest.errors)")
      #expect(try folder.status()["06-noise"] == "complete")
      #expect(try folder.checkpoints() == expected)
    }

    /// A network is counted once for all places that it serves: `vanilla` for every teacher. Modes are counted apart.
    @Test func filtersCountANetworkOnce() throws {
      let folder = try UserFolder(copyOf: finished.folder)
      for (file, cell, more) in [
        ("accuracy.h5", "05-accuracy-table", []), ("noise.h5", "06-noise", ["--mode", "training"]),
      ] {
        try folder.remove(file)
        let filters = ["--learner", "base_larger", "--trial", "1"]
        func run(_ arguments: [String]) throws -> String {
          let outcome = try Program(
            cell, filters + arguments + ["--scale", "smoke", "--checkpoints", folder.path]
          ).outcome()
          #expect(outcome.status == 0, "\(outcome.errors)")
          return outcome.output
        }
        let vanilla = ["--recipe", "vanilla"]
        #expect(try run(vanilla + more + ["--teacher", "base_larger3"]).contains("done in"))
        #expect(try run(vanilla + more + ["--teacher", "base_larger"]).contains("nothing to compute"))
        guard cell == "06-noise" else { continue }
        #expect(try run(["--recipe", "gtn"] + more).contains("done in"))
        #expect(try run(["--recipe", "gtn", "--mode", "evaluation"]).contains("done in"))
        #expect(try run(["--recipe", "gtn"]).contains("nothing to compute"))
      }
    }

    /// Forcing a part again leaves the rest as it is.
    @Test func forceWithFiltersKeepsTheRest() throws {
      let folder = try UserFolder(copyOf: finished.folder)
      let filters = ["--learner", "base_larger", "--recipe", "vanilla", "--trial", "1"]
      for cell in ["05-accuracy-table", "06-noise"] {
        let outcome = try Program(
          cell, filters + ["--force", "--scale", "smoke", "--checkpoints", folder.path]
        ).outcome()
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("done in"))
      }
      #expect(try folder.checkpoints() == finished.folder.checkpoints())
    }

    @Test func interruptedMetaTrainingGivesTheSameBytes() throws {
      let folder = try UserFolder(copyOf: finished.folder)
      let files = ["teacher-base_larger.h5", "teacher-base_larger.resume.h5"]
      for file in files { try folder.remove(file) }
      // The driver passes the signal on and waits for the cell.
      let program = try folder.start("notebook", "run", "--only", "2")
      #expect(try program.interrupt(whenItSays: "teacher-base_larger 1/4"))
      try expectInterrupted(program.outcome(), cell: "02-meta-training")
      // All steps of the other teacher are done, and some of this one's.
      let steps = Settings(.smoke).teachers.map(\.outerSteps)
      let (done, all) = try #require(try part(folder, "02-meta-training"))
      #expect(all == steps.reduce(0, +))
      #expect(all - steps[0] < done && done < all)

      let resumed = try folder.run("02-meta-training", "--teacher", "base_larger")
      #expect(resumed.status == 0, "\(resumed.errors)")
      #expect(resumed.output.contains("going on after outer step"))
      let (found, expected) = (try folder.checkpoints(), try finished.folder.checkpoints())
      for file in files { #expect(found[file] == expected[file], "\(file)") }
    }

    private func expectInterrupted(_ outcome: Outcome, cell: String) {
      #expect(outcome.status == 130, "\(outcome.errors)")
      #expect(outcome.output.contains("To go on: swift run -c release \(cell) "))
      #expect(outcome.errors == "ending after this step; Ctrl-C again ends now\n")
    }

    /// How much of a cell's work is done, if it is a part.
    private func part(_ folder: UserFolder, _ cell: String) throws -> (done: Int, all: Int)? {
      let state = try folder.status()[cell] ?? ""
      let numbers = state.split(separator: " ").compactMap { Int($0) }
      guard state.hasPrefix("partial, "), numbers.count == 2 else { return nil }
      return (numbers[0], numbers[1])
    }
  }
}
