import ArgumentParser
import Figures
import Study
import Workflow

/// Writes ``Checklists``.
public struct ChecklistsCommand: Verb {
  public static let configuration = CommandConfiguration(
    commandName: "checklists", abstract: "Answer the checklists of reviewers by what is there.")
  @Argument(help: "The file to write, such as docs/checklists.md.")
  var file: String
  @OptionGroup var asked: FileOptions<StudyOptions>

  public init() {}

  public func work() throws {
    try TextFile.write(try Checklists(options: try asked.options).text(), to: file)
    print("wrote \(file)")
  }
}
