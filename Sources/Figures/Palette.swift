/// The look of a curve: a colour with a marker of its own.
///
/// The hues are those of Okabe and Ito ("Color universal design", 2008), which stay apart for readers with protanopia and
/// deuteranopia; darker, so that every one has a contrast of 3 with white (WCAG 2.1, 1.4.11). Markers repeat the distinction
/// in grey print.
public enum Palette: String, CaseIterable, Sendable {
  case orange, blue, green, black
  case purple, skyBlue

  /// Red, green and blue as six hexadecimal digits after a number sign.
  public var hexadecimal: String {
    switch self {
    case .orange: "#C98500"
    case .blue: "#005A9C"
    case .green: "#008060"
    case .black: "#000000"
    case .purple: "#CC79A7"
    case .skyBlue: "#3F98DA"
    }
  }

  /// gnuplot's number of the filled marker of computed curves.
  var filledMarker: Int {
    switch self {
    case .orange: 5
    case .blue: 7
    case .green: 9
    case .black: 13
    case .purple: 11
    case .skyBlue: 15
    }
  }

  /// gnuplot's number of the same marker as an outline, for reported curves.
  var openMarker: Int { filledMarker - 1 }
}
