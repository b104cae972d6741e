extension Table {
  /// Comma-separated values (RFC 4180, with line feeds), the heads first, as programs read them: "0.97 ± 0.01" and
  /// "−0.27 [−0.29, −0.25]" are columns of numbers, with a hyphen for minus; what is missing is empty.
  public func csv() -> String {
    let data = columns.indices.map { column in DataColumn(columns[column], rows.map { $0[column] }) }
    let lines = [data.flatMap(\.heads)] + rows.indices.map { row in data.flatMap { $0.cells[row] } }
    return lines.map { $0.map(\.csvField).joined(separator: ",") + "\n" }.joined()
  }
}

/// A column of a table as one or more columns of numbers; one of texts stays as it is.
private struct DataColumn {
  let heads: [String]
  /// [rows][heads]
  let cells: [[String]]

  init(_ head: String, _ texts: [String]) {
    let number = "([-+−]?[0-9]+(?:\\.[0-9]+)?)"
    let forms = [
      ([head], number), ([head, "\(head) sd"], "\(number)(?: ± \(number))?"),
      ([head, "\(head) low", "\(head) high"], "\(number)(?: \\[\(number), \(number)\\])?"),
      (["\(head) low", "\(head) high"], "\(number) to \(number)"),
    ]
    for (heads, pattern) in forms {
      guard let form = try? Regex(pattern) else { preconditionFailure("\(pattern) is a regular expression") }
      let found = texts.map { text -> [String]? in
        if ["", "–", "—"].contains(text) { return heads.map { _ in "" } }
        return text.wholeMatch(of: form).map { match in
          match.output.dropFirst().map { String($0.substring ?? "").replacing("−", with: "-").replacing("+", with: "") }
        }
      }
      let cells = found.compactMap { $0 }
      guard cells.count == texts.count, cells.contains(where: { $0 != heads.map { _ in "" } }) else { continue }
      (self.heads, self.cells) = (heads, cells)
      return
    }
    (heads, cells) = ([head], texts.map { [$0] })
  }
}
