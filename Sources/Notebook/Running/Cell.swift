import Archive
import ArgumentParser
import Foundation

/// A numbered step of the notebook: an executable of its own that reads and writes checkpoints.
public protocol Cell: ParsableCommand {
  static var cell: CellDescription { get }
  var options: Options { get }
  /// The cell's work. Errors are printed as one line; everything done before them is kept.
  ///
  /// - Returns: the page that tells about it.
  func work(_ run: Run) throws -> Page
}

extension Cell {
  public static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: cell.name, abstract: "\(cell.title) (report: \"\(cell.section)\").")
  }

  public static func main() { runAsProgram() }

  public func run() throws {
    let run = Run(Self.cell, options)
    do {
      Interruption.watch()
      for folder in run.foldersWritten { TemporaryFile.removeLeftovers(in: folder) }
      say("\(Self.cell.name): \(Self.cell.title), scale \(options.scale.rawValue)")
      let page = try work(run)
      run.enterIntoLog()
      if !run.leavesPage { try run.write(page) }
      run.finish()
    } catch let interrupted as Interrupted {
      run.enterIntoLog()
      // Other cells forget at once what they are forced to compute again.
      let rest =
        options.force && Self.cell.name == Cells.learners.name
        ? ", other learners are as they were before; with --force all are trained again" : ""
      say("\ninterrupted; what is done is saved\(rest). To go on: \(Shell.commandToGoOn(Self.cell.name))")
      throw ExitCode(interrupted.exitCode)
    } catch let error as ValidationError {
      throw error
    } catch let code as ExitCode {
      throw code
    } catch {
      FileHandle.standardError.write(Data("\(Self.cell.name): error: \(error)\n".utf8))
      throw ExitCode(2)
    }
  }
}

/// Something that keeps a cell from doing its work, as one line: what is wrong, where, what to do.
public struct NotebookError: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}
