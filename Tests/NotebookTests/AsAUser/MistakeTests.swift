import Foundation
import TestSupport
import Testing

@testable import Notebook
@testable import Study
@testable import Workflow

extension AsAUser {
  @Suite("Mistakes on the command line", .serialized)
  struct MistakeTests {
    struct Mistake: Sendable, CustomStringConvertible {
      let command: String
      /// What the first line must name.
      let named: [String]
      var description: String { command }
    }

    static let mistakes = [
      Mistake(command: "06-noise --scale huge", named: ["huge", "smoke", "quick", "report"]),
      Mistake(
        command: "06-noise --scale smoke --learner base_largest", named: ["base_largest", "base_larger"]),
      Mistake(command: "06-noise --scale smoke --learner linear", named: ["linear", "base_larger3"]),
      Mistake(command: "06-noise --scale smoke --trial 3", named: ["--trial 3", "1 to 2"]),
      Mistake(command: "06-noise --scale smoke --trial two", named: ["two"]),
      Mistake(command: "06-noise --scale smoke --recipe sgd", named: ["sgd", "vanilla"]),
      Mistake(command: "06-noise --scale smoke --mode mine", named: ["mine", "training", "evaluation"]),
      Mistake(command: "06-noise --scale smoke --device gpu", named: ["--device gpu", "cuda", "xla-cpu"]),
      Mistake(command: "06-noise --scale smoke --threads 0", named: ["--threads 0"]),
      Mistake(command: "05-accuracy-table --scale smoke --trial 0", named: ["--trial 0"]),
      Mistake(command: "04-learners --scale smoke --teacher linear", named: ["linear", "base_larger3"]),
      Mistake(command: "02-meta-training --scale smoke --teacher base", named: ["--teacher base"]),
      Mistake(command: "01-dataset --trial 1", named: ["--trial"]),
      Mistake(command: "notebook run --scale smoke --only 99", named: ["99", "01-dataset", "06-noise"]),
      Mistake(command: "notebook run --scale smoke --from noise", named: ["noise", "06-noise"]),
      Mistake(command: "notebook walk", named: ["there is no command walk", "run, plan, status", "verify"]),
      Mistake(command: "06-noise --scale smoke --seed -1", named: ["-1", "--seed", "0 or more"]),
      Mistake(command: "06-noise --scale smoke --shard 3/2", named: ["3/2", "--shard", "such as 2/4"]),
      Mistake(command: "notebook clean --scale smoke --older x", named: ["--older", "such as 7"]),
      Mistake(command: "06-noise --scale smoke --shard 0/4", named: ["0/4", "--shard"]),
      Mistake(command: "06-noise --scale smoke --shard 5/4", named: ["5/4", "--shard"]),
      Mistake(command: "04-learners --scale smoke --shard 2", named: ["'2'", "--shard"]),
      Mistake(
        command: "06-noise --scale smoke --shard 1/2 --figures-only", named: ["--shard", "--figures-only"]),
      Mistake(command: "notebook why 99 --scale smoke", named: ["99", "06-noise"]),
      Mistake(command: "notebook plan --scale smoke --from 2 --only 3", named: ["--from", "--only"]),
      Mistake(command: "notebook clean --scale smoke --older 3 --cell 6", named: ["--older", "--cell"]),
      Mistake(command: "notebook clean --scale smoke --older=-1", named: ["--older -1"]),
    ]

    @Test(arguments: mistakes)
    func isAUsageError(mistake: Mistake) throws {
      let words = mistake.command.split(separator: " ").map(String.init)
      let folder = try TemporaryFolder()
      let place = words.contains("walk") ? [] : ["--checkpoints", folder.path]
      let outcome = try Program(words[0], Array(words.dropFirst()) + place).outcome()
      #expect(outcome.status == 64)
      try #require(outcome.errorLines.count == 1, "\(outcome.errors)")
      let line = outcome.errorLines[0]
      #expect(line.hasPrefix("Error: "))
      for name in mistake.named { #expect(line.contains(name), "\(line)") }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    /// Nothing is written to the root of the file system, or to a folder named "~".
    @Test(arguments: ["--checkpoints", "--paper", "--data"], ["", "~/x", "~"])
    func nameOfNoFolder(option: String, name: String) throws {
      let folder = try TemporaryFolder()
      let script = "cd '\(folder.path)' && exec \"$@\""
      let outcome = try Program(shell: script, "01-dataset", ["--scale", "smoke", "\(option)=\(name)"])
        .outcome()
      #expect(outcome.status == 64)
      #expect(outcome.errorLines.count == 1 && outcome.errors.contains(option), "\(outcome.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    /// A file where a folder is meant.
    @Test(arguments: ["--checkpoints", "--paper", "--data"])
    func aFileIsNoFolder(option: String) throws {
      let folder = try TemporaryFolder()
      try Data().write(to: URL(fileURLWithPath: folder / "file"))
      let outcome = try Program("01-dataset", ["--scale", "smoke", option, folder / "file"]).outcome()
      #expect(outcome.status == 64)
      #expect(outcome.errorLines.count == 1 && outcome.errors.contains("\(option) \(folder / "file"): this is a file"))
    }

    /// Names that would be repaired: files would go to another folder than the one that is said.
    @Test(arguments: ["cd \"$0\" && exec \"$@\"", "exec \"$@\" --checkpoints \"$0\""])
    func nameThatIsNotText(script: String) throws {
      let folder = try TemporaryFolder()
      let odd = "cd '\(folder.path)' && d=$(printf 'caf\\351') && mkdir \"$d\" && program=$1 && shift && "
      let script =
        odd
        + script.replacing("\"$0\"", with: "\"$d\"").replacing(
          "exec \"$@\"", with: "exec \"$program\" \"$@\"")
      let outcome = try Program(shell: script, "01-dataset", ["--scale", "smoke"]).outcome()
      #expect(outcome.status == 64)
      #expect(outcome.errorLines.count == 1 && outcome.errors.contains("not UTF-8"), "\(outcome.errors)")
      let listing = try Program(shell: "cd '\(folder.path)' && find . | wc -l", "notebook", []).outcome()
      #expect(listing.output.trimmingCharacters(in: .whitespacesAndNewlines) == "2", "the folder alone")
    }

    @Test(arguments: ["02-meta-training", "03-curriculum", "04-learners", "05-accuracy-table", "06-noise"])
    func missingInputNamesTheCellToRun(cell: String) throws {
      let folder = try UserFolder()
      let outcome = try folder.run(cell)
      #expect(outcome.status == 2)
      try expectOneLine(outcome, of: cell, naming: [folder.path("")], "swift run -c release 0")
      #expect(try folder.checkpoints().isEmpty)
    }

    @Test func missingLearnersNameTheirCell() throws {
      let folder = try UserFolder(copyOf: try FinishedNotebook.shared.get().folder)
      try folder.remove("learners")
      try folder.remove("noise.h5")
      let outcome = try folder.run("06-noise")
      #expect(outcome.status == 2)
      try expectOneLine(
        outcome, of: "06-noise", naming: [folder.path("learners/")], "04-learners --scale smoke")
      let figures = try folder.run("06-noise", "--figures-only")
      #expect(figures.status == 2)
      try expectOneLine(figures, of: "06-noise", naming: [folder.path("noise.h5")], "06-noise --scale smoke")
    }

    /// What was computed from one data set is not shown as another's.
    @Test(arguments: ["03-curriculum", "05-accuracy-table", "06-noise", "10-conclusion"])
    func resultsOfAnotherDatasetAreStale(cell: String) throws {
      let folder = try UserFolder(copyOf: try FinishedNotebook.shared.get().folder)
      let before = try folder.checkpoints()
      let none = try folder.run(cell, "--dataset", "fashion-mnist", "--figures-only")
      #expect(none.status == 2)
      try expectOneLine(none, of: cell, naming: ["/smoke-fashion-mnist"], "--dataset fashion-mnist")
      // Nor where somebody has copied it.
      try FileManager.default.copyItem(atPath: folder.path + "/smoke", toPath: folder.path + "/smoke-fashion-mnist")
      let outcome = try folder.run(cell, "--dataset", "fashion-mnist", "--figures-only")
      #expect(outcome.status == 2)
      #expect(try folder.checkpoints() == before)
      try expectOneLine(outcome, of: cell, naming: ["strokes -> fashion-mnist"], "dataset.h5")
    }

    @Test func wrongDataFolderIsNamed() throws {
      let folder = try TemporaryFolder()
      for data in [folder / "nowhere", folder.path] {
        let outcome = try Program(
          "01-dataset", ["--scale", "quick", "--data", data, "--checkpoints", folder / "checkpoints"]
        ).outcome()
        #expect(outcome.status == 2)
        try expectOneLine(outcome, of: "01-dataset", naming: [data], "--data")
        #expect(!FileManager.default.fileExists(atPath: folder / "checkpoints/quick/dataset.h5"))
      }
    }

    @Test func secondRunOfACellIsTurnedAway() throws {
      let folder = try UserFolder(copyOf: try FinishedNotebook.shared.get().folder)
      try folder.remove("noise.h5")
      let lock = try FileLock(for: folder.path("noise.h5"))
      let outcome = try folder.run("06-noise")
      withExtendedLifetime(lock) {}
      #expect(outcome.status == 2)
      try expectOneLine(
        outcome, of: "06-noise", naming: [folder.path("noise.h5")], "(process \(getpid()))")
      #expect(!folder.exists("noise.h5"))
    }
  }
}

/// One line on the error output, with the cell's name before it and all of the texts in it.
func expectOneLine(_ outcome: Outcome, of cell: String, naming texts: [String], _ more: String...) throws {
  try #require(outcome.errorLines.count == 1, "\(outcome.errors)")
  let line = outcome.errorLines[0]
  #expect(line.hasPrefix("\(cell): error: "), "\(line)")
  for text in texts + more { #expect(line.contains(text), "\(line)") }
}
