import Foundation

/// Signed numbers as coloured fields with their digits in them: white at zero, one colour below it and another above.
///
/// The columns stand in groups, which all have the same columns.
public struct HeatMap: Sendable {
  public var rowLabels: [String]
  /// Stands over each group, and under it the label of each of its columns.
  public var groupLabels, columnLabels: [String]
  /// [rows][groups][columns]; nil has a dash.
  public var values: [[[Double?]]]
  /// Where the colours are full.
  public var limit: Double
  public var below, above: Palette
  /// A short remark in small print under the fields.
  public var note: String?

  /// Nothing is checked here: ``FigureFile/draw(to:name:)`` refuses a shape that does not fit the labels, numbers that are not
  /// finite, and a limit that is not above zero.
  public init(
    rowLabels: [String], groupLabels: [String], columnLabels: [String], values: [[[Double?]]], limit: Double,
    below: Palette, above: Palette, note: String? = nil
  ) {
    (self.rowLabels, self.groupLabels, self.columnLabels) = (rowLabels, groupLabels, columnLabels)
    (self.values, self.limit, self.below, self.above, self.note) = (values, limit, below, above, note)
  }

  /// - Throws: ``FigureError`` naming what cannot be drawn.
  func check() throws(FigureError) {
    guard !values.isEmpty, !groupLabels.isEmpty, !columnLabels.isEmpty else {
      throw FigureError("no field to draw: give at least one row and one column")
    }
    guard limit > 0, limit.isFinite else { throw FigureError("the limit is \(limit): give one above 0") }
    guard values.count == rowLabels.count else {
      throw FigureError("\(rowLabels.count) row labels for \(values.count) rows: give one a row")
    }
    for (row, groups) in zip(rowLabels, values) {
      guard groups.count == groupLabels.count, groups.allSatisfy({ $0.count == columnLabels.count }) else {
        throw FigureError("row \"\(row)\" does not have \(groupLabels.count) groups of \(columnLabels.count) columns")
      }
      if let value = groups.joined().compactMap({ $0 }).first(where: { !$0.isFinite }) {
        throw FigureError("row \"\(row)\" has \(value): draw finite values only")
      }
    }
  }
}

extension HeatMap: Drawable {
  /// The fields are the unit: one is one wide and one high, and groups stand a little apart.
  func drawing() throws(FigureError) -> Drawing {
    try check()
    let (width, field, head, line) = (FigureWidth.text.rawValue, 0.62, 0.95, 0.33)
    let left = 0.3 + 0.16 * Double(rowLabels.map(\.count).max() ?? 0)
    let notes = note?.wrapped(at: Int((width - 0.4) / 0.14)) ?? []
    let foot = 0.2 + Double(notes.count) * line
    let height = head + field * Double(rowLabels.count) + foot
    let right = x(groupLabels.count - 1, columnLabels.count - 1) + 0.5
    var commands = [
      "set palette defined (-1 '\(below.hexadecimal)', 0 '#ffffff', 1 '\(above.hexadecimal)')",
      "set cbrange [\((-limit).plain):\(limit.plain)]; unset colorbox",
      "unset key; unset tics; unset border; unset label",
      "set lmargin at screen \((left / width).plain); set rmargin at screen \((1 - 0.1 / width).plain)",
      "set bmargin at screen \((foot / height).plain); set tmargin at screen \((1 - head / height).plain)",
      "set xrange [-0.5:\(right.plain)]; set yrange [\(rowLabels.count - 1).5:-0.5]",
    ]
    func label(_ text: String, _ x: Double, _ y: Double, _ look: String) {
      commands.append("set label \(text.quoted) at first \(x.plain),\(y.plain) \(look)")
    }
    for (row, text) in rowLabels.enumerated() { label(text, -0.6, Double(row), "right") }
    for (group, text) in groupLabels.enumerated() {
      label(text, (x(group, 0) + x(group, columnLabels.count - 1)) / 2, -0.5 - 0.7 / field, "center")
      for (column, text) in columnLabels.enumerated() {
        label(text, x(group, column), -0.5 - 0.25 / field, "center font 'DejaVu Sans,7.5'")
      }
    }
    for (place, text) in notes.enumerated() {
      let y = (0.15 + line * Double(notes.count - 1 - place)) / height
      commands.append(
        "set label \(text.quoted) at screen 0.5,\(y.plain) center font 'DejaVu Sans,7.5' textcolor rgb '#444444'")
    }
    // White digits on the deepest colours alone: up to there black has the better contrast, on green nearly to the end.
    let (deepBelow, deepAbove) = ((-0.5 * limit).plain, (0.95 * limit).plain)
    commands.append(
      """
      plot data skip 1 using 4:5:($4-0.48):($4+0.48):($5-0.46):($5+0.46):6 with boxxyerror \\
          fillcolor palette fillstyle solid noborder, \\
        data skip 1 using 4:5:7:($6 < \(deepBelow) || $6 > \(deepAbove) ? 0xffffff : 0x000000) with labels textcolor rgb variable
      """)
    return Drawing(width: width, height: height, description: description, values: fields, commands: commands)
  }

  /// The middle of a column.
  private func x(_ group: Int, _ column: Int) -> Double {
    Double(group * columnLabels.count + column) + 0.15 * Double(group)
  }

  /// A line a field.
  private var fields: String {
    var lines = ["row,group,column,x,y,value,text"]
    for (row, groups) in values.enumerated() {
      for (group, columns) in groups.enumerated() {
        for (column, value) in columns.enumerated() {
          let place = [rowLabels[row], groupLabels[group], columnLabels[column]].map(\.csvField)
          let text = value.map { String(format: "%+.2f", $0 == 0 ? 0 : $0).replacing("-", with: "−") } ?? "–"
          // A field without a number is as white as zero, and its dash tells it apart.
          lines.append((place + ["\(x(group, column).plain)", "\(row)", "\(value ?? 0)", text]).joined(separator: ","))
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var description: String {
    let parts = [
      ("Rows: ", rowLabels.joined(separator: ", ")), ("Groups: ", groupLabels.joined(separator: ", ")),
      ("Columns: ", columnLabels.joined(separator: ", ")), ("", note ?? ""),
    ]
    return parts.filter { !$0.1.isEmpty }.map { "\($0)\($1)." }.joined(separator: " ")
  }
}
