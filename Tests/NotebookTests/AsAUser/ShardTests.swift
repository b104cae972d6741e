import Foundation
import TestSupport
import Testing

@testable import Notebook
@testable import Study
@testable import Workflow

extension AsAUser {
  @Suite("Sharing the work", .serialized)
  struct ShardRunTests {
    let finished: FinishedNotebook
    let folder: UserFolder
    init() throws {
      finished = try FinishedNotebook.shared.get()
      folder = try UserFolder(copyOf: finished.folder)
    }

    /// Several processes at once in one folder: the same bytes as of one.
    @Test(arguments: ["04-learners", "06-noise"])
    func shardsAtOnceGiveTheSameBytes(cell: String) throws {
      for file in try folder.checkpoints().keys {
        if cell == "06-noise" ? file == "noise.h5" : file.hasPrefix("learners/") { try folder.remove(file) }
      }
      try folder.remove("paper")
      let programs = try (1...3).map { try folder.start(cell, "--shard", "\($0)/3", "--threads", "1") }
      for program in programs {
        let outcome = try program.outcome()
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("  done in "))
      }
      #expect(try folder.checkpoints() == finished.folder.checkpoints())
      // The last of them draws and writes the page.
      #expect(folder.exists("paper/cells/\(cell).md"))
      #expect(folder.exists("paper/figures/noise-base_larger.pdf") == (cell == "06-noise"))
      #expect(try folder.status()[cell] == "complete")
    }

    /// An attack by several processes, one of which is killed in the midst of its work and started again.
    @Test func killedShardGoesOn() throws {
      let filters = ["--learner", "base_larger", "--trial", "1"]
      #expect(try folder.start("08-fgsm", filters).outcome().status == 0)
      let inOneGo = try folder.checkpoints()
      try folder.remove("fgsm.h5")
      func start(_ number: Int) throws -> Program {
        try folder.start("08-fgsm", filters + ["--shard", "\(number)/3", "--threads", "1"])
      }
      let programs = try (1...3).map(start)
      let first = "fgsm 2/3 1/"
      #expect(try programs[1].interrupt(SIGKILL, whenItSays: first))
      let killed = try programs[1].outcome()
      #expect(killed.status == 128 + SIGKILL && !killed.output.contains("  done in "))
      let again = try start(2)
      for program in [programs[0], programs[2], again] {
        let outcome = try program.outcome()
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("  done in "))
      }
      // What the killed one had counted is not counted again.
      #expect(try again.outcome().output.contains("fgsm 2/3 "))
      #expect(try !again.outcome().output.contains(first))
      #expect(try folder.checkpoints() == inOneGo)
      #expect(folder.leftovers() == [])
    }

    /// A shard that is left over counts, and is taken over by the next run without `--shard`.
    @Test func unfinishedShardsAreTakenOver() throws {
      try folder.remove("noise.h5")
      try folder.remove("paper")
      // Another run may hold the whole: a shard locks its own file.
      let shard = try {
        let lock = try FileLock(for: folder.path("noise.h5"))
        defer { withExtendedLifetime(lock) {} }
        return try folder.run("06-noise", "--shard", "2/3")
      }()
      #expect(shard.status == 0, "\(shard.errors)")
      #expect(!folder.exists("noise.h5") && !folder.exists("paper"))
      let row = try #require(try folder.statusRows()["06-noise"])
      #expect(row[1] == "noise.shard-2-of-3.h5")
      #expect(row[4].hasPrefix("partial, "))
      let again = try folder.run("06-noise", "--shard", "2/3")
      #expect(again.output.contains("nothing to compute"))

      let whole = try folder.run("06-noise")
      #expect(whole.status == 0, "\(whole.errors)")
      #expect(whole.output.contains("merged 1 shards"))
      #expect(try folder.checkpoints() == finished.folder.checkpoints())
    }

    /// A shard made from something else is neither counted nor merged.
    @Test func staleShardIsLeftAlone() throws {
      let shard = "noise.shard-1-of-2.h5"
      try contents(folder.path("noise.h5")).write(to: URL(fileURLWithPath: folder.path(shard)))
      try folder.makeStale(shard)
      try folder.remove("noise.h5")
      let before = try contents(folder.path(shard))
      #expect(try folder.status()["06-noise"] == "missing")
      #expect(try folder.run("06-noise").status == 0)
      #expect(try contents(folder.path("noise.h5")) == contents(finished.folder.path("noise.h5")))
      #expect(try contents(folder.path(shard)) == before)
    }

    @Test func twoRunsOfOneShardAreNotLetIn() throws {
      try folder.remove("noise.h5")
      let lock = try FileLock(for: folder.path("noise.shard-1-of-2.h5"))
      let outcome = try folder.run("06-noise", "--shard", "1/2")
      withExtendedLifetime(lock) {}
      #expect(outcome.status == 2)
      try expectOneLine(outcome, of: "06-noise", naming: [folder.path("noise.shard-1-of-2.h5")], "in use")
    }
  }
}
