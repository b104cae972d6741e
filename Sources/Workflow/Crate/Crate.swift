import Archive
import Figures
import Foundation
import Platform

/// A notebook's results with what made them, as a Workflow Run RO-Crate: profile Workflow Run Crate 0.5
/// (https://w3id.org/ro/wfrun/workflow/0.5). The driver is the workflow, every cell that has results an action.
struct Crate<Book: PublishedCatalogue> {
  let options: Book.Options
  /// Of the crate, once it has one.
  let doi: String?
  private let ledger: Ledger
  private let log: [RunLog.Entry]
  private let publication = Book.publication
  private var graph = CrateGraph()
  /// Files of the crate, by their path in it, with where they lie now.
  private(set) var files: [(path: String, source: String)] = []
  private var actions: [String] = []

  private static var workflow: String { "notebooks/notebook.swift" }
  private static var authors: String { "#authors" }
  private static var driverProfiles: [(String, String)] {
    [
      ("https://w3id.org/ro/wfrun/process/0.5", "Process Run Crate"),
      ("https://w3id.org/ro/wfrun/workflow/0.5", "Workflow Run Crate"),
    ]
  }
  private static var workflowProfile: String { "https://w3id.org/workflowhub/workflow-ro-crate/1.0" }

  /// - Throws: `NotebookError` where there are no results, or the programs' text is not in the working folder;
  ///   `ArchiveError` for a checkpoint that cannot be read.
  init(_ options: Book.Options, doi: String?) throws {
    self.options = options
    self.doi = doi
    ledger = options.ledger(quietly: true)
    log = RunLog(folder: ledger.folder).entries().sorted { $0.date < $1.date }
    guard FileManager.default.fileExists(atPath: Self.workflow) else {
      throw NotebookError("\(Self.workflow) is not here: run this in the folder of the package")
    }
    for cell in Book.cells { try add(cell) }
    guard !actions.isEmpty else {
      throw NotebookError("no cell has results in \(ledger.folder): run `\(Shell.command("notebook", ["run"]))` first")
    }
    for name in ["LICENSE", "CITATION.cff"] { add(file: name, from: name, ["File"], name: name) }
    add(file: "README.md", from: "README.md", ["File"], name: "README", ["about": CrateGraph.reference("./")])
    addWorkflow()
    addRoot()
  }

  func metadata() throws -> String { try graph.json() }

  // MARK: Files

  /// Adds a file, if it is there.
  @discardableResult
  private mutating func add(
    file path: String, from source: String, _ types: [String], name: String, _ properties: [String: Any?] = [:]
  ) -> String? {
    guard let facts = try? FileManager.default.attributesOfItem(atPath: source) else { return nil }
    files.append((path, source))
    let size = (facts[.size] as? Int).map { "\($0)" }
    let known: [String: Any?] = ["name": name, "contentSize": size, "encodingFormat": Self.format(path)]
    graph.add(path, types, known.merging(properties) { $1 })
    return path
  }

  private static func format(_ path: String) -> String {
    let formats = [
      "h5": "application/x-hdf5", "swift": "text/x-swift", "md": "text/markdown", "csv": "text/csv",
      "pdf": "application/pdf", "svg": "image/svg+xml", "png": "image/png", "tex": "application/x-tex",
      "cff": "application/yaml",
    ]
    return formats[path.split(separator: ".").last.map(String.init) ?? ""] ?? "text/plain"
  }

  private func path(_ checkpoint: String) -> String { "checkpoints/\(options.folderName)/\(checkpoint)" }

  /// A checkpoint, with its digest, its settings and the libraries that took part.
  private mutating func add(_ artifact: some Artifact) throws -> (path: String, inputs: [String])? {
    guard artifact.isKept, ledger.isThere(artifact.file) else { return nil }
    let header = try ledger.header(artifact.file)
    let provenance = header.provenance
    let facts = [
      ("SHA-256 of the content", header.digest), ("settings", provenance.settings), ("seed", "\(provenance.seed)"),
      ("libraries", provenance.libraries), ("version of the cell", "\(provenance.cellVersion)"),
    ]
    let ids = facts.map { name, value in
      let id = "#\(artifact.file)-\(name.replacing(" ", with: "-"))"
      graph.add(id, ["PropertyValue"], ["name": name, "value": value])
      return id
    }
    let added = add(
      file: path(artifact.file), from: ledger.path(artifact.file), ["File"], name: artifact.file,
      [
        "description": "The \(provenance.kind) file of \(provenance.cell).",
        "additionalProperty": CrateGraph.references(ids),
      ])
    // What is not kept, such as a trained network, is recorded by how it is made, in the settings.
    let inputs = provenance.inputs.map { artifact.file(ofInput: $0.name) }.filter(ledger.isThere)
    return added.map { ($0, inputs.map(path)) }
  }

  // MARK: Cells

  private mutating func add(_ cell: CellEntry<Book.Options>) throws {
    let (name, title) = (cell.description.name, cell.description.title)
    add(
      file: "notebooks/\(name).swift", from: "notebooks/\(name).swift", ["File", "SoftwareSourceCode"], name: title,
      ["programmingLanguage": CrateGraph.reference("#swift"), "version": "\(cell.description.version)"])
    var (results, inputs): ([String], [String]) = ([], [])
    for artifact in cell.artifacts(options) {
      guard let added = try add(artifact) else { continue }
      results.append(added.path)
      inputs += added.inputs
    }
    let shown = cell.outputs(options).map(\.path) + ["cells/\(name).md"]
    for output in shown {
      let path = add(file: "paper/\(output)", from: "\(options.paper)/\(output)", ["File"], name: output)
      if let path { results.append(path) }
    }
    guard !results.isEmpty else { return }
    let objects = inputs.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } } + ["#scale-value"]
    addAction(
      "#run-\(name)", name: "Run of \(name)", description: Shell.command(name, options.ownArguments),
      instrument: "notebooks/\(name).swift", objects, results, log.filter { $0.cell == name })
  }

  private mutating func addAction(
    _ id: String, name: String, description: String, instrument: String, _ objects: [String], _ results: [String],
    _ runs: [RunLog.Entry]
  ) {
    actions.append(id)
    // The profile takes times with an offset alone.
    func time(_ date: String) -> String { date.replacing("Z", with: "+00:00") }
    let format = ISO8601DateFormatter()
    let ends = runs.compactMap { run in format.date(from: run.date)?.addingTimeInterval(run.seconds) }
    graph.add(
      id, ["CreateAction"],
      [
        "name": name, "description": description, "instrument": CrateGraph.reference(instrument),
        "agent": CrateGraph.reference(Self.authors), "object": CrateGraph.references(objects),
        "result": CrateGraph.references(results), "startTime": runs.first.map { time($0.date) },
        "endTime": ends.max().map { time(format.string(from: $0)) },
      ])
  }

  // MARK: The whole

  private mutating func addWorkflow() {
    let sources = files.map(\.path).filter { $0.hasPrefix("notebooks/") }
    let results = files.map(\.path).filter { $0.hasPrefix("checkpoints/") || $0.hasPrefix("paper/") }
    add(
      file: Self.workflow, from: Self.workflow, ["File", "SoftwareSourceCode", "ComputationalWorkflow"],
      name: publication.name,
      [
        "programmingLanguage": CrateGraph.reference("#swift"), "hasPart": CrateGraph.references(sources),
        "license": CrateGraph.reference(licence(publication.licence)), "version": Package.version,
        "creator": CrateGraph.reference(Self.authors), "input": CrateGraph.reference("#scale"),
        "output": CrateGraph.reference("#results"),
      ])
    for (id, type, name) in [("#scale", "Text", "scale"), ("#results", "File", "results")] {
      graph.add(
        id, ["FormalParameter"],
        [
          "name": name, "additionalType": type,
          "conformsTo": CrateGraph.reference("https://bioschemas.org/profiles/FormalParameter/1.0-RELEASE"),
        ])
    }
    graph.add(
      "#scale-value", ["PropertyValue"],
      [
        "name": "scale", "value": options.ownArguments.joined(separator: " "),
        "exampleOfWork": CrateGraph.reference("#scale"),
      ])
    graph.add(
      "#swift", ["ComputerLanguage"],
      ["name": "Swift", "identifier": CrateGraph.reference("https://www.swift.org"), "url": "https://www.swift.org"])
    addAction(
      "#run", name: "The notebook, \(options.title)",
      description: Shell.command("notebook", ["run"] + options.ownArguments),
      instrument: Self.workflow, ["#scale-value"], results, log)
  }

  private func licence(_ name: String) -> String {
    name.contains("://") ? name : "https://spdx.org/licenses/\(name)"
  }

  private mutating func addRoot() {
    graph.add(Self.authors, ["Organization"], ["name": publication.authors])
    let licences = [publication.licence] + publication.works.compactMap(\.licence)
    for name in Set(licences).sorted() { graph.add(licence(name), ["CreativeWork"], ["name": name]) }
    for work in publication.works {
      graph.add(
        work.address, ["CreativeWork"],
        [
          "name": work.title, "author": work.authors,
          "license": work.licence.map { CrateGraph.reference(licence($0)) },
        ])
    }
    let profiles = Self.driverProfiles + [(Self.workflowProfile, "Workflow RO-Crate")]
    for (id, name) in profiles {
      graph.add(id, ["CreativeWork"], ["name": name, "version": id.split(separator: "/").last.map(String.init)])
    }
    graph.add(
      "./", ["Dataset"],
      [
        "name": publication.name, "description": publication.summary,
        "keywords": publication.keywords.joined(separator: ", "),
        "license": CrateGraph.reference(licence(publication.licence)),
        "author": CrateGraph.reference(Self.authors), "publisher": CrateGraph.reference(Self.authors),
        // When the last result was computed: the same results are the same crate.
        "datePublished": log.last.map { String($0.date.prefix(10)) } ?? "1970-01-01",
        "identifier": doi.map { "https://doi.org/\($0)" }, "version": Package.version,
        "mainEntity": CrateGraph.reference(Self.workflow), "mentions": CrateGraph.references(actions),
        "hasPart": CrateGraph.references(files.map(\.path)),
        "citation": CrateGraph.references(publication.works.map(\.address)),
        "conformsTo": CrateGraph.references(profiles.map(\.0)),
      ])
    graph.add(
      "ro-crate-metadata.json", ["CreativeWork"],
      [
        "about": CrateGraph.reference("./"),
        "conformsTo": CrateGraph.references(["https://w3id.org/ro/crate/1.1", Self.workflowProfile]),
      ])
  }
}
