/// A square sheet on which a round pen leaves ink between 0 (none) and 1 (full).
struct Canvas {
  let side: Int
  /// Ink, [side, side] in row-major order. The centre of pixel (row, column) is at y = row, x = column.
  private(set) var ink: [Double]

  init(side: Int) {
    self.side = side
    ink = [Double](repeating: 0, count: side * side)
  }

  /// Draws a line through the points. Ink is full up to half a pixel inside the pen's edge and fades to none
  /// half a pixel outside, so the edge looks smooth.
  mutating func draw(_ line: [Point], radius: Double) {
    for (from, to) in zip(line, line.dropFirst()) {
      let reach = radius + 0.5
      let direction = to - from
      let squaredLength = max(direction.x * direction.x + direction.y * direction.y, 1e-12)
      for row in pixels(from: min(from.y, to.y) - reach, to: max(from.y, to.y) + reach) {
        for column in pixels(from: min(from.x, to.x) - reach, to: max(from.x, to.x) + reach) {
          let offset = Point(Double(column), Double(row)) - from
          let along = (offset.x * direction.x + offset.y * direction.y) / squaredLength
          let gap = offset - min(max(along, 0), 1) * direction
          let distance = (gap.x * gap.x + gap.y * gap.y).squareRoot()
          let index = row * side + column
          ink[index] = max(ink[index], min(1, reach - distance))
        }
      }
    }
  }

  /// The pixels whose centres lie between two coordinates, cut at the edges of the sheet.
  private func pixels(from lower: Double, to upper: Double) -> Range<Int> {
    let first = max(0, Int(lower.rounded(.up)))
    return first..<max(first, min(side, Int(upper.rounded(.down)) + 1))
  }
}
