/// A table of texts under column heads, written as Markdown, LaTeX or CSV. Cells are verbatim text.
public struct Table: Sendable {
  /// The heads from left to right; at least one.
  public let columns: [String]
  /// Rows from top to bottom, [rows][columns].
  public let rows: [[String]]

  /// - Throws: ``FigureError`` naming the first row that has not one cell per column.
  public init(columns: [String], rows: [[String]]) throws(FigureError) {
    guard !columns.isEmpty else { throw FigureError("the table has no columns: give at least one") }
    for (index, row) in rows.enumerated() where row.count != columns.count {
      throw FigureError("row \(index) of the table has \(row.count) cells for \(columns.count) columns")
    }
    self.columns = columns
    self.rows = rows
  }

  /// The table in GitHub's Markdown, padded so that it reads well as plain text, too.
  public func markdown() -> String {
    let cells = ([columns] + rows).map { $0.map(\.markdown) }
    let widths = columns.indices.map { column in max(3, cells.map { $0[column].count }.max() ?? 0) }
    let numeric = columns.indices.map(isNumeric)
    let lines = cells.map { row in
      let padded = row.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return numeric[column] ? space + row[column] : row[column] + space
      }
      return "| " + padded.joined(separator: " | ") + " |"
    }
    let rule = columns.indices.map { column in
      String(repeating: "-", count: widths[column] - (numeric[column] ? 1 : 0)) + (numeric[column] ? ":" : "")
    }
    let ruled = [lines[0], "| " + rule.joined(separator: " | ") + " |"] + lines.dropFirst()
    return ruled.joined(separator: "\n") + "\n"
  }

  /// A LaTeX `tabular` with the rules of the package `booktabs`.
  public func latex() -> String {
    let alignment = columns.indices.map { isNumeric($0) ? "r" : "l" }.joined()
    // A hyphen before digits is a minus sign, at the beginning and in brackets.
    let text = { (cell: String) in
      cell.replacing(/^-(?=[0-9])/, with: "−").replacing(/\(-(?=[0-9])/, with: "(−").latex
    }
    let line = { (cells: [String]) in "  " + cells.map(text).joined(separator: " & ") + " \\\\" }
    let lines =
      ["\\begin{tabular}{\(alignment)}", "  \\toprule", line(columns), "  \\midrule"] + rows.map(line)
      + ["  \\bottomrule", "\\end{tabular}"]
    return lines.joined(separator: "\n") + "\n"
  }

  /// Whether a column holds numbers, perhaps with a unit or a deviation, which line up at the right.
  private func isNumeric(_ column: Int) -> Bool {
    let cells = rows.map { $0[column] }.filter { !["", "-", "–", "—"].contains($0) }
    return !cells.isEmpty
      && cells.allSatisfy { $0.firstMatch(of: /^[-+−]?[0-9]+(\.[0-9]+)?([ %±×\u{A0}\u{202F}].*)?$/) != nil }
  }
}

extension String {
  /// The text as a cell of a Markdown table shows it verbatim.
  fileprivate var markdown: String {
    map { character in
      switch character {
      case "\\", "|", "*", "_", "`", "<", "[", "]", "~": "\\\(character)"
      default: character.isNewline ? " " : String(character)
      }
    }.joined()
  }
}
