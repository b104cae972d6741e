import Foundation

extension Drawing {
  /// Draws all three pictures by one run of gnuplot in a temporary folder.
  ///
  /// - Throws: ``FigureError`` if gnuplot is absent or fails, or the folder cannot be used.
  func pictures(script: String, name: String) throws(FigureError) -> (pdf: Data, svg: Data, png: Data) {
    let gnuplot = try Gnuplot()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("figure-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appendingPathComponent("source")
    try TextFile.write(Data(script.utf8), to: source.appendingPathComponent("\(name).gnuplot"))
    try TextFile.write(Data(values.utf8), to: source.appendingPathComponent("\(name).csv"))
    try gnuplot.run(script: "\(name).gnuplot", in: source)
    return (
      try picture(folder, "\(name).pdf", ending: "%%EOF"),
      try picture(folder, "\(name).svg", ending: "</svg>"),
      try picture(folder, "\(name).png", ending: "IEND")
    )
  }

  private func picture(_ folder: URL, _ file: String, ending: String) throws(FigureError) -> Data {
    guard let bytes = try? Data(contentsOf: folder.appendingPathComponent(file)), !bytes.isEmpty else {
      throw FigureError("gnuplot drew no \(file): check that its pdfcairo, svg and pngcairo terminals work")
    }
    // Where the system refuses the rest of a file, gnuplot succeeds all the same.
    guard bytes.suffix(16).range(of: Data(ending.utf8)) != nil else {
      let disk = folder.deletingLastPathComponent().path
      throw FigureError("gnuplot drew only a part of \(file): make room in \(disk)")
    }
    return bytes
  }
}

extension Data {
  /// Sets the creation date of a PDF to the start of 1970, so that equal figures are equal files: cairo heeds
  /// no `SOURCE_DATE_EPOCH`. The length stays the same, as the file's table of offsets demands.
  ///
  /// - Returns: false if there is no date in plain sight: cairo 1.18 compresses it.
  mutating func fixCreationDate() -> Bool {
    let key = Data("/CreationDate (D:".utf8)
    let date = Data("19700101000000".utf8)
    guard let found = range(of: key), found.upperBound + date.count <= endIndex else { return false }
    replaceSubrange(found.upperBound..<(found.upperBound + date.count), with: date)
    return true
  }
}

extension Data {
  /// Puts an SVG's title and description in the place of gnuplot's own, for readers that speak and for search.
  mutating func describe(title: String, _ description: String) {
    let text = String(decoding: self, as: UTF8.self)
    guard let found = text.firstRange(of: /<title>[^<]*<\/title>\s*<desc>[^<]*<\/desc>/) else { return }
    func escaped(_ text: String) -> String {
      text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
    let own = "<title>\(escaped(title))</title>\n<desc>\(escaped(description))</desc>"
    self = Data(text.replacingCharacters(in: found, with: own).utf8)
  }
}
