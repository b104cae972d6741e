/// Generated numbers and words for the report: one LaTeX command each.
public struct LatexVariables: Sendable {
  private var texts: [String: String] = [:]

  public init() {}

  /// Defines the command `\name` to print a text verbatim; special characters are escaped.
  ///
  /// - Throws: ``FigureError`` if the name has other characters than ASCII letters or is defined already.
  public mutating func define(_ name: String, as text: String) throws(FigureError) {
    guard name.wholeMatch(of: /[A-Za-z]+/) != nil else {
      throw FigureError("\"\(name)\" cannot name a LaTeX variable: use the letters a to z and A to Z only")
    }
    guard texts[name] == nil else {
      throw FigureError("the LaTeX variable \"\(name)\" is defined twice: rename one")
    }
    texts[name] = text
  }

  /// All definitions in the order of their names, one a line.
  public func text() -> String {
    texts.sorted { $0.key < $1.key }.map { "\\newcommand{\\\($0.key)}{\($0.value.latex)}\n" }.joined()
  }
}
