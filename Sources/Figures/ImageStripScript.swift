extension ImageStrip: Drawable {
  /// All images are one matrix of grey levels, 0 to 255, with gaps of NaN between them: gnuplot draws one
  /// picture, and the data look like the figure.
  func drawing() throws(FigureError) -> Drawing {
    try check()
    let layout = StripLayout(self)
    let (gridWidth, gridHeight) = (layout.pixelWidth, layout.pixelHeight)
    var commands = [
      "set palette model RGB functions gray, gray, gray; set cbrange [0:255]; unset colorbox",
      "unset key; unset tics; unset border; unset label",
      "set lmargin at screen \((layout.left / layout.width).plain)",
      "set rmargin at screen \((1 - StripLayout.edge / layout.width).plain)",
      "set tmargin at screen \((1 - layout.above / layout.height).plain)",
      "set bmargin at screen \((layout.below / layout.height).plain)",
      "set xrange [-0.5:\(gridWidth - 1).5]; set yrange [\(gridHeight - 1).5:-0.5]",
    ]
    commands += labelCommands(layout)
    commands.append("plot data matrix with image")
    return Drawing(
      width: layout.width, height: layout.height, description: description, values: mosaic(layout), commands: commands,
      hasPixels: true)
  }

  private var description: String {
    let parts = [("Labels", labels), ("Rows", rowLabels)].filter { !$0.1.isEmpty }
    return (["\(images.count) grey images in \(rows) rows"] + parts.map { "\($0): \($1.joined(separator: ", "))" })
      .joined(separator: ". ") + "."
  }

  private func labelCommands(_ layout: StripLayout) -> [String] {
    // Long labels shrink rather than run into each other.
    let longest = Double(labels.map(\.count).max() ?? 0)
    let size = min(7.5, max(5, Double(layout.columnPitch) * layout.pixelSize / (0.02 * max(longest, 1))))
    let font = "font 'DejaVu Sans,\(((2 * size).rounded(.down) / 2).plain)'"
    let half = Double(side - 1) / 2
    var commands: [String] = []
    for (index, label) in labels.enumerated() {
      let (row, column) = index.quotientAndRemainder(dividingBy: columns)
      let x = Double(column * layout.columnPitch) + half
      // Heads stand over the first row, labels of single images under each.
      let y = layout.hasHeads ? -0.5 : Double(row * layout.rowPitch + side) - 0.5
      let offset = (layout.hasHeads ? -0.5 : 0.5) * StripLayout.labelHeight / layout.pixelSize
      commands.append("set label \(label.quoted) at first \(x.plain),\((y + offset).plain) center \(font)")
    }
    for (row, label) in rowLabels.enumerated() {
      let y = Double(row * layout.rowPitch) + half
      let x = -0.5 - 0.12 / layout.pixelSize
      commands.append("set label \(label.quoted) at first \(x.plain),\(y.plain) right font 'DejaVu Sans,7.5'")
    }
    return commands
  }

  private func mosaic(_ layout: StripLayout) -> String {
    let span = valueRange.upperBound - valueRange.lowerBound
    var grid = [[String]](
      repeating: [String](repeating: "NaN", count: layout.pixelWidth), count: layout.pixelHeight)
    let levels = (0...255).map { String($0) }
    for (index, image) in images.enumerated() {
      let (row, column) = index.quotientAndRemainder(dividingBy: columns)
      for pixel in image.indices {
        let (y, x) = pixel.quotientAndRemainder(dividingBy: side)
        let fraction = min(max((image[pixel] - valueRange.lowerBound) / span, 0), 1)
        grid[row * layout.rowPitch + y][column * layout.columnPitch + x] =
          levels[Int((fraction * 255).rounded())]
      }
    }
    return grid.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"
  }
}

/// Where the parts of a strip lie. Lengths are centimetres, pitches are pixels of the images.
struct StripLayout {
  static let edge = 0.1
  static let labelHeight = 0.38

  let width: Double
  let height: Double
  let left, above, below: Double
  /// The edge of one image pixel.
  let pixelSize: Double
  /// From one image to the next.
  let columnPitch, rowPitch: Int
  let pixelWidth, pixelHeight: Int
  /// One label per column of several rows, over the first row.
  let hasHeads: Bool

  init(_ strip: ImageStrip) {
    width = strip.width.rawValue
    let gap = max(1, (strip.side + 7) / 14)
    hasHeads = strip.rows > 1 && strip.labels.count == strip.columns
    let longest = strip.rowLabels.map(\.count).max() ?? 0
    left = Self.edge + (longest > 0 ? 0.2 + 0.135 * Double(longest) : 0)
    columnPitch = strip.side + gap
    pixelWidth = strip.columns * columnPitch - gap
    pixelSize = (width - left - Self.edge) / Double(pixelWidth)
    let isLabelled = !strip.labels.isEmpty && !hasHeads
    let labelPixels = isLabelled ? Int((Self.labelHeight / pixelSize).rounded(.up)) : 0
    rowPitch = strip.side + max(gap, labelPixels)
    pixelHeight = (strip.rows - 1) * rowPitch + strip.side
    above = Self.edge + (hasHeads ? Self.labelHeight : 0)
    below = Self.edge + (isLabelled ? Self.labelHeight : 0)
    height = above + Double(pixelHeight) * pixelSize + below
  }
}
