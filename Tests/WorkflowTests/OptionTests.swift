import ArgumentParser
import Testing

@testable import Workflow

@Suite("Options of commands")
struct OptionTests {
  /// What a command would not heed it does not take.
  @Test(arguments: [["--force"], ["--threads", "2"], ["--paper", "p"]]) func thatOnlyLookTakeNothingElse(more: [String])
  {
    #expect(throws: (any Error).self) { try StatusCommand<SmallNotebook>.parse(more) }
    #expect(throws: (any Error).self) { try WhyCommand<SmallNotebook>.parse(["04-chain"] + more) }
    #expect(throws: (any Error).self) { try AcceptCommand<SmallNotebook>.parse(["04-chain"] + more) }
    #expect(throws: (any Error).self) { try CleanCommand<SmallNotebook>.parse(more) }
  }

  @Test func thatShowFiguresTakeTheirFolder() throws {
    #expect(try ListCommand<SmallNotebook>.parse(["--paper", "p"]).asked.options.paper == "p")
    #expect(throws: (any Error).self) { try ListCommand<SmallNotebook>.parse(["--threads", "2"]) }
  }

  @Test func thatComputeAndWriteNothingTakeThreads() throws {
    #expect(try VerifyCommand<SmallNotebook>.parse(["--threads", "2"]).asked.options.common.threads == 2)
    for more in [["--force"], ["--paper", "p"]] {
      #expect(throws: (any Error).self) { try VerifyCommand<SmallNotebook>.parse(more) }
    }
  }

  /// Folder and seed are heeded.
  @Test func allTakeTheFolder() throws {
    let options = try StatusCommand<SmallNotebook>.parse(["--checkpoints", "c", "--seed", "9"]).asked.options
    #expect(options.folder == "c/small" && options.common.seed == 9 && !options.common.force)
  }

  /// A command that is shown to be copied has no option that it would refuse.
  @Test func advisedCommandsCanBeTyped() throws {
    let options = try SmallOptions.parse(["--checkpoints", "c", "--paper", "p", "--seed", "9"])
    let advice = options.ledger(quietly: true).commandToAccept(SmallNotebook.cell("04-chain"))
    #expect(advice == "swift run -c release notebook accept 04-chain --seed 9 --checkpoints c")
    _ = try AcceptCommand<SmallNotebook>.parse(Array(advice.split(separator: " ").map(String.init).dropFirst(6)))
  }
}
