import Foundation
import Testing

extension AsAUser {
  @Suite("What killed runs left", .serialized)
  struct LeftoverTests {
    let folder: UserFolder
    init() throws { folder = try UserFolder(copyOf: try FinishedNotebook.shared.get().folder) }

    /// What a killed run left is gone after the next run of a cell that writes there.
    @Test func leftoversAreTidied() throws {
      for name in [".noise.h5.1.tmp", "learners/.x.h5.1.tmp", "paper/figures/.noise.pdf.1.tmp"] {
        try Data("left".utf8).write(to: URL(fileURLWithPath: folder.path(name)))
      }
      #expect(folder.leftovers().count == 3)
      #expect(try folder.run("01-dataset").status == 0)
      #expect(folder.leftovers() == ["learners/.x.h5.1.tmp"])
      #expect(try folder.run("04-learners").status == 0)
      #expect(folder.leftovers() == [])
    }

    /// `--paper` may be a folder of other things.
    @Test func leftoversOfOthersStay() throws {
      let paper = folder.path("thesis")
      let others = [".notes.1.tmp", "build/.object.1.tmp", "tables/old/.a.1.tmp"]
      for name in ["figures/.noise.pdf.1.tmp", "figures/source/.noise.gnuplot.1.tmp"] + others {
        let file = URL(fileURLWithPath: "\(paper)/\(name)")
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("left".utf8).write(to: file)
      }
      #expect(try folder.run("01-dataset", "--paper", paper).status == 0)
      #expect(Set(folder.leftovers()) == Set(others.map { "thesis/\($0)" }))
    }
  }
}
