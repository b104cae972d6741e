import Figures
import Foundation

/// A cell's page: what its section of the report asks, and what came out, for reading on a code-hosting site.
public struct Page {
  /// What the section asks.
  public let question: String
  /// The formula, as TeX without dollar signs; nil where there is none.
  public let formula: String?
  /// Settings under their names.
  public var settings: [(name: String, value: String)]
  public let reads: [String]
  /// Names of figures in `paper/figures`, with their captions.
  public var figures: [(name: String, caption: String)] = []
  /// Tables and remarks, in order.
  public var results: [Section] = []

  public struct Section {
    public let title: String
    public let text: String

    public init(_ title: String, _ text: String) {
      self.title = title
      self.text = text
    }
  }

  public init(
    question: String, formula: String? = nil, settings: [(name: String, value: String)] = [], reads: [String]
  ) {
    self.question = question
    self.formula = formula
    self.settings = settings
    self.reads = reads
  }

  /// The page in Markdown. Figures that this run has not drawn are left out.
  func markdown(_ run: Run) throws -> String {
    let cell = run.cell
    var parts = [
      "# \(cell.name): \(cell.title)", "*Report, section \"\(cell.section)\".* \(question)",
    ]
    if let formula { parts.append("$$\(formula)$$") }
    parts.append("## Settings")
    let common = [
      ("scale", run.settings.scale.rawValue), ("data set", run.settings.dataset), ("seed", "\(run.seed)"),
    ]
    // The data set's page is written before there is a teacher.
    let teachers =
      run.cell.name == Cells.dataset.name
      ? [] : try run.teachersReached().map { ("teacher \($0.name)", "outer step \($0.step) of \($0.of)") }
    parts.append(
      try Table(columns: ["setting", "value"], rows: (common + teachers + settings).map { [$0.0, $0.1] })
        .markdown())
    let images = cell.name == Cells.conclusion.name ? [] : ["the data set's images"]
    parts.append("Read: \((reads.map { "`\($0)`" } + images).joined(separator: ", ")).")
    let drawn = figures.filter { run.drawn.contains($0.name) }
    if !drawn.isEmpty { parts.append("## Figures") }
    for (name, caption) in drawn {
      parts.append("![\(caption)](../figures/\(name).svg)\n\n*\(caption)*")
    }
    for section in results { parts += ["## \(section.title)", section.text] }
    parts += ["## What it took", effort(run)]
    parts.append(
      "---\nWritten by `swift run -c release \(cell.name) --scale \(run.settings.scale.rawValue)`;"
        + " source: [`notebooks/\(cell.name).swift`](../../notebooks/\(cell.name).swift).")
    return parts.map { $0.trimmingCharacters(in: .newlines) }.joined(separator: "\n\n") + "\n"
  }

  private func effort(_ run: Run) -> String {
    let log = RunLog(folder: run.folder)
    let unreadable = log.unreadableLines
    if unreadable > 0 {
      run.tell("  \(log.path): \(unreadable) of its lines cannot be read and are passed over")
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
    try TextFile.write(try page.markdown(self), to: "\(folder)/\(cell.name).md")
    wrote(["\(folder)/\(cell.name).md"])
    let lines = Cells.all.filter {
      FileManager.default.fileExists(atPath: "\(folder)/\($0.name).md")
    }.map { "- [\($0.name)](\($0.name).md): \($0.title) (report, \"\($0.section)\")" }
    try TextFile.write(
      "# The notebook, page by page\n\n\(lines.joined(separator: "\n"))\n", to: "\(folder)/README.md")
  }
}
