import Foundation
import TestSupport
import Testing

@testable import Notebook
@testable import Workflow

extension AsAUser {
  /// Learners of teachers on their way.
  @Suite("Teachers on their way", .serialized)
  struct OuterStepsTests {
    let folder: UserFolder
    init() throws { folder = try UserFolder() }

    private static let cell = "16-outer-steps"

    /// Copies appear as training passes, also where it was stopped at that step; learners of them are counted beside the
    /// teacher's.
    @Test func whatIsThereIsCounted() throws {
      #expect(try folder.run("01-dataset").status == 0)
      #expect(try folder.run("02-meta-training", "--teacher", "base_larger", "--until-step", "2").status == 0)
      let copy = "outer-steps/teacher-base_larger-at-2.h5"
      #expect(!folder.exists(copy))
      let file = try contents(folder.path("teacher-base_larger.h5"))
      let trained = try folder.run("02-meta-training")
      #expect(trained.output.contains("  wrote \(folder.path(copy))\n"), "\(trained.output)")
      #expect(try contents(folder.path(copy)) == file)
      try folder.remove("outer-steps/teacher-base_larger3-at-2.h5")

      let outcome = try folder.run(Self.cell, "--trial", "1")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("  left out: outer steps 2 of base_larger3, of which cell 02 has kept no copy\n"))
      let page = { String(decoding: try contents(folder.path("paper/cells/\(Self.cell).md")), as: UTF8.self) }
      #expect(try page().contains("**No teacher is counted at two outer steps yet.**"))

      #expect(
        try folder.run("04-learners", "--teacher", "base_larger", "--learner", "base_larger", "--trial", "1").status
          == 0)
      #expect(
        try folder.run("06-noise", "--learner", "base_larger", "--trial", "1", "--teacher", "base_larger").status == 0)
      #expect(try folder.run(Self.cell, "--trial", "1").output.contains("nothing to compute"))
      #expect(try page().contains("**Between outer steps 2 and 4 of the teacher base_larger, "))
      #expect(folder.exists("paper/figures/outer-steps-base_larger.pdf"))

      // As in a clone: without copies and learners the same page comes out.
      let before = try page()
      let aside = try contents(folder.path(copy))
      for name in [copy, "outer-steps/learners", "paper"] { try folder.remove(name) }
      #expect(try folder.run(Self.cell, "--figures-only").status == 0)
      #expect(try page() == before)
      try aside.write(to: URL(fileURLWithPath: folder.path(copy)))
      #expect(try folder.run("notebook", "clean", "--cell", "16", "--yes").status == 0)
      #expect(!folder.exists("outer-steps/noise.h5"))
      #expect(folder.exists(copy), "hours are in it, and the cell did not make it")
    }

    @Test func withoutCopiesNothingIsWritten() throws {
      let nothing = try folder.run(Self.cell)
      #expect(nothing.status == 2 && nothing.errors.contains("teacher-base_larger.h5 is missing: run `"))
      let drawn = try folder.run(Self.cell, "--figures-only")
      #expect(drawn.status == 2 && drawn.errors.contains("run `"), "\(drawn.errors)")
      #expect(!folder.exists("paper"))
      let unknown = try folder.run(Self.cell, "--teacher", "base_larger")
      #expect(unknown.status == 64 && unknown.errors.contains("base_larger-at-2"), "\(unknown.errors)")
      #expect(try folder.run(Self.cell, "--shard", "1/2").status == 64)
    }
  }
}
