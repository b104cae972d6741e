import Foundation

/// What can be drawn.
protocol Drawable: Sendable {
  /// - Throws: ``FigureError`` naming the part that cannot be drawn.
  func drawing() throws(FigureError) -> Drawing
}

/// A figure ready to be drawn: everything but the files' name.
struct Drawing {
  /// Size in centimetres.
  var width, height: Double
  /// What is shown, in words, for who cannot see it.
  var description: String
  /// The data that the commands read, under the variable `data`, and that is written beside the script.
  var values: String
  /// gnuplot commands that draw the figure once on the terminal that is set.
  var commands: [String]
  /// Whether pixels are drawn, which an SVG reader would smooth unless told otherwise.
  var hasPixels = false

  /// The complete script. It lies in `source/`, reads `name.csv` beside it and draws `../name.pdf`, `.svg`,
  /// `.png`.
  func script(name: String) -> String {
    let (pixelWidth, pixelHeight) = (
      Int((width / 2.54 * 300).rounded()), Int((height / 2.54 * 300).rounded())
    )
    let (svgWidth, svgHeight) = (Int((width / 2.54 * 96).rounded()), Int((height / 2.54 * 96).rounded()))
    let font = "noenhanced font 'DejaVu Sans,8'"
    // The SVG terminal has no word for it: a filter asks readers to keep the pixels' edges.
    let svgOutput =
      hasPixels
      ? "\"| sed 's/<image /<image image-rendering=\\\"pixelated\\\" /' > ../\(name).svg\""
      : "'../\(name).svg'"
    return """
      # Draws \(name).pdf, \(name).svg and \(name).png in the folder above from \(name).csv beside this script.
      # By hand, in this folder: gnuplot \(name).gnuplot
      set encoding utf8
      set datafile separator ','
      data = '\(name).csv'
      do for [format in 'pdf svg png'] {
      if (format eq 'pdf') {
        set terminal pdfcairo size \(width.plain)cm,\(height.plain)cm \(font) fontscale 0.75 linewidth 2
        set output '../\(name).pdf'
        marker = 1.0
      }
      if (format eq 'svg') {
        set terminal svg size \(svgWidth),\(svgHeight) \(font) fontscale 1.333 linewidth 1.333 \\
          dashlength 0.67 background 'white'
        set output \(svgOutput)
        marker = 1.5
      }
      if (format eq 'png') {
        set terminal pngcairo size \(pixelWidth),\(pixelHeight) \(font) fontscale 3.125 linewidth 4.167
        set output '../\(name).png'
        marker = 4.167
      }
      \(commands.joined(separator: "\n"))
      unset output
      }

      """
  }
}

extension String {
  /// The text as a single-quoted gnuplot string, in which only the quote itself is special.
  var quoted: String {
    let line = split(whereSeparator: \.isNewline).joined(separator: " ")
    return "'" + line.replacing("'", with: "''") + "'"
  }

  /// The text as one field of a CSV line (RFC 4180).
  var csvField: String {
    guard contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return self }
    return "\"" + replacing("\"", with: "\"\"") + "\""
  }

  /// The text broken between words into lines of at most `limit` characters; a longer word keeps its own
  /// line, and numbers stay with what they count: "10000 images", "2 of 5 trials", "1 sd (n − 1)".
  func wrapped(at limit: Int) -> [String] {
    var lines: [String] = []
    for word in split(whereSeparator: \.isWhitespace).reduce(
      into: [String](),
      { units, word in
        let isOpen = units.last?.wholeMatch(of: /(.* )?([0-9]+|of|±|−|sd|\(n)/) != nil
        if isOpen { units[units.count - 1] += " \(word)" } else { units.append(String(word)) }
      })
    {
      if let last = lines.last, last.count + 1 + word.count <= limit {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(word)
      }
    }
    return lines
  }
}

extension Double {
  /// The number to six decimals without trailing zeros, for positions and sizes in a script.
  var plain: String {
    let rounded = (self * 1e6).rounded() / 1e6
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int(rounded)) : String(rounded)
  }
}
