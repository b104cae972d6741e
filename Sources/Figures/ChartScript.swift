extension LineChart {
  var panels: ChartPanels { ChartPanels(charts: [self], columns: 1, note: note, width: width) }
}

extension ChartPanels: Drawable {
  func drawing() throws(FigureError) -> Drawing {
    try check()
    let layout = ChartLayout(self)
    let (text, rows) = data()
    var commands = ["set multiplot", "unset key"]
    for (index, chart) in charts.enumerated() {
      let frame = layout.frame(of: index)
      commands += [
        "set lmargin at screen \(frame.left.plain); set rmargin at screen \(frame.right.plain)",
        "set bmargin at screen \(frame.bottom.plain); set tmargin at screen \(frame.top.plain)",
      ]
      commands += chart.axisCommands(layout, showsYLabel: layout.showsYLabel(of: index))
      var curves = chart.curveCommands(rows: rows[index])
      if index == charts.count - 1 {
        commands += layout.footCommands()
        curves += layout.legend.entries.map(\.command)
      }
      commands.append("plot " + curves.joined(separator: ", \\\n  "))
    }
    commands.append("unset multiplot")
    return Drawing(
      width: layout.width, height: layout.height, description: description, values: text, commands: commands)
  }

  private var description: String {
    func each(_ texts: [String]) -> String {
      texts.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(separator: "; ")
    }
    let parts = [
      ("", each(charts.map { "\($0.yLabel) against \($0.xLabel)" })), ("Panels: ", each(charts.compactMap(\.title))),
      ("Curves: ", each(charts.flatMap { $0.series.map(\.name) })), ("", note ?? ""),
    ]
    return parts.filter { !$0.1.isEmpty }.map { "\($0)\($1)." }.joined(separator: " ")
  }
}

extension LineChart {
  var yAxis: Axis {
    let ordinates = series.flatMap { one in
      one.mean.indices.flatMap { point in
        [one.mean[point] - (one.band?[point] ?? 0), one.mean[point] + (one.band?[point] ?? 0)]
      }
    }
    return Axis(linear: ordinates, fixed: yRange) { $0.count <= 7 }
  }

  fileprivate func axisCommands(_ layout: ChartLayout, showsYLabel: Bool) -> [String] {
    let abscissae = series.flatMap(\.x)
    // A character of eight points is 0.17 cm wide; labels side by side need a gap.
    let hasRoom = { (labels: [String]) in
      labels.map { 0.17 * Double($0.count) + 0.2 }.reduce(0, +) <= layout.plotWidth
    }
    let x =
      logarithmicX
      ? Axis(logarithmic: abscissae, fixed: xRange, fits: hasRoom)
      : Axis(linear: abscissae, fixed: xRange, fits: hasRoom)
    let y = yAxis
    let names = xNames?.enumerated().map { "\($1.quoted) \($0)" }.joined(separator: ", ")
    return [
      "set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4",
      logarithmicX ? "set logscale x" : "unset logscale x",
      "set xrange [\(x.range.lowerBound):\(x.range.upperBound)]",
      "set yrange [\(y.range.lowerBound):\(y.range.upperBound)]",
      "set xtics out nomirror scale 0.6 offset 0,0.3 (\(names ?? x.commands))",
      "set ytics out nomirror scale 0.6 offset 0.4,0 (\(y.commands))",
      title.map { "set title \($0.quoted) offset 0,-0.6" } ?? "unset title",
      "set xlabel \(xLabel.quoted) offset 0,0.7",
      showsYLabel ? "set ylabel \(yLabel.quoted) offset 0.7,0" : "unset ylabel",
    ] + labelCommands(x: x, y: y, width: layout.plotWidth, height: layout.plotHeight)
  }

  /// Bands at the back, fine curves and computed ones over them, reported curves in front.
  fileprivate func curveCommands(rows: [ClosedRange<Int>]) -> [String] {
    let curves = zip(series, rows).map { one, rows in
      (series: one, source: "data skip 1 every ::\(rows.lowerBound)::\(rows.upperBound)")
    }
    let bands = curves.filter { $0.series.band != nil }.map { one, source in
      "\(source) using 5:($6-$7):($6+$7) with filledcurves"
        + " fillcolor rgb '\(one.style.hexadecimal)' fillstyle transparent solid 0.2 noborder notitle"
    }
    let thin = curves.filter(\.series.thin).map { one, source in
      "\(source) using 5:6 with lines linecolor rgb '\(one.style.hexadecimal)' dashtype solid linewidth 0.4 notitle"
    }
    let full = curves.filter { !$0.series.thin }
    let lines = (full.filter { !$0.series.dashed } + full.filter(\.series.dashed)).map { one, source in
      // Markers on every point of a long curve would hide it.
      let interval =
        one.x.count > 30 && one.joined && one.marked ? " pointinterval \((one.x.count + 14) / 15)" : ""
      let look = look(of: one.style, dashed: one.dashed, joined: one.joined, marked: one.marked)
      return "\(source) using 5:6 \(look)\(interval) notitle"
    }
    return bands + thin + lines
  }
}

extension Legend.Entry {
  var command: String {
    "keyentry \(look(of: style, dashed: dashed, joined: joined, marked: marked)) title \(name.quoted)"
  }
}

/// How gnuplot draws a curve. Open markers are larger, so that they show around filled ones where a reported
/// and a computed curve agree.
private func look(of style: Palette?, dashed: Bool, joined: Bool, marked: Bool) -> String {
  let line = dashed ? "dashtype (8,6) linewidth 0.9" : "dashtype solid linewidth 1.2"
  guard let style, marked else {
    return "with lines linecolor rgb '\(style?.hexadecimal ?? "#444444")' \(line)"
  }
  let marker =
    dashed
    ? "pointtype \(style.openMarker) pointsize 0.75*marker"
    : "pointtype \(style.filledMarker) pointsize 0.35*marker"
  guard joined else { return "with points linecolor rgb '\(style.hexadecimal)' \(marker)" }
  return "with linespoints linecolor rgb '\(style.hexadecimal)' \(line) \(marker)"
}
