import Foundation
import TestSupport
import Testing

@testable import Notebook

extension AsAUser {
  @Suite("A finished notebook", .serialized)
  struct FinishedTests {
    let finished: FinishedNotebook
    init() throws { finished = try FinishedNotebook.shared.get() }

    #if arch(x86_64)
      /// Files tell what decides their last digits; the data set's, from which all are made, has none to decide.
      @Test func instructionSetsAreOnRecord() throws {
        let folder = try UserFolder()
        for cell in ["01-dataset", "02-meta-training"] {
          let options = ["--until-step", "1", "--teacher", "base_larger"]
          let arguments =
            (cell == "01-dataset" ? [] : options) + ["--scale", "smoke", "--checkpoints", folder.path]
          let outcome = try Program(shell: "ONEDNN_MAX_CPU_ISA=SSE41 exec \"$@\"", cell, arguments).outcome()
          #expect(outcome.status == 0, "\(outcome.errors)")
        }
        let teacher = "teacher-base_larger.h5"
        func libraries(_ path: String) throws -> String { try Checkpoint.header(path).provenance.libraries }
        #expect(try libraries(folder.path(teacher)).hasSuffix("oneDNN \(oneDNNVersion) (SSE41)"))
        #expect(
          try libraries(finished.folder.path(teacher)).hasSuffix(
            "oneDNN \(oneDNNVersion) (\(oneDNNInstructionSets))"))
        #expect(try contents(folder.path("dataset.h5")) == contents(finished.folder.path("dataset.h5")))
        // Not stale on that account.
        #expect(try folder.status()["02-meta-training"]?.hasPrefix("partial, 1 of ") == true)
      }
    #endif

    @Test func cellsRunInOrder() {
      for outcome in finished.outcomes {
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors == "")
        #expect(outcome.output.contains("done in"))
      }
      #expect(finished.folder.leftovers() == [])
    }

    @Test func statusIsComplete() throws {
      let status = try finished.folder.status()
      for cell in FinishedNotebook.cells { #expect(status[cell] == "complete") }
    }

    @Test func logHoldsEveryRun() throws {
      #expect(try finished.folder.logLines() == finished.outcomes.count)
    }

    /// Neither a second run nor another number of threads computes anything; figures are drawn again.
    @Test(arguments: FinishedNotebook.cells)
    func runAgainComputesNothing(cell: String) throws {
      let folder = finished.folder
      let (before, log) = (try folder.checkpoints(), try folder.logLines())
      let outcome = try folder.run(cell, "--threads", "1")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("nothing to compute"))
      #expect(try folder.checkpoints() == before)
      #expect(try folder.logLines() == log)
    }

    /// Figures come from the metric arrays alone.
    @Test func figuresNeedNoInputs() throws {
      let folder = try UserFolder(copyOf: finished.folder)
      for input in ["dataset.h5", "learners", "paper"] { try folder.remove(input) }
      let outcome = try folder.run("06-noise")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("nothing to compute"))
      for figure in ["noise-sample", "noise-base_larger", "noise-base_larger3"] {
        for ending in ["pdf", "svg", "png"] { #expect(folder.exists("paper/figures/\(figure).\(ending)")) }
      }
    }

    @Test func driverRunsOneCell() throws {
      for name in ["6", "06", "06-noise"] {
        let outcome = try finished.folder.run("notebook", "run", "--only", name)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.hasPrefix("06-noise: "))
        #expect(!outcome.output.contains("05-accuracy-table"))
      }
    }
  }
}
