import Foundation
import TestSupport
import Testing

@testable import Notebook
@testable import Study
@testable import Workflow

extension AsAUser {
  @Suite("Accepting stale results", .serialized)
  struct AcceptTests {
    let folder: UserFolder
    init() throws { folder = try UserFolder(copyOf: try FinishedNotebook.shared.get().folder) }

    @Test func acceptedResultIsKeptAndRecorded() throws {
      let original = try Checkpoint.read(folder.path("noise.h5"))
      try folder.makeStale("noise.h5")
      #expect(try folder.status()["06-noise"]?.hasPrefix("stale: ") == true)
      let outcome = try folder.run("notebook", "accept", "06-noise")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("06-noise: noise.h5 is accepted: setting images 99 -> 100"))

      #expect(try folder.status()["06-noise"] == "complete")
      #expect(try folder.run("06-noise").output.contains("nothing to compute"))
      let note = ["setting images 99 -> 100"]
      var accepted = try Checkpoint.read(folder.path("noise.h5"))
      #expect(try accepted.texts("accepted") == note)
      accepted["accepted"] = nil
      #expect(accepted == original)

      let log = String(decoding: try contents(folder.path("runs.log")), as: UTF8.self)
      let line = try #require(log.split(separator: "\n").last)
      let entry = try JSONDecoder().decode(RunLog.AcceptanceEntry.self, from: Data(line.utf8))
      #expect(entry.cell == "06-noise" && entry.user == NSUserName())
      #expect(entry.accepted == ["noise.h5": note])

      // The note stays when a part is computed again.
      let part = try folder.run(
        "06-noise", "--force", "--learner", "base_fc", "--recipe", "gtn", "--trial", "1")
      #expect(part.status == 0, "\(part.errors)")
      #expect(try Checkpoint.read(folder.path("noise.h5")).texts("accepted") == note)
      #expect(try folder.run("notebook", "accept", "06").output.hasPrefix("06-noise: nothing is stale"))
    }

    /// What was computed from an accepted file is stale in turn, and can be accepted in one go.
    @Test func acceptanceHandsOn() throws {
      try folder.change("teacher-base_larger.h5") { $0.provenance.cellVersion = 0 }
      let outcome = try folder.run("notebook", "accept", "02")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(
        outcome.output.contains(
          "teacher-base_larger.h5 is accepted: cell version 0 -> \(Cells.metaTraining.version)"))
      #expect(
        outcome.output.contains("stale: 04-learners, 05-accuracy-table, 06-noise; "), "\(outcome.output)")
      // In whatever order they are named.
      let rest = try folder.run("notebook", "accept", "06", "05", "04")
      #expect(rest.status == 0, "\(rest.errors)")
      for cell in FinishedNotebook.cells { #expect(try folder.status()[cell] == "complete") }
    }

    /// Half of a teacher is accepted with the state to resume from, and trained to the same numbers; the note stays.
    @Test func partialTeacherGoesOn() throws {
      let files = ["teacher-base_larger.h5", "teacher-base_larger.resume.h5"]
      let expected = try files.map { try Checkpoint.read(folder.path($0)).arrays }
      for file in files { try folder.remove(file) }
      #expect(try folder.run("02-meta-training", "--teacher", "base_larger", "--until-step", "2").status == 0)
      for file in files { try folder.change(file) { $0.provenance.cellVersion = 0 } }
      let outcome = try folder.run("notebook", "accept", "02")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let note = "cell version 0 -> \(Cells.metaTraining.version)"
      #expect(outcome.output.contains("\(files[0]) is accepted: \(note)"), "\(outcome.output)")
      let training = try folder.run("02-meta-training")
      #expect(training.status == 0, "\(training.errors)")
      #expect(training.output.contains("going on after outer step 2"), "\(training.output)")
      for (file, arrays) in zip(files, expected) {
        var trained = try Checkpoint.read(folder.path(file))
        #expect(try trained.texts("accepted") == [note])
        trained["accepted"] = nil
        #expect(trained.arrays == arrays)
      }
    }

    @Test func whatCannotBeUsedIsRefused() throws {
      try folder.change("noise.h5") { file in
        try file.replaceSetting("\"images\":100", by: "\"images\":150")
        file.set("total", shape: [], .int32([150]))
      }
      try folder.change("teacher-base_larger.h5") { file in
        file.provenance.seed = 5
        file.set("outer_step", shape: [], .int32([5]))
      }
      try contents(folder.path("noise.h5")).write(to: URL(fileURLWithPath: folder.path("accuracy.h5")))
      let before = try folder.checkpoints()
      for (cell, file, reason) in [
        ("06", "noise.h5", "of other images or strengths than 100"),
        ("02", "teacher-base_larger.h5", "after 5 outer"),
        ("05", "accuracy.h5", "is no file of 05-accuracy-table"),
      ] {
        let outcome = try folder.run("notebook", "accept", cell)
        #expect(outcome.status == 2)
        try expectOneLine(outcome, of: "notebook", naming: [folder.path(file), reason])
      }
      #expect(try folder.checkpoints() == before)
    }
  }
}
