extension ChartPanels {
  /// - Throws: ``FigureError`` naming the first chart or series that cannot be drawn.
  func check() throws(FigureError) {
    guard columns >= 1, !charts.isEmpty else {
      throw FigureError("no chart to draw: give at least one chart and one column")
    }
    for chart in charts { try chart.check() }
  }
}

extension LineChart {
  func check() throws(FigureError) {
    let place = title.map { " of chart \"\($0)\"" } ?? ""
    guard !series.isEmpty else { throw FigureError("no series to draw\(place): give at least one") }
    for one in series {
      if let fault = one.fault(logarithmicX: logarithmicX) {
        throw FigureError("series \"\(one.name)\"\(place): \(fault)")
      }
    }
    for (axis, range) in [("x", xRange), ("y", yRange)] {
      guard let range else { continue }
      guard range.lowerBound.isFinite, range.upperBound.isFinite, range.lowerBound < range.upperBound else {
        throw FigureError("the \(axis) range\(place) is \(range): give two different finite numbers")
      }
    }
    if logarithmicX, let xRange, xRange.lowerBound <= 0 {
      throw FigureError(
        "the x range\(place) starts at \(xRange.lowerBound): a logarithmic axis needs more than 0")
    }
  }
}

extension Series {
  /// What is wrong with the series and what to do about it, or nil.
  fileprivate func fault(logarithmicX: Bool) -> String? {
    if x.isEmpty { return "it has no points: leave it out" }
    if mean.count != x.count { return "\(mean.count) means for \(x.count) abscissae: give one for each" }
    if let band, band.count != x.count {
      return "\(band.count) deviations for \(x.count) abscissae: give one for each"
    }
    for (what, values) in [("x", x), ("mean", mean), ("band", band ?? [])] {
      if let index = values.firstIndex(where: { !$0.isFinite }) {
        return "\(what)[\(index)] is \(values[index]): leave out points that are not finite"
      }
    }
    if let index = band?.firstIndex(where: { $0 < 0 }) {
      return "band[\(index)] is negative: a standard deviation is at least 0"
    }
    if logarithmicX, let index = x.firstIndex(where: { $0 <= 0 }) {
      return "x[\(index)] is \(x[index]): leave it out on a logarithmic axis"
    }
    return nil
  }
}
