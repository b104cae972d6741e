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

    @Test func whatIsThereIsCounted() throws {
      #expect(try folder.run("01-dataset").status == 0)
      #expect(try folder.run("02-meta-training", "--teacher", "base_larger").status == 0)
      // One teacher was not asked for; its copy is left out.
      let outcome = try folder.run(Self.cell, "--trial", "1")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("left out: outer-steps/teacher-base_larger3-at-2.h5 is not there"))
      #expect(!outcome.output.contains("left out: outer-steps/teacher-base_larger-at-2.h5"))
      let files = Set(try folder.checkpoints().keys).filter { $0.contains("/learners/") }
      #expect(files == ["outer-steps/learners/base_larger-at-2-gtn-base_larger-1.h5"])
      let page = String(decoding: try contents(folder.path("paper/cells/\(Self.cell).md")), as: UTF8.self)
      #expect(page.contains("**No teacher is counted at two outer steps yet.**"))
      let state = try folder.status()[Self.cell]
      #expect(state?.hasPrefix("partial") == true, "\(state ?? "")")

      // Without copies, and without anything: a line each, and nothing is written.
      #expect(try folder.run(Self.cell, "--trial", "1").output.contains("nothing to compute"))
      let wrong = try folder.run(Self.cell, "--teacher", "base_larger")
      #expect(wrong.status == 64 && wrong.errors.contains("base_larger-at-2"), "\(wrong.errors)")
      let empty = try UserFolder()
      let drawn = try empty.run(Self.cell, "--figures-only")
      #expect(drawn.status != 0 && drawn.errors.contains("run `"), "\(drawn.errors)")
    }
  }
}
