import Foundation
import TestSupport
import Testing

@testable import Notebook
@testable import Study
@testable import Workflow

extension AsAUser {
  @Suite("Stopped, and run twice at once", .serialized)
  struct SignalTests {
    let finished: FinishedNotebook
    let folder: UserFolder
    init() throws {
      finished = try FinishedNotebook.shared.get()
      folder = try UserFolder(copyOf: finished.folder)
    }

    struct Work: Sendable, CustomStringConvertible {
      let cell: String
      let arguments: [String]
      let files: [String]
      /// What it says after its first step.
      let first: String
      var description: String { cell }
    }

    static let work = [
      Work(
        cell: "02-meta-training", arguments: ["--teacher", "base_larger3"],
        files: ["teacher-base_larger3.h5", "teacher-base_larger3.resume.h5"], first: "teacher-base_larger3 1/"),
      Work(
        cell: "04-learners", arguments: ["--learner", "base_larger", "--recipe", "vanilla"],
        files: ["learners/vanilla-base_larger-1.h5", "learners/vanilla-base_larger-2.h5"], first: "learners 1/"
      ),
      Work(cell: "06-noise", arguments: [], files: ["noise.h5"], first: "noise 1/"),
    ]

    /// The command that the program prints goes on from there, to the same bytes.
    @Test(arguments: work, [SIGINT, SIGTERM, SIGUSR1, SIGHUP])
    func stops(work: Work, signal: Int32) throws {
      for file in work.files { try folder.remove(file) }
      let program = try folder.start(work.cell, work.arguments)
      #expect(try program.interrupt(signal, whenItSays: work.first))
      let outcome = try program.outcome()
      #expect(outcome.status == 128 + signal)
      // Nobody reads what is written after the end of the terminal.
      #expect(outcome.errors == (signal == SIGHUP ? "" : "ending after this step; Ctrl-C again ends now\n"))
      #expect(folder.exists(work.files[0]), "what is done is saved")
      let line = try #require(outcome.output.split(separator: "\n").last)
      let command = try #require(line.firstRange(of: "To go on: swift run -c release "))
      let words = line[command.upperBound...].split(separator: " ").map(String.init)
      #expect(words == [work.cell] + work.arguments + ["--scale", "smoke", "--checkpoints", folder.path])

      let resumed = try Program(words[0], Array(words.dropFirst())).outcome()
      #expect(resumed.status == 0, "\(resumed.errors)")
      #expect(try folder.checkpoints() == finished.folder.checkpoints())
    }

    /// Whatever becomes of the driver becomes of the cell: it stops, goes on and ends with it.
    @Test(arguments: [SIGKILL, SIGHUP, SIGTERM])
    func noCellOutlivesItsDriver(signal: Int32) throws {
      try folder.remove("noise.h5")
      let driver = try folder.start("notebook", "run", "--only", "6", "--threads", "1")
      #expect(try driver.interrupt(SIGTSTP, whenItSays: "noise 1/"))
      let cell = try #require(children(of: driver.identifier).first)
      #expect(wait { state(cell) == "T" && state(driver.identifier) == "T" })
      kill(driver.identifier, SIGCONT)
      #expect(wait { state(cell) != "T" })
      kill(driver.identifier, signal)
      #expect(try driver.outcome().status == 128 + signal)
      #expect(wait { [nil, "Z"].contains(state(cell)) })
      // It saved what it had, and left more to do.
      let status = try #require(try folder.status()["06-noise"])
      #expect(status.hasPrefix("partial, "), "\(status)")
    }

    /// A letter as `ps` shows it; nil if there is no such process.
    private func state(_ process: pid_t) -> String? {
      let line = try? Program(shell: "ps -o stat= -p \(process)", "notebook", []).outcome().output
      return line.flatMap { $0.isEmpty ? nil : String($0.prefix(1)) }
    }

    private func children(of process: pid_t) throws -> [pid_t] {
      let list = try Program(shell: "ps -o pid= --ppid \(process)", "notebook", []).outcome().output
      return list.split(whereSeparator: \.isWhitespace).compactMap { pid_t($0) }
    }

    /// Whether something comes about within ten seconds.
    private func wait(for condition: () -> Bool) -> Bool {
      for _ in 0..<200 {
        if condition() { return true }
        usleep(50_000)
      }
      return false
    }

    /// Data that drip, or never come, do not keep a run from ending.
    @Test func stopsWhileItWaitsForData() throws {
      let data = try TemporaryFolder()
      for name in ["train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"] {
        #expect(mkfifo(data / "\(name)-ubyte", 0o600) == 0)
      }
      let program = try Program(
        "01-dataset", ["--scale", "quick", "--data", data.path, "--checkpoints", data / "checkpoints"])
      #expect(try program.interrupt(whenItSays: "01-dataset: "))
      #expect(try program.outcome().status == 130)
      #expect(!FileManager.default.fileExists(atPath: data / "checkpoints/quick/dataset.h5"))
    }

    /// The second stops with a line that names the first, which is none the worse.
    @Test(arguments: [work[0], work[2]])
    func twoRunsAtOnce(work: Work) throws {
      for file in work.files { try folder.remove(file) }
      let first = try folder.start(work.cell, work.arguments)
      #expect(try first.interrupt(SIGSTOP, whenItSays: work.first))
      let second = try folder.start(work.cell, work.arguments).outcome()
      kill(first.identifier, SIGCONT)
      #expect(second.status == 2)
      try expectOneLine(
        second, of: work.cell, naming: [folder.path(work.files[0]), "in use by another run"],
        "(process \(first.identifier))")
      #expect(try first.outcome().status == 0)
      #expect(try folder.checkpoints() == finished.folder.checkpoints())
    }

    /// What another run trained meanwhile is not trained again.
    @Test func learnerOfAnotherRunIsKept() throws {
      let learners = Settings(.smoke).learners
      for learner in learners { try folder.remove("learners/vanilla-\(learner)-2.h5") }
      let last = "learners/vanilla-\(try #require(learners.last))-2.h5"
      let first = try folder.start("04-learners", "--recipe", "vanilla", "--trial", "2")
      #expect(try first.interrupt(SIGSTOP, whenItSays: "learners 1/"))
      let second = try folder.run(
        "04-learners", "--recipe", "vanilla", "--trial", "2", "--learner", learners[learners.count - 1])
      let number = try fileNumber(last)
      kill(first.identifier, SIGCONT)
      #expect(second.status == 0, "\(second.errors)")
      #expect(try first.outcome().status == 0)
      #expect(try fileNumber(last) == number)
      #expect(try folder.checkpoints() == finished.folder.checkpoints())
    }

    private func fileNumber(_ file: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: folder.path(file))[.systemFileNumber] as? Int
    }

    /// Nothing is counted of a teacher under the name of the one before.
    @Test func teacherReplacedMeanwhile() throws {
      try folder.remove("noise.h5")
      let program = try folder.start("06-noise")
      #expect(try program.interrupt(SIGSTOP, whenItSays: "noise 1/"))
      let teacher = "teacher-base_larger3.h5"
      try folder.change(teacher) { file in
        let losses = try file.doubles("history/meta_loss")
        file.set("history/meta_loss", shape: [losses.count], .float64(losses.map { $0 + 1 }))
      }
      kill(program.identifier, SIGCONT)
      let outcome = try program.outcome()
      #expect(outcome.status == 2)
      try expectOneLine(
        outcome, of: "06-noise", naming: [folder.path(teacher), "was replaced"], "run this cell again")
    }

    /// Ordinary learners owe teachers nothing, and taught ones theirs alone: they can be tested while another teacher is
    /// trained.
    @Test(arguments: [["--recipe", "vanilla"], ["--teacher", "base_larger"]])
    func otherTeacherIsReplacedMeanwhile(_ part: [String]) throws {
      try folder.remove("noise.h5")
      let program = try folder.start("06-noise", part)
      #expect(try program.interrupt(SIGSTOP, whenItSays: "noise 1/"))
      try folder.change("teacher-base_larger3.h5") { file in
        let losses = try file.doubles("history/meta_loss")
        file.set("history/meta_loss", shape: [losses.count], .float64(losses.map { $0 + 1 }))
      }
      kill(program.identifier, SIGCONT)
      let outcome = try program.outcome()
      #expect(outcome.status == 0, "\(outcome.errors)")
      // None of its counts is lost with the teacher.
      #expect(try folder.start("06-noise", part).outcome().output.contains("nothing to compute"))
      // The other teacher has no count in the file, which is not stale on its account.
      #expect(try folder.status()["06-noise"]?.hasPrefix("partial") == true)
    }

    /// An interruption of the learning curves loses one at most, and so does a changed teacher.
    @Test func curvesOfATeacherAreKept() throws {
      let program = try folder.start("03-curriculum")
      #expect(try program.interrupt(whenItSays: "curriculum 1/4"))
      #expect(try program.outcome().status == 130)
      let state = try #require(try folder.status()["03-curriculum"])
      #expect(state.hasPrefix("partial, ") && state.hasSuffix(" of 4 curves"), "\(state)")
      #expect(try folder.run("03-curriculum").status == 0)
      let further = try UserFolder(copyOf: folder)
      try further.change("teacher-base_larger3.h5") { file in
        let losses = try file.doubles("history/meta_loss")
        file.set("history/meta_loss", shape: [losses.count], .float64(losses.map { $0 + 1 }))
      }
      let again = try further.run("03-curriculum")
      #expect(again.output.contains("its other 3 curves are kept"), "\(again.output)\(again.errors)")
      #expect(again.output.contains("curriculum 4/4") && !again.output.contains("curriculum 3/4"))
      let inOneGo = try UserFolder(copyOf: finished.folder)
      #expect(try inOneGo.run("03-curriculum").status == 0)
      #expect(try folder.checkpoints() == inOneGo.checkpoints())
    }

    /// Commands that are printed can be copied into a shell.
    @Test func printedCommandIsQuoted() throws {
      let words = ["", "a b", "it's", "$HOME", "a\\b", "*", "plain/-_.=:@%+", "ä"]
      let script = "printf '%s|' " + words.map(Shell.quoted).joined(separator: " ")
      let outcome = try Program(shell: script, "notebook", []).outcome()
      #expect(outcome.output == words.map { "\($0)|" }.joined())
      #expect(Shell.quoted("plain/-_.=:@%+") == "plain/-_.=:@%+")
      let folder = try TemporaryFolder() / "two words"
      let missing = try Program("02-meta-training", ["--scale", "smoke", "--checkpoints", folder]).outcome()
      try expectOneLine(
        missing, of: "02-meta-training", naming: ["\(folder)/smoke/dataset.h5"], "--checkpoints '\(folder)'`")
      #expect(!FileManager.default.fileExists(atPath: folder), "a mistyped folder is not made")
    }

    /// Another run may train the same learner.
    @Test(arguments: ["10_gtn", "gtn"])
    func learnerInUse(recipe: String) throws {
      let file = "learners/base_larger-\(recipe)-base_larger-1.h5"
      try folder.remove(file)
      let lock = try FileLock(for: folder.path(file))
      let outcome = try folder.run("04-learners", "--learner", "base_larger")
      withExtendedLifetime(lock) {}
      #expect(outcome.status == 2)
      try expectOneLine(outcome, of: "04-learners", naming: [folder.path(file)], "in use by another run")
      #expect(!folder.exists(file))
    }
  }
}
