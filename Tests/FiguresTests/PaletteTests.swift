import Foundation
import Testing

@testable import Figures

@Suite("Palette: the look of curves")
struct PaletteTests {
  /// Linear RGB as seen with a kind of colour vision (Machado, Oliveira and Fernandes, 2009, severity 1).
  enum Vision: String, CaseIterable {
    case common, protanopia, deuteranopia

    var matrix: [[Double]] {
      switch self {
      case .common: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
      case .protanopia:
        [
          [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
        ]
      case .deuteranopia:
        [
          [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
        ]
      }
    }
  }

  /// CIE L*a*b* (D65) of a colour as it is seen.
  static func lab(_ style: Palette, _ vision: Vision) -> [Double] {
    let digits = Int(style.hexadecimal.dropFirst(), radix: 16)!
    let linear = [16, 8, 0].map { shift in
      let level = Double((digits >> shift) & 255) / 255
      return level <= 0.04045 ? level / 12.92 : pow((level + 0.055) / 1.055, 2.4)
    }
    let seen = product(vision.matrix, linear).map { min(max($0, 0), 1) }
    let xyz = product(
      [
        [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
      ], seen)
    let f = zip(xyz, [0.95047, 1, 1.08883]).map { value, white in
      value / white > 0.008856 ? cbrt(value / white) : 7.787 * value / white + 16.0 / 116
    }
    return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
  }

  static func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
    matrix.map { row in zip(row, vector).map(*).reduce(0, +) }
  }

  static func distance(_ a: Palette, _ b: Palette, _ vision: Vision) -> Double {
    sqrt(zip(lab(a, vision), lab(b, vision)).map { ($0 - $1) * ($0 - $1) }.reduce(0, +))
  }

  @Test("colours stay apart for every kind of vision", arguments: Vision.allCases)
  func coloursStayApart(vision: Vision) {
    let styles = Palette.allCases
    for (index, a) in styles.enumerated() {
      for b in styles[(index + 1)...] {
        // 2.3 is just noticeable; the three of the report's algorithms, which share every figure, stand much further apart.
        let least = [Palette.orange, .blue, .green].contains(b) ? 45.0 : 15
        #expect(Self.distance(a, b, vision) > least, "\(a) and \(b), \(vision)")
      }
    }
  }

  @Test("every colour stands out from white") func contrast() {
    for style in Palette.allCases {
      let y = pow((Self.lab(style, .common)[0] + 16) / 116, 3)
      #expect(1.05 / (y + 0.05) >= 3, "\(style)")
    }
  }

  @Test("algorithms differ in grey print by lightness, all styles by marker")
  func greyPrint() {
    let lightness = [Palette.blue, .green, .orange].map { Self.lab($0, .common)[0] }
    #expect(lightness[1] - lightness[0] > 8 && lightness[2] - lightness[1] > 8)
    #expect(Set(Palette.allCases.flatMap { [$0.filledMarker, $0.openMarker] }).count == 12)
  }
}
