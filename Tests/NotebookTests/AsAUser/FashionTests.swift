import Foundation
import TestSupport
import Testing

@testable import Notebook
@testable import Workflow

extension AsAUser {
  /// A cell that has a study of its own: data set, teacher, learners and counts.
  @Suite("Another data set", .serialized)
  struct FashionTests {
    let folder: UserFolder
    init() throws { folder = try UserFolder() }

    private static let cell = "14-fashion-mnist"

    @Test func oneRunDoesAll() throws {
      let outcome = try folder.run(Self.cell, "--trial", "1")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let files = Set(try folder.checkpoints().keys)
      #expect(files.allSatisfy { $0.hasPrefix("other-strokes/") })
      #expect(
        files.isSuperset(of: ["dataset", "teacher-base_larger", "noise", "strong"].map { "other-strokes/\($0).h5" }))
      let page = String(decoding: try contents(folder.path("paper/cells/\(Self.cell).md")), as: UTF8.self)
      #expect(page.contains("**On other-strokes, with the teacher base_larger after 4 outer steps, vanilla − gtn"))
      #expect(page.contains("figures/fashion-mnist.svg") && page.contains("| strokes, seed 2 "))
      #expect(folder.exists("paper/figures/fashion-mnist.pdf") && folder.exists("paper/generated/fashion-mnist.tex"))
      let state = try folder.status()[Self.cell]
      #expect(state?.hasPrefix("partial") == true && state?.hasSuffix("units") == true, "\(state ?? "")")
      // What is there draws the same again, and nothing is computed twice.
      let again = try folder.run(Self.cell, "--trial", "1")
      #expect(again.output.contains("nothing to compute"), "\(again.output)")
    }

    /// As long as a teacher takes, its learners can be had of it as it stands.
    @Test func partsOfTheWorkAreAskedForAlone() throws {
      #expect(try folder.run(Self.cell, "--only", "teacher", "--until-step", "2").status == 0)
      #expect(!folder.exists("paper/cells/\(Self.cell).md"))
      let learners = try folder.run(Self.cell, "--only", "learners", "--shard", "1/2")
      #expect(learners.output.contains("teacher base_larger has made 2 of 4 outer steps"), "\(learners.output)")
      #expect(!folder.exists("other-strokes/noise.h5"))
      #expect(try folder.run(Self.cell, "--shard", "1/2").status == 64)

      // Other cells' files are not this one's, and the other way round.
      let before = try folder.checkpoints()
      for cell in ["1", "2", "4"] { #expect(try folder.run("notebook", "clean", "--cell", cell, "--yes").status == 0) }
      #expect(try folder.run("notebook", "clean", "--yes").output.hasPrefix("nothing to remove"))
      #expect(try folder.checkpoints() == before)
      #expect(try folder.run("notebook", "clean", "--cell", "14", "--yes").status == 0)
      #expect(try folder.checkpoints().isEmpty)
    }
  }
}
