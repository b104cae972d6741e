/// Why a figure, table or text could not be made: one line that says what is wrong, where, and what to do.
public struct FigureError: Error, Equatable, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }

  static let gnuplotMissing = FigureError(
    "gnuplot is not installed: apt-get install gnuplot-nox (brew install gnuplot on macOS)")
}
