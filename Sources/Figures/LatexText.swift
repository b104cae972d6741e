extension String {
  /// The text as LaTeX prints it verbatim: special characters escaped, the few symbols of the report in maths
  /// mode.
  var latex: String {
    map { character in
      switch character {
      case "\\": "\\textbackslash{}"
      case "{", "}", "$", "&", "#", "_", "%": "\\\(character)"
      case "~": "\\textasciitilde{}"
      case "^": "\\textasciicircum{}"
      case "β": "$\\beta$"
      case "±": "$\\pm$"
      case "×": "$\\times$"
      case "−": "$-$"
      case "≤": "$\\le$"
      case "≥": "$\\ge$"
      case "\u{A0}": "~"
      case "\u{202F}": "\\,"
      default: character.isNewline ? " " : String(character)
      }
    }.joined()
  }
}
