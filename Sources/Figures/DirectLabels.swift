import Foundation

/// Where the names of curves stand within a plot, so that no legend is needed: beside their own curve, clear of the others.
/// Everything is in fractions of the plot, from the lower left corner.
struct DirectLabels {
  /// A name's box around its middle.
  struct Place: Equatable {
    var x, y: Double
  }

  /// The curves of a chart, as points from left to right.
  private let curves: [[(x: Double, y: Double)]]
  /// The width of a character and the height of a line.
  private let character, line: Double

  init(_ chart: LineChart, x: Axis, y: Axis, width: Double, height: Double) {
    func part(_ value: Double, _ range: ClosedRange<Double>) -> Double {
      (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    }
    curves = chart.series.map { series in
      zip(series.x, series.mean).map { abscissa, ordinate in
        let (least, most) = (log10(x.range.lowerBound), log10(x.range.upperBound))
        return (
          chart.logarithmicX ? part(log10(abscissa), least...most) : part(abscissa, x.range), part(ordinate, y.range)
        )
      }.sorted { $0.x < $1.x }
    }
    // At eight points, in centimetres.
    (character, line) = (0.15 / width, 0.32 / height)
  }

  /// The places of some curves' names, in their order; nil where there is no room. Each is as near to its own curve as it can be
  /// while others, and names before it, are farther away.
  func places(_ named: [(curve: Int, name: String)]) -> [Place?] {
    var taken: [(x: ClosedRange<Double>, y: ClosedRange<Double>)] = []
    return named.map { curve, name in
      let (half, up) = (character * Double(name.count) / 2, line / 2)
      guard half < 0.5, up < 0.5 else { return nil }
      var best: (cost: Double, place: Place)?
      for column in 0...40 {
        for row in 0...40 {
          let place = Place(
            x: half + (1 - 2 * half) * Double(column) / 40, y: up + (1 - 2 * up) * Double(row) / 40)
          let box = (x: place.x - half...place.x + half, y: place.y - up...place.y + up)
          let isTaken = taken.contains { $0.x.overlaps(box.x) && $0.y.overlaps(box.y) }
          let gaps = curves.map { Self.gap(box, $0) }
          let others = gaps.indices.filter { $0 != curve }.map { gaps[$0] }.min() ?? 1
          guard !isTaken, gaps[curve] > 0.01, others > max(0.03, gaps[curve]) else { continue }
          let cost = gaps[curve] - 0.5 * min(others, 0.3)
          if best.map({ cost < $0.cost - 1e-12 }) ?? true { best = (cost, place) }
        }
      }
      guard let place = best?.place else { return nil }
      taken.append((place.x - half...place.x + half, place.y - up...place.y + up))
      return place
    }
  }

  /// How far a curve passes above or below a box; 0 where it crosses it. A curve that ends beside the box is as far as its
  /// nearest point.
  private static func gap(
    _ box: (x: ClosedRange<Double>, y: ClosedRange<Double>), _ curve: [(x: Double, y: Double)]
  ) -> Double {
    var least = Double.infinity
    func see(_ x: Double, _ y: Double) {
      let aside = max(box.x.lowerBound - x, x - box.x.upperBound, 0)
      let above = max(box.y.lowerBound - y, y - box.y.upperBound, 0)
      least = min(least, (aside * aside + above * above).squareRoot())
    }
    for (one, next) in zip(curve, curve.dropFirst()) {
      for step in 0...8 {
        let part = Double(step) / 8
        see(one.x + part * (next.x - one.x), one.y + part * (next.y - one.y))
      }
    }
    for point in curve { see(point.x, point.y) }
    return least
  }
}

extension LineChart {
  /// Writes the names of its labelled series into the plot, in their colours.
  ///
  /// - Parameters:
  ///   - width: of the plot in centimetres.
  ///   - height: likewise.
  func labelCommands(x: Axis, y: Axis, width: Double, height: Double) -> [String] {
    let named = series.indices.filter { series[$0].labelled }.map { (curve: $0, name: series[$0].name) }
    guard !named.isEmpty else { return ["unset label"] }
    let places = DirectLabels(self, x: x, y: y, width: width, height: height).places(named)
    return ["unset label"]
      + zip(named, places).compactMap { one, place in
        place.map {
          "set label \(one.name.quoted) at graph \($0.x.plain), graph \($0.y.plain) center front"
            + " textcolor rgb '\(series[one.curve].style.hexadecimal)'"
        }
      }
  }
}
