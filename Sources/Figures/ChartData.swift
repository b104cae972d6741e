extension ChartPanels {
  /// The data of all charts, one line a point, and for every series of every chart the points' rows.
  func data() -> (text: String, rows: [[ClosedRange<Int>]]) {
    var lines = ["panel,series,style,line,x,mean,deviation"]
    var rows: [[ClosedRange<Int>]] = []
    for (index, chart) in charts.enumerated() {
      var ofChart: [ClosedRange<Int>] = []
      for series in chart.series {
        let first = lines.count - 1
        let head = [chart.title ?? String(index + 1), series.name, series.style.rawValue]
        let label = head.map(\.csvField).joined(separator: ",") + (series.dashed ? ",dashed" : ",solid")
        for point in series.x.indices {
          let deviation = series.band.map { String($0[point]) } ?? ""
          lines.append("\(label),\(series.x[point]),\(series.mean[point]),\(deviation)")
        }
        ofChart.append(first...(lines.count - 2))
      }
      rows.append(ofChart)
    }
    return (lines.joined(separator: "\n") + "\n", rows)
  }
}
