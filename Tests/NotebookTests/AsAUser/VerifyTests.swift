import Foundation
import TestSupport
import Testing

@testable import Notebook
@testable import Study
@testable import Workflow

extension AsAUser {
  @Suite("Verification", .serialized)
  struct VerifyTests {
    let folder: UserFolder
    init() throws { folder = try UserFolder(copyOf: try FinishedNotebook.shared.get().folder) }

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
        let computed = outcome.lines(of: cell).filter { !$0.contains(" digest") }
        #expect(!computed.isEmpty, "\(cell)")
        for line in computed {
          let isLearner = cell == "04-learners" && !withLearners
          #expect(
            line.contains(isLearner ? ": not checked: there is no file" : ": equal to the byte ("), "\(line)")
        }
      }
      #expect(try folder.checkpoints() == before)
    }

    @Test func interruptedItTellsHowFarItCame() throws {
      let program = try folder.start("notebook", "verify", "--full")
      #expect(try program.interrupt(whenItSays: "equal to the byte"))
      let outcome = try program.outcome()
      #expect(outcome.status == 130)
      #expect(outcome.errors == "ending after this step; Ctrl-C again ends now\n")
      let last = try #require(outcome.output.split(separator: "\n").last)
      #expect(last.hasPrefix("interrupted after ") && last.hasSuffix(": all agrees so far"), "\(last)")
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
    func changedResultIsFound(change: (file: String, array: String, cell: String, arguments: [String])) throws {
      if change.cell == "03-curriculum" { #expect(try folder.run(change.cell).status == 0) }
      if change.cell == "08-fgsm" {
        let part = ["--learner", "base_larger", "--recipe", "gtn", "--trial", "1"]
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
      #expect(outcome.lines(of: change.cell).contains { $0.contains(": DIFFERENT: ") }, "\(outcome.output)")
      #expect(!outcome.output.contains("digest of \(change.file): DIFFERENT"))
    }

    /// The conclusion follows from the tests' files, whether or not there is a data set.
    @Test func changedConclusionIsFound() throws {
      #expect(try folder.run("10-conclusion").status == 0)
      let untouched = try folder.run("notebook", "verify", "10")
      #expect(untouched.status == 0, "\(untouched.output)")
      #expect(untouched.output.contains(" conclusion.h5, noise: equal to the byte ("))
      try folder.change("conclusion.h5") { file in
        let array = "contrasts/differences"
        var differences = try file.doubles(array)
        let index = try #require(differences.firstIndex { $0.isFinite })
        differences[index] += 0.125
        file.set(array, shape: try #require(file[array]).shape, .float64(differences))
      }
      for arguments in [["10-conclusion"], []] {
        let outcome = try folder.start("notebook", ["verify"] + arguments).outcome()
        #expect(outcome.status == 2)
        let different = outcome.lines(of: "").filter { $0.contains(": DIFFERENT: ") }
        #expect(different.count == 1 && different[0].hasPrefix("10-conclusion "), "\(outcome.output)")
        let how = " conclusion.h5, noise: DIFFERENT: contrasts/differences: 1 of "
        #expect(different.first?.contains(how) == true, "\(outcome.output)")
      }
    }

    @Test func otherSamplesAreOthers() throws {
      let outputs = Set(
        try (1...4).map { sample in
          try folder.run("notebook", "verify", "06", "--sample", "\(sample)").lines(of: "06-noise").last?
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
      #expect(
        outcome.lines(of: "04-learners").contains { $0.contains(folder.path(file)) }, "\(outcome.output)")
    }

    @Test func staleResultDoesNotAgree() throws {
      try folder.makeStale("noise.h5")
      let outcome = try folder.run("notebook", "verify", "06")
      #expect(outcome.status == 2)
      #expect(outcome.output.contains("noise.h5: setting images 99 -> 100"))
    }

    /// What a changed recipe leaves valid is compared all the same.
    @Test func partlyStaleResultDoesNotAgree() throws {
      try folder.changeLessons("noise.h5")
      let outcome = try folder.run("notebook", "verify", "06")
      #expect(outcome.status == 2)
      #expect(outcome.output.contains("noise.h5: recipe 10_gtn: training.lessons 9 -> 10"), "\(outcome.output)")
      #expect(outcome.lines(of: "06-noise").contains { $0.contains(": equal to the byte (") && !$0.contains("digest") })
    }

    @Test func withoutTheDataSetDigestsAreChecked() throws {
      let folder = try TemporaryFolder()
      let options = ["--scale", "quick", "--data", folder / "nowhere", "--checkpoints", folder.path]
      let parsed = try StudyOptions.parse(options)
      let (dataset, ledger) = (parsed.study.dataset, parsed.ledger(quietly: true))
      let description = DatasetDescription(
        training: [0], validation: [1], digests: ["a", "b"],
        classCounts: Array(repeating: Array(repeating: 2, count: 10), count: 2),
        examples: NamedArray(shape: [10, 1, 2, 2], scalars: .uint8(Array(repeating: 7, count: 40))))
      try dataset.checkpoint(of: description, ledger.provenance(dataset)).write(to: ledger.path(dataset.file))
      let outcome = try Program("notebook", ["verify"] + options).outcome()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("digest of dataset.h5: equal to the byte"))
      #expect(outcome.output.contains("no data set, so that only digests"))
    }
  }
}
