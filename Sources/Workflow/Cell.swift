import Archive
import ArgumentParser
import Foundation
import Platform
import Ranks

/// A numbered step of the notebook: an executable of its own that reads and writes checkpoints.
public protocol Cell: ParsableCommand {
  /// The notebook that it belongs to.
  associatedtype Book: Catalogue
  static var entry: CellEntry<Book.Options> { get }
  var options: Book.Options { get }
  /// Whether processes that `mpirun` started together share the cell's work (`Ranks`).
  static var isForRanks: Bool { get }
  /// Computes what the first rank asks for, until that leaves.
  func assist(_ ledger: Ledger)
  /// The cell's work. Errors are printed as one line; everything done before them is kept.
  ///
  /// - Returns: the page that tells about it.
  func work(_ run: Run) throws -> Page
}

extension Cell {
  public static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: entry.description.name,
      abstract: "\(entry.description.title) (\(entry.description.place)).",
      version: Package.version)
  }

  public static func main() { runAsProgram() }

  public static var isForRanks: Bool { false }
  public func assist(_ ledger: Ledger) {}

  public func run() throws {
    let cell = Self.entry.description
    let run = Run(Self.entry, of: Book.self, options)
    defer { Ranks.leave() }
    do {
      // First, so that threads of others inherit that signals are blocked.
      Interruption.watch(quietly: !Ranks.isFirst)
      try Ranks.join()
      guard Ranks.isFirst else { return assist(run.ledger) }
      for folder in run.foldersWritten(Self.entry.artifacts(options)) { TemporaryFile.removeLeftovers(in: folder) }
      say("\(cell.name): \(cell.title), \(options.title)")
      let page = try work(run)
      run.enterIntoLog()
      if !run.leavesPage { try run.write(page) }
      run.finish()
    } catch let interrupted as Interrupted {
      run.enterIntoLog()
      let rest =
        options.common.force ? ", the rest is as it was before; with --force all is computed again" : ""
      say("\ninterrupted; what is done is saved\(rest). To go on: \(Shell.commandToGoOn(cell.name))")
      throw ExitCode(interrupted.exitCode)
    } catch let error as ValidationError {
      throw error
    } catch let code as ExitCode {
      throw code
    } catch {
      FileHandle.standardError.write(Data("\(cell.name): error: \(error)\n".utf8))
      throw ExitCode(2)
    }
  }
}

extension NotebookOptions {
  /// "scale report"
  var title: String { shownSettings.first.map { "\($0.name) \($0.value)" } ?? "" }
}

extension Run {
  /// Every folder that a cell writes into; those of `--paper` may hold folders of others.
  func foldersWritten(_ artifacts: [any Artifact]) -> [String] {
    Ledger.folders(of: artifacts).map(path)
      + ["figures", "figures/source", "tables", "cells", "generated"].map { "\(paper)/\($0)" }
  }
}

extension Ledger {
  /// The parts of the folder that hold checkpoints, as the beginning of a file's name: "", "learners/".
  static func folders(of artifacts: [any Artifact]) -> [String] {
    Set(artifacts.map { folder(of: $0) }).union([""]).sorted()
  }
  static func folder(of artifact: any Artifact) -> String {
    artifact.file.split(separator: "/").dropLast().map { "\($0)/" }.joined()
  }
}
