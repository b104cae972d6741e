/// Where the parts of a figure of charts lie. Lengths are centimetres, frames are fractions of the figure.
struct ChartLayout {
  struct Frame {
    var left, right, bottom, top: Double
  }

  let width, height: Double
  let legend: Legend
  /// The size of every plot area.
  let plotWidth, plotHeight: Double

  private let columns, rows: Int
  /// The room at the left of the plot area of each column.
  private let besides: [Double]
  private let isEveryColumnLabelled: Bool
  private let rowHeight, footHeight: Double
  private let noteLines: [String]

  private static let right = 0.3
  private static let below = 1.0
  private static let legendLine = 0.4
  private static let noteLine = 0.33

  init(_ panels: ChartPanels) {
    columns = min(panels.columns, panels.charts.count)
    rows = (panels.charts.count + columns - 1) / columns
    width = panels.width.rawValue
    legend = Legend(charts: panels.charts, width: width - 0.5)
    // An average character of seven points is 0.14 cm wide.
    noteLines = panels.note?.wrapped(at: Int((width - 0.4) / 0.14)) ?? []

    let everyColumn = Set(panels.charts.map(\.yLabel)).count > 1
    let longest = panels.charts.flatMap(\.yAxis.labels).map(\.count).max() ?? 0
    besides = (0..<columns).map { 0.17 * Double(longest) + (everyColumn || $0 == 0 ? 0.8 : 0.25) }
    isEveryColumnLabelled = everyColumn
    plotWidth = (width - besides.reduce(0, +) - Double(columns) * Self.right) / Double(columns)
    // Equal ranges are the same quantity on both axes: its unit has one length then.
    let isSquare = panels.charts.allSatisfy { $0.xRange != nil && $0.xRange == $0.yRange }
    plotHeight = isSquare ? plotWidth : min(max(0.62 * plotWidth, 2.6), 6)
    let above = panels.charts.contains { $0.title != nil } ? 0.6 : 0.25
    rowHeight = above + plotHeight + Self.below
    footHeight = Double(legend.rows) * Self.legendLine + Double(noteLines.count) * Self.noteLine + 0.15
    height = Double(rows) * rowHeight + footHeight
  }

  /// The plot area of a chart, without its labels.
  func frame(of index: Int) -> Frame {
    let (row, column) = index.quotientAndRemainder(dividingBy: columns)
    let left = besides[...column].reduce(0, +) + Double(column) * (plotWidth + Self.right)
    let bottom = footHeight + Double(rows - 1 - row) * rowHeight + Self.below
    return Frame(
      left: left / width, right: (left + plotWidth) / width, bottom: bottom / height,
      top: (bottom + plotHeight) / height)
  }

  /// A label that all charts share is written once a row, at its left.
  func showsYLabel(of index: Int) -> Bool { isEveryColumnLabelled || index % columns == 0 }

  /// The legend and the note, below the plots.
  func footCommands() -> [String] {
    let top = footHeight / height
    var commands = [
      "set key at screen 0.5,\(top.plain) center top vertical maxrows \(max(1, legend.rows))"
        + " Left reverse samplen 2.2 width 0.5 spacing 1.1"
    ]
    for (line, text) in noteLines.enumerated() {
      let y = 0.2 + Double(noteLines.count - 1 - line) * Self.noteLine
      commands.append(
        "set label \(text.quoted) at screen 0.5,\((y / height).plain) center font 'DejaVu Sans,7.5'"
          + " textcolor rgb '#444444'")
    }
    return commands
  }
}
