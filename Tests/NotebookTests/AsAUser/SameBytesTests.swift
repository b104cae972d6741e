import Foundation
import TestSupport
import Testing

@testable import Notebook
@testable import Study
@testable import Workflow

extension AsAUser {
  /// The same settings give the same files, to the byte.
  @Suite("The same bytes", .serialized)
  struct SameBytesTests {
    let finished: FinishedNotebook
    let folder: UserFolder
    init() throws {
      finished = try FinishedNotebook.shared.get()
      folder = try UserFolder(copyOf: finished.folder)
    }

    /// Teacher, learners, counts under noise and under an attack, each on 1, 2, 3 and 4 threads.
    @Test func onAnyNumberOfThreads() throws {
      var sweeps: [[Data]] = []
      for threads in 1...4 {
        try folder.remove("teacher-base_larger3.h5")
        try folder.remove("teacher-base_larger3.resume.h5")
        try removeLearners { $0.hasSuffix("-base_larger-1.h5") }
        for sweep in ["noise.h5", "fgsm.h5"] where folder.exists(sweep) { try folder.remove(sweep) }
        for (cell, arguments) in [
          ("02-meta-training", ["--teacher", "base_larger3"]),
          ("04-learners", ["--learner", "base_larger", "--trial", "1"]),
          ("06-noise", ["--learner", "base_larger", "--trial", "1"]),
          ("08-fgsm", ["--learner", "base_larger", "--trial", "1", "--recipe", "gtn"]),
        ] {
          try complete(cell, arguments + ["--threads", "\(threads)"])
        }
        sweeps.append(try ["noise.h5", "fgsm.h5"].map { try contents(folder.path($0)) })
        #expect(sweeps.last == sweeps.first, "\(threads) threads")
        try expectFinished { !["noise.h5", "fgsm.h5"].contains($0) }
      }
    }

    /// Each recipe and trial alone, the last first, and stopped once in between.
    @Test func learnersOneByOne() throws {
      try removeLearners { $0.contains("-base_larger3-") }
      let filters = ["--learner", "base_larger3"]
      let first = try folder.start("04-learners", filters)
      #expect(try first.interrupt(SIGTERM, whenItSays: "learners 1/"))
      #expect(try first.outcome().status == 143)
      for trial in ["2", "1"] {
        for recipe in Recipes.all.map(\.name).reversed() {
          try complete("04-learners", filters + ["--recipe", recipe, "--trial", trial])
        }
      }
      try expectFinished { _ in true }
    }

    /// An attack as a whole, and by trials and modes in the other order, stopped after every few counts.
    @Test func attackTrialByTrial() throws {
      let filters = ["--learner", "base_larger", "--teacher", "base_larger"]
      try complete("08-fgsm", filters)
      let whole = try contents(folder.path("fgsm.h5"))
      try folder.remove("fgsm.h5")
      for _ in 0..<2 {
        let part = try folder.start("08-fgsm", filters + ["--trial", "2", "--mode", "evaluation"])
        _ = try part.interrupt(whenItSays: "fgsm ")
        #expect([0, 130].contains(try part.outcome().status))
      }
      for trial in ["2", "1"] {
        for mode in ["evaluation", "training"] {
          try complete("08-fgsm", filters + ["--trial", trial, "--mode", mode])
        }
      }
      #expect(try contents(folder.path("fgsm.h5")) == whole)
    }

    private func complete(_ cell: String, _ arguments: [String]) throws {
      let outcome = try folder.start(cell, arguments).outcome()
      #expect(outcome.status == 0, "\(outcome.errors)")
    }

    private func removeLearners(_ chosen: (String) -> Bool) throws {
      let learners = try folder.checkpoints().keys.filter { $0.hasPrefix("learners/") && chosen($0) }
      try #require(!learners.isEmpty)
      for file in learners { try folder.remove(file) }
    }

    private func expectFinished(_ compared: (String) -> Bool) throws {
      let (found, expected) = (try folder.checkpoints(), try finished.folder.checkpoints())
      for (file, bytes) in expected where compared(file) { #expect(found[file] == bytes, "\(file)") }
    }
  }
}
