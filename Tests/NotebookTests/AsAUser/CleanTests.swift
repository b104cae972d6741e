import Foundation
import TestSupport
import Testing

@testable import Notebook
@testable import Study
@testable import Workflow

extension AsAUser {
  @Suite("Cleaning", .serialized)
  struct CleanTests {
    let folder: UserFolder
    init() throws { folder = try UserFolder(copyOf: try FinishedNotebook.shared.get().folder) }

    private static let teachers = ["base_larger", "base_larger3"].flatMap {
      ["teacher-\($0).h5", "teacher-\($0).resume.h5"]
    }

    private func write(_ file: String) throws {
      try Data("x".utf8).write(to: URL(fileURLWithPath: folder.path(file)))
    }

    @Test func askingNeedsATerminal() throws {
      let before = try folder.checkpoints()
      let outcome = try folder.run("notebook", "clean", "--cell", "06")
      #expect(outcome.status == 64)
      #expect(outcome.errorLines.first?.contains("--yes") == true)
      #expect(try folder.checkpoints() == before)
    }

    /// What nothing uses goes, and all else stays.
    @Test func leftOversAreRemoved() throws {
      let before = try folder.checkpoints()
      // Whatever process it names: it may be one of another machine.
      let running = ".noise.h5.\(Int32.max).tmp"
      for file in [".noise.h5.\(getpid()).tmp", "learners/.vanilla-base-1.h5.1.tmp", running] {
        try write(file)
      }
      let writer = open(folder.path(running), O_RDWR)
      defer { close(writer) }
      #expect(flock(writer, LOCK_SH) == 0)
      for (copy, file) in [
        ("learners/vanilla-unheard_of-1.h5", "learners/vanilla-base-1.h5"),
        ("noise.shard-1-of-2.h5", "noise.h5"), ("noise.shard-2-of-2.h5", "noise.h5"),
      ] {
        try contents(folder.path(file)).write(to: URL(fileURLWithPath: folder.path(copy)))
      }
      try folder.makeStale("noise.shard-1-of-2.h5")
      let outcome = try folder.run("notebook", "clean", "--yes")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("removed 4 files"), "\(outcome.output)")
      #expect(folder.leftovers() == [running])
      var after = try folder.checkpoints()
      #expect(after.removeValue(forKey: "noise.shard-2-of-2.h5") != nil)
      #expect(after == before)
      #expect(try folder.run("notebook", "clean", "--yes").output.hasPrefix("nothing to remove"))
    }

    /// What bears such a name but is no file of the cell is somebody else's.
    @Test(arguments: [[], ["--cell", "4"], ["--older", "0"]])
    func filesOfOthersStay(options: [String]) throws {
      let others = ["learners/mine.h5", "learners/vanilla-mine-1.h5", "teacher-of-mine.h5"]
      try write(others[0])
      for other in others.dropFirst() {
        try contents(folder.path("noise.h5")).write(to: URL(fileURLWithPath: folder.path(other)))
      }
      let outcome = try folder.start("notebook", ["clean", "--yes"] + options).outcome()
      #expect(outcome.status == 0, "\(outcome.errors)")
      for other in others { #expect(folder.exists(other)) }
      // A damaged file of one's own can be removed.
      #expect(options != ["--cell", "4"] || !folder.exists("learners/vanilla-base-1.h5"))
    }

    @Test func oldResultsGoButNoTeacher() throws {
      let none = try folder.run("notebook", "clean", "--older", "1", "--yes")
      #expect(none.output.hasPrefix("nothing to remove"))
      let time = Date(timeIntervalSinceNow: -2 * 86_400)
      for file in Self.teachers + ["noise.h5", "learners/vanilla-base-1.h5"] {
        try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: folder.path(file))
      }
      var expected = try folder.checkpoints()
      for file in ["noise.h5", "learners/vanilla-base-1.h5"] { expected[file] = nil }
      let outcome = try folder.run("notebook", "clean", "--older", "1", "--yes")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try folder.checkpoints() == expected)
    }

    @Test func namedCellIsRemovedWhole() throws {
      var expected = try folder.checkpoints()
      for file in Self.teachers { expected[file] = nil }
      let outcome = try folder.run("notebook", "clean", "--cell", "02", "--yes")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try folder.checkpoints() == expected)
    }

    @Test func nothingIsRemovedWhileAFileIsInUse() throws {
      let before = try folder.checkpoints()
      let lock = try FileLock(for: folder.path("teacher-base_larger3.h5"))
      let outcome = try folder.run("notebook", "clean", "--cell", "02", "--yes")
      withExtendedLifetime(lock) {}
      #expect(outcome.status == 2)
      try expectOneLine(outcome, of: "notebook", naming: [folder.path("teacher-base_larger3.h5")], "in use")
      #expect(try folder.checkpoints() == before)
    }
  }
}
