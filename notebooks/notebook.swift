// The notebook's driver: runs the cells in order, and tells what is there, what is stale and why. One file a
// command in Sources/Notebook/Verbs.

import Notebook

@main struct NotebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notebook", abstract: "Reproduce the report, cell by cell.",
    subcommands: [
      RunCommand.self, PlanCommand.self, StatusCommand.self, WhyCommand.self, VerifyCommand.self,
      AcceptCommand.self, CleanCommand.self, DiffCommand.self, ListCommand.self,
    ])

  static func main() { runAsProgram() }
}
