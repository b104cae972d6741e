import Foundation
import Testing

@testable import Notebook

extension AsAUser {
  @Suite("Verification", .serialized)
  struct VerifyTests {
    let folder: UserFolder
    init() throws { folder = try UserFolder(copyOf: try FinishedNotebook.shared.get().folder) }

    /// Lines of a cell that say what was compared.
    private func lines(_ outcome: Outcome, _ cell: String) -> [String] {
      outcome.output.split(separator: "\n").map(String.init).filter { $0.hasPrefix(cell) }
    }

    /// Every cell has a result computed again, learners' files or not, and nothing is written.
    @Test(arguments: [true, false])
    func untouchedResultsAgree(withLearners: Bool) throws {
      if !withLearners {
        try folder.remove("learners")
        try folder.remove("teacher-base_larger.resume.h5")
      }
      let before = try folder.checkpoints()
      let outcome = try folder.run("notebook", "verify")
      #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
      for cell in FinishedNotebook.cells {
        let computed = lines(outcome, cell).filter { !$0.contains(" digest") }
        #expect(!computed.isEmpty, "\(cell)")
        for line in computed {
          let isLearner = cell == "04-learners" && !withLearners
          #expect(
            line.contains(isLearner ? ": not checked: there is no file" : ": equal to the byte ("), "\(line)")
        }
      }
      #expect(try folder.checkpoints() == before)
    }

    /// A valid file with one result changed, and what verifies that result.
    static let changes = [
      (file: "dataset.h5", array: "examples", cell: "01-dataset", arguments: [String]()),
      ("teacher-base_larger.h5", "history/test_accuracy", "02-meta-training", []),
      ("teacher-base_larger3.h5", "history/meta_loss", "02-meta-training", ["--full"]),
      ("accuracy.h5", "correct", "05-accuracy-table", []),
      ("noise.h5", "correct", "06-noise", []),
      ("fgsm.h5", "correct", "08-fgsm", []),
      ("fgsm.h5", "clean", "08-fgsm", []),
      ("curriculum.h5", "gtn/base_larger3/accuracy", "03-curriculum", []),
    ]

    @Test(arguments: changes)
    func changedResultIsFound(change: (file: String, array: String, cell: String, arguments: [String])) throws
    {
      if change.cell == "03-curriculum" { #expect(try folder.run(change.cell).status == 0) }
      if change.cell == "08-fgsm" {
        let part = ["--learner", "base_larger", "--algorithm", "gtn", "--trial", "1"]
        #expect(try folder.start(change.cell, part).outcome().status == 0)
      }
      try folder.change(change.file) { file in
        let array = try #require(file[change.array])
        let scalars: Scalars =
          switch array.scalars {
          case .uint8(let values): .uint8(values.map { $0 ^ 1 })
          // -1 stands for no count, and all but that is a number of images or a part of them.
          case .int32(let values): .int32(values.map { $0 > 0 ? $0 - 1 : $0 == 0 ? 1 : $0 })
          case .float64(let values): .float64(values.map { $0 > 0.5 ? $0 - 0.01 : $0 + 0.01 })
          default: array.scalars
          }
        file.set(change.array, shape: array.shape, scalars)
      }
      let outcome = try Program(
        "notebook",
        ["verify", change.cell, "--scale", "smoke", "--checkpoints", folder.path] + change.arguments
      ).outcome()
      #expect(outcome.status == 2)
      #expect(lines(outcome, change.cell).contains { $0.contains(": DIFFERENT: ") }, "\(outcome.output)")
      #expect(!outcome.output.contains("digest of \(change.file): DIFFERENT"))
    }

    /// The learner that a sample takes is the same again, so that its file can be changed.
    @Test func changedLearnerIsFound() throws {
      let first = try folder.run("notebook", "verify", "04", "--sample", "3")
      #expect(first.status == 0)
      let line = try #require(lines(first, "04-learners").last)
      let file = try #require(line.firstMatch(of: /learners\/[^:]*\.h5/)).output
      try folder.change(String(file)) { checkpoint in
        let name = try #require(checkpoint.arrays.keys.sorted().first)
        var values = try checkpoint.floats(name)
        values[0] += 0.25
        checkpoint.set(name, shape: checkpoint[name]!.shape, .float32(values))
      }
      let second = try folder.run("notebook", "verify", "04", "--sample", "3")
      #expect(second.status == 2)
      #expect(second.output.contains("1 of "), "\(second.output)")
      #expect(second.output.contains("by at most 0.25,"), "\(second.output)")
    }

    @Test func otherSamplesAreOthers() throws {
      let outputs = Set(
        try (1...4).map { sample in
          try lines(folder.run("notebook", "verify", "06", "--sample", "\(sample)"), "06-noise").last?
            .prefix { $0 != "(" }
        })
      #expect(outputs.count > 1)
    }

    @Test func damagedFileIsFound() throws {
      let file = "learners/vanilla-base_fc-2.h5"
      var bytes = try contents(folder.path(file))
      bytes[bytes.count / 2] ^= 0x10
      try bytes.write(to: URL(fileURLWithPath: folder.path(file)))
      let outcome = try folder.run("notebook", "verify")
      #expect(outcome.status == 2)
      #expect(lines(outcome, "04-learners").contains { $0.contains(folder.path(file)) }, "\(outcome.output)")
    }

    @Test func staleResultDoesNotAgree() throws {
      try folder.makeStale("noise.h5")
      let outcome = try folder.run("notebook", "verify", "06")
      #expect(outcome.status == 2)
      #expect(outcome.output.contains("setting learners.lessons 9 -> 10"))
    }

    @Test func withoutTheDataSetDigestsAreChecked() throws {
      let folder = try TemporaryFolder()
      let options = ["--scale", "quick", "--data", folder / "nowhere", "--checkpoints", folder.path]
      let run = Run(Cells.dataset, try Options.parse(options))
      var file = Checkpoint(provenance: try run.datasetProvenance())
      file.set("digests", shape: [2], .text(["a", "b"]))
      try file.write(to: run.path("dataset.h5"))
      let outcome = try Program("notebook", ["verify"] + options).outcome()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("digest of dataset.h5: equal to the byte"))
      #expect(outcome.output.contains("no data set, so that only digests"))
    }
  }
}
