import Figures
import Foundation
import Mustache

/// A cell's page: a template that stands beside the cell, `notebooks/<cell>.md`, and the numbers that fill it. It opens
/// with a sentence of result; question, figures, tables and settings follow.
public struct Page {
  /// Mustache, which may use ``parts``.
  let template: String
  /// What the template names: texts, lists and nested dictionaries.
  public var values: [String: Any]
  /// Settings of the cell under their names.
  public var settings: [(name: String, value: String)] = []
  /// Names of figures in `paper/figures` with their captions, in order; those that were not drawn are left out.
  public var figures: [(name: String, caption: String)] = []

  /// - Parameter template: the embedded file.
  public init(_ template: [UInt8], _ values: [String: Any] = [:]) {
    self.template = String(decoding: template, as: UTF8.self)
    self.values = values
  }

  /// Parts that a template may use, by name: those of every notebook and those of this one.
  public var parts: [String: [UInt8]] = [:]

  /// Adds an entry to a list that the template repeats.
  public mutating func append(_ entry: [String: Any], to list: String) {
    values[list] = (values[list] as? [[String: Any]] ?? []) + [entry]
  }

  /// Adds to the sentences of result that open the page.
  public mutating func say(_ sentence: String) {
    values["result"] = [values["result"] as? String, sentence].compactMap { $0 }.joined(separator: " ")
  }

  /// Parts that all notebooks have.
  private static let shared = [
    "head": PackageResources.head_md, "figures": PackageResources.figures_md, "settings": PackageResources.settings_md,
  ]

  /// The page in Markdown.
  func markdown(_ run: Run, reads: [String]) throws -> String {
    var library = MustacheLibrary()
    for (name, text) in Self.shared.merging(parts, uniquingKeysWith: { $1 }) {
      let part = String(decoding: text, as: UTF8.self).trimmingCharacters(in: .newlines)
      try library.register(Self.plain(part), named: name)
    }
    try library.register(Self.plain(template), named: "page")
    let cell = run.cell
    let files = try run.related.flatMap { try $0.shownSettings(run.ledger) }
    let shown = run.options.shownSettings + [("seed", "\(run.options.common.seed)")] + files + settings
    let common: [String: Any] = [
      "cell": cell.name, "title": cell.title, "place": cell.place.prefix(1).uppercased() + cell.place.dropFirst(),
      "settings": try Table(columns: ["setting", "value"], rows: shown.map { [$0.name, $0.value] }).markdown()
        .trimmingCharacters(in: .newlines),
      "figures": figures.filter { run.drawn.contains($0.name) }.map { ["name": $0.name, "caption": $0.caption] },
      "reads": reads.map { $0.contains(" ") ? $0 : "`\($0)`" }.joined(separator: ", "),
      "written": try written(run), "effort": effort(run),
      "command": Shell.command(cell.name, run.options.ownArguments),
    ]
    let context = common.merging(values) { _, own in own }
    guard let text = library.render(context, withTemplate: "page") else {
      throw NotebookError("notebooks/\(cell.name).md cannot be rendered: correct the template")
    }
    // Sections that are empty leave lines behind.
    return text.replacing(/\n{3,}/, with: "\n\n").trimmingCharacters(in: .newlines) + "\n"
  }

  /// A template that uses no parts, with what it names filled in.
  public static func filled(_ template: [UInt8], _ values: [String: Any]) throws -> String {
    try MustacheTemplate(string: plain(String(decoding: template, as: UTF8.self))).render(values)
  }

  /// Markdown is not to be escaped as HTML is.
  private static func plain(_ text: String) -> String { "{{% CONTENT_TYPE:TEXT }}\n" + text }

  /// The checkpoints that the cell has written, and those that they were computed from, with the beginnings of their
  /// digests.
  private func written(_ run: Run) throws -> [String] {
    func shown(_ name: String, _ digest: String) -> String { "`\(name)` (digest `\(digest.prefix(16))`)" }
    return try run.related.filter { $0.cell == run.cell && $0.isKept && run.ledger.isThere($0.file) }.map { artifact in
      let header = try run.ledger.header(artifact.file)
      // What is not kept is recorded by how it is made, as JSON.
      let inputs = header.provenance.inputs.filter { !$0.digest.hasPrefix("{") }
        .map { shown(artifact.file(ofInput: $0.name), $0.digest) }
      return shown(artifact.file, header.digest)
        + (inputs.isEmpty ? "" : ", computed from " + inputs.joined(separator: ", "))
    }
  }

  private func effort(_ run: Run) -> String {
    let log = RunLog(folder: run.ledger.folder)
    let unreadable = log.unreadableLines
    if unreadable > 0 {
      run.ledger.tell("  \(log.path): \(unreadable) of its lines cannot be read and are skipped")
    }
    // A clock that was set back has left negative times in logs.
    let entries = log.entries().filter { $0.cell == run.cell.name && $0.seconds >= 0 }
    guard !entries.isEmpty else { return "Not recorded: the results came with the checkpoints." }
    let seconds = entries.map(\.seconds).reduce(0, +)
    let runs = entries.count == 1 ? "one run" : "\(entries.count) runs"
    let numbers = Set(entries.map(\.threads)).sorted()
    let threads =
      numbers.map { "\($0)" }.joined(separator: " or ") + (numbers == [1] ? " thread" : " threads")
    let machines = entries.map(\.machine).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    return "\(duration(seconds)) in \(runs) that ended, on \(threads) (\(machines.joined(separator: "; ")))."
  }
}

extension Run {
  /// Writes the cell's page, and the index of all pages that are there; figures that an earlier run drew and
  /// this one did not are removed.
  func write(_ page: Page) throws {
    try removeFiguresNotDrawn()
    let folder = "\(paper)/cells"
    try TextFile.write(try page.markdown(self, reads: reads), to: "\(folder)/\(cell.name).md")
    wrote(["\(folder)/\(cell.name).md"])
    let lines = cells.filter {
      FileManager.default.fileExists(atPath: "\(folder)/\($0.name).md")
    }.map { "- [\($0.name)](\($0.name).md): \($0.title) (\($0.place))" }
    try TextFile.write(
      "# The notebook, page by page\n\n\(lines.joined(separator: "\n"))\n", to: "\(folder)/README.md")
  }
}
