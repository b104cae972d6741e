import ArgumentParser
import Figures
import Foundation

/// The option of cells whose figures come from checkpoints that took long to compute.
public struct DrawingOption: ParsableArguments {
  @Flag(help: "Draw what is there and compute nothing.")
  public var figuresOnly = false

  public init() {}
}

extension Run {
  public func isThere(_ file: String) -> Bool { FileManager.default.fileExists(atPath: path(file)) }

  /// Writes a table into the paper's folder as CSV and says so.
  public func write(_ table: Table, _ name: String) throws {
    let path = "\(paper)/tables/\(name).csv"
    try TextFile.write(table.csv(), to: path)
    wrote([path])
  }

  /// A table's CSV as a page links it.
  public func link(_ table: String) -> String { "[`\(table).csv`](../tables/\(table).csv)" }

  /// Removes figures of this run's cell that an earlier run drew and this one did not: what they show is no
  /// longer there, or belongs to another scale.
  func removeFiguresNotDrawn() throws {
    let teachers = Settings(.report).teachers.map(\.learner)
    let figures = cell.outputs.flatMap { $0.names(teachers) }.filter { $0.hasPrefix("figures/") }
    for name in figures.map({ String($0.dropFirst("figures/".count).dropLast(".pdf".count)) })
    where !drawn.contains(name) {
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
