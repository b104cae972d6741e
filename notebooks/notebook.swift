// The notebook's driver: runs the cells in order, and shows what is there, what is stale and why. One file a
// command in Sources/Workflow/Verbs.

import Notebook
import Platform

@main struct NotebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notebook", abstract: "Reproduce the report, cell by cell.", version: Package.version,
    subcommands: [
      RunCommand<Report>.self, PlanCommand<Report>.self, StatusCommand<Report>.self, WhyCommand<Report>.self,
      VerifyCommand<Report>.self, AcceptCommand<Report>.self, CleanCommand<Report>.self, DiffCommand.self,
      ListCommand<Report>.self, ExportCommand<Report>.self, TestCommand.self, ChecklistsCommand.self,
      DevicesCommand.self,
    ])

  static func main() { runAsProgram() }
}
