import Foundation
import TestSupport
import Testing

extension AsAUser {
  /// Drawing from metric arrays and teachers alone, as in a fresh clone: no data set, no learners.
  @Suite("Drawing what is there", .serialized)
  struct DrawingTests {
    let finished: FinishedNotebook
    init() throws { finished = try FinishedNotebook.shared.get() }
    private static let cells = FinishedNotebook.cells

    private func draw(_ cell: String, _ folder: UserFolder) throws -> Outcome {
      // A folder without the data set's files, where a cell that reads them would stop.
      try folder.run(cell, "--figures-only", "--data", folder.path + "/nothing")
    }

    /// The same figures, tables and pages again, and no checkpoint touched.
    @Test func everythingIsDrawnAgain() throws {
      let folder = try UserFolder(copyOf: finished.folder)
      let before = try folder.drawn()
      for input in ["learners", "paper"] { try folder.remove(input) }
      let checkpoints = try folder.checkpoints()
      for cell in Self.cells {
        let outcome = try draw(cell, folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("nothing to compute"))
      }
      #expect(try folder.checkpoints() == checkpoints)
      let after = try folder.drawn()
      #expect(Set(after.keys) == Set(before.keys))
      for (name, bytes) in before { #expect(after[name] == bytes, "\(name)") }
    }

    /// Tables of what other settings gave are neither drawn nor taken away.
    @Test(arguments: [("05-accuracy-table", "accuracy.h5"), ("03-curriculum", "curriculum.h5")])
    func staleResultsAreNotDrawn(cell: String, file: String) throws {
      let folder = try UserFolder(copyOf: finished.folder)
      #expect(try folder.run(cell).status == 0)
      try folder.makeStale(file)
      let drawn = try folder.drawn()
      let outcome = try draw(cell, folder)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("\(file) is stale"), "\(outcome.errors)")
      #expect(try folder.drawn() == drawn)
    }

    /// Whatever became of the figures, to draw them again computes nothing, with or without `--figures-only`.
    @Test func figuresInAnotherStyleComputeNothing() throws {
      let folder = try UserFolder(copyOf: finished.folder)
      let curriculum = try folder.run("03-curriculum")
      #expect(curriculum.status == 0, "\(curriculum.errors)")
      let (drawn, checkpoints) = (try folder.drawn(), try folder.checkpoints())
      let (dates, log) = (try folder.dates(of: checkpoints.keys), try contents(folder.path("runs.log")))
      // Every other one is gone, be it a picture, its script or its numbers, and the rest is edited.
      for (index, name) in drawn.keys.filter({ $0.hasPrefix("figures/") }).sorted().enumerated() {
        guard index % 2 == 0 else {
          try folder.remove("paper/" + name)
          continue
        }
        let edited = try #require(drawn[name]) + Data("# another style\n".utf8)
        try edited.write(to: URL(fileURLWithPath: folder.path("paper/" + name)))
      }
      #expect(try folder.drawn() != drawn)
      for cell in Self.cells + ["03-curriculum"] {
        let outcome = try folder.run(cell)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("nothing to compute"))
      }
      #expect(try folder.checkpoints() == checkpoints)
      #expect(try folder.dates(of: checkpoints.keys) == dates)
      #expect(try contents(folder.path("runs.log")) == log)
      let after = try folder.drawn()
      #expect(Set(after.keys) == Set(drawn.keys))
      for (name, bytes) in drawn where name.hasPrefix("figures/") { #expect(after[name] == bytes, "\(name)") }
    }

    /// With one teacher alone and one trial of some learners the cells draw what there is, say how much that is,
    /// and remove the figures of what is not there.
    @Test func partsAreDrawnAndCounted() throws {
      let folder = try UserFolder(copyOf: finished.folder)
      try folder.remove("teacher-base_larger3.h5")
      for (file, cell) in [("accuracy.h5", "05-accuracy-table"), ("noise.h5", "06-noise")] {
        try folder.remove(file)
        let part = try folder.run(cell, "--teacher", "base_larger", "--trial", "2")
        #expect(part.status == 0, "\(part.errors)")
      }
      try folder.remove("learners")
      #expect(folder.exists("paper/figures/meta-training-base_larger3.pdf"))
      for cell in Self.cells {
        let outcome = try draw(cell, folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
      #expect(folder.exists("paper/figures/meta-training-base_larger.pdf"))
      #expect(!folder.exists("paper/figures/meta-training-base_larger3.pdf"))
      #expect(try folder.page("02-meta-training").contains("0 of 4"))
      #expect(try !folder.page("02-meta-training").contains("meta-training-base_larger3.svg"))
      #expect(try folder.page("05-accuracy-table").contains("1 of 2"))
      #expect(try folder.page("06-noise").contains("1 of 2 trials, hence no band"))
      #expect(try folder.page("06-noise").contains("So far "))
    }

    /// There is nothing to draw: one line that names the command.
    @Test(arguments: ["01-dataset", "02-meta-training", "05-accuracy-table", "06-noise", "10-conclusion"])
    func nothingIsThere(cell: String) throws {
      let folder = try UserFolder()
      let outcome = try draw(cell, folder)
      #expect(outcome.status == 2)
      #expect(outcome.errorLines.count == 1)
      #expect(outcome.errors.contains("run `swift run -c release"))
    }
  }
}

extension UserFolder {
  fileprivate func page(_ cell: String) throws -> String {
    String(decoding: try contents(path("paper/cells/\(cell).md")), as: UTF8.self)
  }

  /// When files were last written.
  fileprivate func dates(of files: some Sequence<String>) throws -> [String: Date] {
    let dates = try files.map {
      ($0, try FileManager.default.attributesOfItem(atPath: path($0))[.modificationDate] as? Date)
    }
    return try Dictionary(uniqueKeysWithValues: dates.map { ($0, try #require($1)) })
  }

  /// The bytes of everything drawn and written beside the checkpoints.
  fileprivate func drawn() throws -> [String: Data] {
    let names = FileManager.default.enumerator(atPath: path("paper"))?.compactMap { $0 as? String } ?? []
    let files = names.filter { $0.contains(".") }
    return Dictionary(uniqueKeysWithValues: try files.map { ($0, try contents(path("paper/\($0)"))) })
  }
}
