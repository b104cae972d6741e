import ArgumentParser
import Figures
import Foundation

/// Packs what is there for an archive: results, programs, and what made what (Sources/Workflow/Crate).
public struct ExportCommand<Book: PublishedCatalogue>: Verb {
  public static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "export", abstract: "Pack results and programs for an archive, with a record of what made what.")
  }
  @OptionGroup var asked: PublishedOptions<Book.Options>
  @Option(name: .customLong("ro-crate"), help: "A new folder, which becomes a Workflow Run RO-Crate 1.1.")
  var crate: String
  @Option(help: "The DOI that the archive has reserved for it: 10.5281/zenodo.1234567.")
  var doi: String?

  public init() {}

  public func validate() throws {
    try CommonOptions.checkFolder("--ro-crate", crate)
    if let doi, !doi.contains(/^10\.\d{4,}\/\S+$/) {
      throw ValidationError("--doi \(doi): give it as 10.5281/zenodo.1234567")
    }
  }

  public func work() throws {
    let files = FileManager.default
    guard !files.fileExists(atPath: crate) else { throw NotebookError("\(crate) is there already: name a new folder") }
    let packed = try Crate<Book>(try asked.options, doi: doi)
    // Beside it and renamed when it is whole.
    let part = "\(crate).part"
    try? files.removeItem(atPath: part)
    do {
      for (path, source) in packed.files {
        let place = URL(fileURLWithPath: "\(part)/\(path)")
        try files.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try files.copyItem(at: URL(fileURLWithPath: source).resolvingSymlinksInPath(), to: place)
      }
      try TextFile.write(packed.metadata(), to: "\(part)/ro-crate-metadata.json")
      try files.moveItem(atPath: part, toPath: crate)
    } catch {
      try? files.removeItem(atPath: part)
      throw NotebookError("\(crate) cannot be written: \(error.localizedDescription)")
    }
    print("\(crate): \(packed.files.count) files and ro-crate-metadata.json")
  }
}
