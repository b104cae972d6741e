import Foundation

/// A figure that can be drawn to files.
public struct FigureFile: Sendable {
  private let content: any Drawable

  /// Nothing is checked here: what cannot be drawn is refused by ``draw(to:name:)``.
  public init(_ chart: LineChart) { content = chart.panels }
  public init(_ panels: ChartPanels) { content = panels }
  public init(_ strip: ImageStrip) { content = strip }
  public init(_ map: HeatMap) { content = map }

  /// Draws `name.pdf`, `name.svg` and `name.png` (300 dots an inch) in a folder, which is created, and writes
  /// in its folder `source` the gnuplot script `name.gnuplot` and its data `name.csv`, from which `cd source
  /// && gnuplot name.gnuplot` draws them again, but for the SVG's title and description.
  ///
  /// The same figure gives the same bytes, and files that would not change are left untouched.
  ///
  /// - Returns: the paths of the five files, in this order.
  /// - Throws: ``FigureError`` if the figure cannot be drawn as it is, gnuplot is absent or fails, or a file
  ///   cannot be written. Nothing is written before gnuplot is done.
  @discardableResult
  public func draw(to folder: String, name: String) throws(FigureError) -> [String] {
    guard name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]*/) != nil else {
      throw FigureError(
        "\"\(name)\" cannot name a figure: use letters, digits, dots, hyphens and underscores")
    }
    do {
      return try publish(content.drawing(), to: URL(fileURLWithPath: folder), name: name)
    } catch {
      if error == .gnuplotMissing { throw error }
      throw FigureError("figure \(name): \(error)")
    }
  }

  private func publish(_ drawing: Drawing, to folder: URL, name: String) throws(FigureError) -> [String] {
    let script = drawing.script(name: name)
    var pictures = try drawing.pictures(script: script, name: name)
    pictures.svg.describe(title: name, drawing.description)
    let source = folder.appendingPathComponent("source")
    var files = [
      (folder.appendingPathComponent("\(name).svg"), pictures.svg),
      (folder.appendingPathComponent("\(name).png"), pictures.png),
      (source.appendingPathComponent("\(name).gnuplot"), Data(script.utf8)),
      (source.appendingPathComponent("\(name).csv"), Data(drawing.values.utf8)),
    ]
    let document = folder.appendingPathComponent("\(name).pdf")
    if !pictures.pdf.fixCreationDate(), let present = try? Data(contentsOf: document),
      files.allSatisfy({ (try? Data(contentsOf: $0.0)) == $0.1 })
    {
      // The date is out of reach, but nothing else differs.
      pictures.pdf = present
    }
    files.insert((document, pictures.pdf), at: 0)
    for (file, bytes) in files { try TextFile.write(bytes, to: file) }
    return files.map(\.0.path)
  }
}
