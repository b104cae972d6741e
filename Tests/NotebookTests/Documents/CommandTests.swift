import Foundation
import TestSupport
import Testing

@testable import Notebook

extension AsAUser {
  /// What documents tell a reader to type can be typed.
  @Suite("Documented commands", .serialized)
  struct CommandTests {
    private static let commands = Document.all.flatMap(\.commands)
    private static let cells = Report.cells.map(\.description.name)
    /// Programs of other packages that documents use. Whether they are there is not asked.
    private static let foreign = ["apptainer", "cd", "git", "gnuplot", "podman", "python3", "sbatch", "spython"]

    @Test func thereAreCommands() {
      #expect(Self.commands.count > 30)
      #expect(Set(Self.commands.map(\.document)).count > 10)
    }

    /// The program is one of this package, and has the options.
    @Test(arguments: commands) func programsAndOptionsExist(command: ShownCommand) throws {
      if let (name, arguments) = command.program {
        if !command.folder.isEmpty {
          // A package of its own: its products are not built here.
          #expect(exists("\(command.folder)/Sources/\(name)"), "\(command)")
          return
        }
        try #require((Self.cells + ["notebook", "benchmark"]).contains(name), "\(command): no such program")
        let outcome = try Program(name, ["--experimental-dump-help"]).outcome()
        let help = try JSONDecoder().decode(ProgramHelp.self, from: Data(outcome.output.utf8))
        #expect(help.mistake(in: arguments) == nil, "\(command)")
        return
      }
      let first = command.words[0]
      switch first {
      case "make": try checkTargets(command)
      case "swift":
        let known = ["build", "test", "package", "run", "format"]
        #expect(command.words.count > 1 && known.contains(command.words[1]), "\(command)")
      case _ where first.hasPrefix("scripts/") || first.hasPrefix("benchmarks/"): try checkScript(command)
      // Programs in an environment of Python's.
      case _ where first == "." || first.hasPrefix(".venv/"): #expect(command.words.count > 1, "\(command)")
      default: #expect(Self.foreign.contains(first), "\(command): what is \(first)?")
      }
      if first == "cd" { #expect(exists(command.words[1]), "\(command)") }
    }

    private func checkTargets(_ command: ShownCommand) throws {
      let makefile = try Document("Makefile").text
      for word in command.words.dropFirst() where !word.contains("=") {
        #expect(makefile.contains("\n\(word):"), "\(command): no target \(word)")
      }
    }

    private func checkScript(_ command: ShownCommand) throws {
      let path = "\(Document.root)/\(command.words[0])"
      #expect(FileManager.default.isExecutableFile(atPath: path), "\(command)")
      let text = try Document(command.words[0]).text
      for word in command.words.dropFirst() where word.hasPrefix("--") {
        #expect(text.contains(word), "\(command): \(word) stands nowhere in the script")
      }
    }

    private func exists(_ path: String) -> Bool {
      FileManager.default.fileExists(atPath: "\(Document.root)/\(path)")
    }

    /// In an empty folder without data nothing can be computed, but no value is refused: an error is another's.
    @Test(arguments: commands.filter { $0.program.map { cells.contains($0.name) || $0.name == "notebook" } ?? false })
    func valuesAreAccepted(command: ShownCommand) throws {
      let folder = try TemporaryFolder()
      try FileManager.default.createDirectory(atPath: folder / "no-data", withIntermediateDirectories: false)
      var (name, arguments) = try #require(command.program)
      // `plan` takes what `run` takes.
      if arguments.first == "run" { arguments[0] = "plan" }
      // GNU parallel puts numbers there.
      arguments = arguments.map { $0.replacingOccurrences(of: "{}", with: "1") }
      arguments = arguments.map { $0.replacingOccurrences(of: "path/to/mnist", with: "no-data") }
      let nowhere = ["GTN_DATA": folder / "no-data", "GTN_FASHION_DATA": folder / "no-data"]
      let outcome = try Program(name, arguments, in: folder.path, nowhere).outcome()
      #expect([0, 2].contains(outcome.status), "\(command): \(outcome.errors)")
    }

    /// On a fresh clone teachers lie without the state that training goes on from: whoever computes on a GPU begins anew,
    /// beside them.
    @Test func theCommandForAGPUStopsNowhereOnAClone() throws {
      let page = try #require(Document.all.first { $0.path == "docs/accelerator.md" })
      let programs = page.commands.compactMap(\.program)
      let command = try #require(programs.first { $0.name == "notebook" && $0.arguments.first == "run" })
      let folder = try TemporaryFolder()
      let (files, shipped) = (FileManager.default, "checkpoints/report")
      try files.createDirectory(atPath: folder / shipped, withIntermediateDirectories: true)
      for file in ["\(shipped)/dataset.h5", "\(shipped)/teacher-base_larger.h5"] {
        try files.copyItem(atPath: "\(Document.root)/\(file)", toPath: folder / file)
      }
      let outcome = try Program("notebook", ["plan"] + command.arguments.dropFirst(), in: folder.path).outcome()
      #expect(outcome.status == 0, "\(outcome.errors)")
      let lines = outcome.output.split(separator: "\n")
      for cell in Self.cells { #expect(lines.contains { $0.hasPrefix(cell) && $0.contains(" compute ") }, "\(lines)") }
      #expect(command.arguments.contains("--paper"), "pages of the GPU's results would replace the report's")
    }

    /// Commands that only look or draw are run on finished results, at smoke scale.
    @Test(arguments: commands.filter { isQuick($0) }) func quickOnesRun(command: ShownCommand) throws {
      let finished = try UserFolder(copyOf: try FinishedNotebook.shared.get().folder)
      let folder = try TemporaryFolder()
      var (name, arguments) = try #require(command.program)
      for index in arguments.indices.dropFirst() where arguments[index - 1] == "--scale" { arguments[index] = "smoke" }
      // Of the tests' cells only this one's results are there.
      if Self.cells.dropFirst(6).contains(name) { name = "06-noise" }
      arguments += ["--checkpoints", finished.path]
      let outcome = try Program(name, arguments, in: folder.path).outcome()
      #expect(outcome.status == 0, "\(command): \(outcome.errors)")
      #expect(!outcome.output.isEmpty)
      if arguments.first == "status" { #expect(outcome.output.contains(/06-noise .* complete/), "\(outcome.output)") }
    }

    private static func isQuick(_ command: ShownCommand) -> Bool {
      guard let (name, arguments) = command.program else { return false }
      if name == "notebook" { return ["status", "plan", "why", "list", "accept"].contains(arguments.first) }
      return cells.contains(name) && arguments.contains("--figures-only")
    }
  }
}

/// The parser of this test.
@Suite("Help of programs")
struct ProgramHelpTests {
  private let help = ProgramHelp(
    command: .init(
      commandName: "notebook",
      subcommands: [
        .init(
          commandName: "why", subcommands: nil,
          arguments: [
            .init(kind: .positional, names: nil), .init(kind: .option, names: [.init(name: "scale")]),
            .init(kind: .flag, names: [.init(name: "force")]),
          ])
      ], arguments: nil))

  @Test(
    arguments: [
      (["why", "06-noise", "--scale", "quick", "--force"], nil),
      (["why", "--scales", "quick"], "why has no option --scales"),
      (["why", "--scale"], "--scale has no value"), (["why", "--scale", "--force"], "--scale has no value"),
      (["why", "a", "b"], "why takes 1 arguments, not 2"), (["who"], "notebook who is no command"),
    ] as [([String], String?)])
  func mistakesAreFound(arguments: [String], mistake: String?) { #expect(help.mistake(in: arguments) == mistake) }

  @Test func commandsAreParted() {
    #expect(
      ShownCommand.words("GTN_DATA=x make test && cd docs # why") == [["make", "test"], ["cd", "docs"]])
    #expect(ShownCommand.words("# only a comment").isEmpty)
  }
}
