/// A position in the plane, y downwards.
struct Point {
  var x: Double
  var y: Double

  init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  static func + (left: Point, right: Point) -> Point { Point(left.x + right.x, left.y + right.y) }
  static func - (left: Point, right: Point) -> Point { Point(left.x - right.x, left.y - right.y) }
  static func * (factor: Double, point: Point) -> Point { Point(factor * point.x, factor * point.y) }
}

/// One movement of the pen through some points, straight from point to point or in one smooth curve.
struct Stroke {
  let points: [Point]
  let isSmooth: Bool

  static func straight(_ points: (Double, Double)...) -> Stroke {
    Stroke(points: points.map { Point($0.0, $0.1) }, isSmooth: false)
  }

  static func smooth(_ points: (Double, Double)...) -> Stroke {
    Stroke(points: points.map { Point($0.0, $0.1) }, isSmooth: true)
  }

  /// The same movement through other points.
  func moved(_ place: (Point) -> Point) -> Stroke { Stroke(points: points.map(place), isSmooth: isSmooth) }

  /// The corners of the line that is drawn. A smooth stroke is a Catmull-Rom spline: the cubic between two
  /// points takes its slope at each from that point's neighbours.
  var polyline: [Point] {
    guard isSmooth else { return points }
    let pieces = 5
    var line = [points[0]]
    for index in 0..<points.count - 1 {
      let (from, to) = (points[index], points[index + 1])
      let before = index > 0 ? points[index - 1] : from
      let after = index + 2 < points.count ? points[index + 2] : to
      for piece in 1...pieces {
        let t = Double(piece) / Double(pieces)
        let linear = t * (to - before)
        let quadratic = (t * t) * (2 * before - 5 * from + 4 * to - after)
        let cubic = (t * t * t) * (3 * from - 3 * to + after - before)
        line.append(from + 0.5 * (linear + quadratic + cubic))
      }
    }
    return line
  }
}
