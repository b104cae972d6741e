/// The look of a curve: one colour and one marker per algorithm, the same in every figure.
///
/// The colours are those of Okabe and Ito ("Color universal design", 2008), which stay apart for readers with
/// protanopia and deuteranopia. Markers repeat the distinction in grey print.
///
/// `Palette(rawValue:)` finds the look of an algorithm by its name in the checkpoints.
public enum Palette: String, CaseIterable, Sendable {
  /// The first ten steps of a curriculum.
  case tenGTN = "10_gtn"
  /// The whole curriculum.
  case gtn
  /// Ordinary training on images.
  case vanilla
  /// For curves that belong to no algorithm.
  case black
  case purple
  case skyBlue

  /// Red, green and blue as six hexadecimal digits after a number sign.
  public var hexadecimal: String {
    switch self {
    case .tenGTN: "#E69F00"
    case .gtn: "#0072B2"
    case .vanilla: "#009E73"
    case .black: "#000000"
    case .purple: "#CC79A7"
    case .skyBlue: "#56B4E9"
    }
  }

  /// gnuplot's number of the filled marker of computed curves.
  var filledMarker: Int {
    switch self {
    case .tenGTN: 5
    case .gtn: 7
    case .vanilla: 9
    case .black: 13
    case .purple: 11
    case .skyBlue: 15
    }
  }

  /// gnuplot's number of the same marker as an outline, for reported curves.
  var openMarker: Int { filledMarker - 1 }
}
