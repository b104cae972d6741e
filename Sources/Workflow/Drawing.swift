import Figures
import Foundation

extension Run {
  /// Draws a figure into the paper's folder and says so.
  public func draw(_ figure: FigureFile, _ name: String) throws {
    let files = try figure.draw(to: "\(paper)/figures", name: name)
    drawn.insert(name)
    wrote(files.filter { $0.hasSuffix(".pdf") })
  }

  /// Writes a table into the paper's folder as CSV and says so.
  ///
  /// - Returns: the table, for the page.
  @discardableResult
  public func write(_ table: Table, _ name: String) throws -> Table {
    let path = "\(paper)/tables/\(name).csv"
    try TextFile.write(table.csv(), to: path)
    wrote([path])
    return table
  }

  /// Writes a text into the paper's folder and says so.
  public func write(_ text: String, _ name: String) throws {
    try TextFile.write(text, to: "\(paper)/\(name)")
    wrote(["\(paper)/\(name)"])
  }

  /// A table's CSV as a page links it.
  public func link(_ table: String) -> String { "[`\(table).csv`](../tables/\(table).csv)" }

  /// Removes figures of this run's cell that an earlier run drew and this one did not: what they show is no
  /// longer there, or belongs to another scale.
  func removeFiguresNotDrawn() throws {
    for name in figures where !drawn.contains(name) {
      let files = [
        "\(name).pdf", "\(name).svg", "\(name).png", "source/\(name).csv", "source/\(name).gnuplot",
      ]
      let found = files.map { "\(paper)/figures/\($0)" }.filter { FileManager.default.fileExists(atPath: $0) }
      for path in found { try FileManager.default.removeItem(atPath: path) }
      if !found.isEmpty {
        say("  removed figure \(name) of an earlier run from \(paper)/figures: nothing draws it now")
      }
    }
  }
}
