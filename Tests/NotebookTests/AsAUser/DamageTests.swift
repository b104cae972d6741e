import Foundation
import TestSupport
import Testing

@testable import Notebook
@testable import Study
@testable import Workflow

extension AsAUser {
  @Suite("Damaged and stale files", .serialized)
  struct DamageTests {
    let folder: UserFolder
    init() throws { folder = try UserFolder(copyOf: try FinishedNotebook.shared.get().folder) }

    enum Damage: CaseIterable {
      case foreign, empty, truncated, bitFlipped

      func applied(to bytes: Data) -> Data {
        switch self {
        case .foreign: return Data("This is not a checkpoint.\n".utf8)
        case .empty: return Data()
        case .truncated: return bytes.prefix(bytes.count / 2)
        case .bitFlipped:
          var bytes = bytes
          // The middle of a file of weights is a weight.
          bytes[bytes.count / 2] ^= 0x10
          return bytes
        }
      }
    }

    /// A cell that is complete but for what has to be computed again, and a file that it reads whole.
    static let readers = [
      (cell: "02-meta-training", file: "teacher-base_larger.h5", removed: "paper"),
      (cell: "05-accuracy-table", file: "learners/vanilla-base_fc-2.h5", removed: "accuracy.h5"),
    ]

    @Test(arguments: readers, Damage.allCases)
    func damagedFileIsNamed(reader: (cell: String, file: String, removed: String), damage: Damage) throws {
      try folder.remove(reader.removed)
      let damaged = damage.applied(to: try contents(folder.path(reader.file)))
      try damaged.write(to: URL(fileURLWithPath: folder.path(reader.file)))
      let outcome = try folder.run(
        reader.cell, reader.cell.hasPrefix("05") ? "--learner=base_fc" : "--teacher=base_larger")
      #expect(outcome.status == 2)
      try expectOneLine(outcome, of: reader.cell, naming: [folder.path(reader.file)], "delete it")
      #expect(try contents(folder.path(reader.file)) == damaged)
    }

    /// A viewer that holds a file open is no damage: nothing tells to delete it.
    @Test func fileInUseElsewhereIsNotDamaged() throws {
      let viewer = open(folder.path("teacher-base_larger.h5"), O_RDWR)
      defer { close(viewer) }
      #expect(flock(viewer, LOCK_EX) == 0)
      let state = try #require(try folder.status()["02-meta-training"])
      #expect(state == "not readable now")
      let verification = try folder.run("notebook", "verify", "02")
      #expect(!verification.output.contains("DIFFERENT"), "\(verification.output)")
      for outcome in [try folder.run("04-learners"), verification] {
        #expect(outcome.status == 2)
        #expect(outcome.errorLines.count == 1)
        #expect(outcome.errors.contains("in use by another program") && !outcome.errors.contains("delete"))
      }
    }

    /// Following the advice brings the file back as it was.
    @Test func deletedTeacherComesBack() throws {
      let file = "teacher-base_larger.h5"
      let expected = try contents(folder.path(file))
      try folder.remove(file)
      #expect(try folder.run("02-meta-training").status == 0)
      #expect(try contents(folder.path(file)) == expected)
    }

    @Test func checkpointOfAnotherCellIsStale() throws {
      try contents(folder.path("accuracy.h5")).write(to: URL(fileURLWithPath: folder.path("noise.h5")))
      let state = try #require(try folder.status()["06-noise"])
      #expect(state.contains("cell 05-accuracy-table -> 06-noise"), "\(state)")
    }

    @Test func damagedFileDoesNotHideTheOthersFromStatus() throws {
      try Data("no checkpoint".utf8).write(to: URL(fileURLWithPath: folder.path("accuracy.h5")))
      let status = try folder.status()
      #expect(status["05-accuracy-table"] == "damaged")
      #expect(status["04-learners"] == "complete")
    }

    /// A data set of another seed is another: what was made from the old one is stale, and says so.
    @Test func anotherSeedMakesLaterFilesStale() throws {
      let before = try folder.checkpoints()
      let refused = try folder.run("01-dataset", "--seed", "2")
      #expect(refused.status == 2)
      try expectOneLine(
        refused, of: "01-dataset", naming: [folder.path("dataset.h5")], "seed 1 -> 2", "--checkpoints", "--force")
      #expect(try folder.checkpoints() == before)
      let outcome = try folder.run("01-dataset", "--seed", "2", "--force")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("dataset.h5 is stale (seed 1 -> 2"))

      let status = try folder.status()
      #expect(status["01-dataset"] == "stale: dataset.h5: seed 2 -> 1")
      for cell in FinishedNotebook.cells.dropFirst() {
        #expect(status[cell]?.hasPrefix("stale: ") == true, "\(cell): \(status[cell] ?? "none")")
        #expect(status[cell]?.contains("input dataset.h5 ") == true, "\(cell): \(status[cell] ?? "none")")
      }

      // With the old seed the data set is not the right one.
      let noise = try folder.run("06-noise")
      #expect(noise.status == 2)
      try expectOneLine(
        noise, of: "06-noise", naming: [folder.path("dataset.h5")], "seed 2 -> 1", "01-dataset")
      // With the new one the teachers are not, and are not thrown away.
      let teachers = try folder.run("02-meta-training", "--seed", "2")
      #expect(teachers.status == 2)
      try expectOneLine(
        teachers, of: "02-meta-training", naming: [folder.path("teacher-base_larger.h5")], "seed 1 -> 2",
        "--force")
      let learners = try folder.run("04-learners", "--seed", "2", "--recipe", "gtn", "--trial", "1")
      #expect(learners.status == 2)
      try expectOneLine(
        learners, of: "04-learners", naming: [folder.path("learners/base_larger")], "seed 1 -> 2", "--force")

      var after = try folder.checkpoints()
      after["dataset.h5"] = before["dataset.h5"]
      #expect(after == before)
    }
  }
}
