/// One curve: a mean at every abscissa and, optionally, a band around it.
public struct Series: Sendable {
  /// The legend's text, shown verbatim. Series that share a name share one legend entry.
  public var name: String
  /// Colour and marker.
  public var style: Palette
  /// Abscissae, [points].
  public var x: [Double]
  /// Ordinates, [points].
  public var mean: [Double]
  /// Half the height of the band, one standard deviation, [points], in the unit of `mean`.
  public var band: [Double]?
  /// A reported curve: dashed, with open markers, drawn over the computed ones.
  public var dashed: Bool
  /// Whether a line joins the points; markers alone show a cloud of points.
  public var joined: Bool
  /// Whether markers stand on the points: not on a curve of so many that they would hide it, or on one that
  /// is no measurement.
  public var marked: Bool
  public var showsInLegend: Bool
  /// Whether its name stands beside it in the plot, where there is room.
  public var labelled: Bool
  /// A fine line without markers, behind the others: one of those that another curve is the mean of.
  public var thin: Bool

  /// Nothing is checked here: ``FigureFile/draw(to:name:)`` refuses arrays of different lengths, numbers that
  /// are not finite, and bands below zero.
  public init(
    name: String, style: Palette, x: [Double], mean: [Double], band: [Double]? = nil,
    dashed: Bool = false, joined: Bool = true, marked: Bool = true, showsInLegend: Bool = true,
    labelled: Bool = false, thin: Bool = false
  ) {
    self.name = name
    self.style = style
    self.x = x
    self.mean = mean
    self.band = band
    self.dashed = dashed
    self.joined = joined
    self.marked = marked
    self.showsInLegend = showsInLegend
    self.labelled = labelled
    self.thin = thin
  }
}

/// Curves over one pair of axes, with the legend below the plot.
public struct LineChart: Sendable {
  /// Stands above the plot, and names the chart in error lines and in the data beside the figure.
  public var title: String?
  /// Axis labels with their units, shown verbatim.
  public var xLabel, yLabel: String
  /// Whether the x axis is logarithmic; all abscissae are above zero then.
  public var logarithmicX: Bool
  /// The axes' ranges. Without one, the range of the data with a small margin.
  public var xRange, yRange: ClosedRange<Double>?
  /// What stands at the abscissae 0, 1 and so on in place of numbers.
  public var xNames: [String]?
  /// In the order of the legend; dashed curves are drawn over the others.
  public var series: [Series]
  /// A short remark in small print below the legend.
  public var note: String?
  /// The width of the whole figure, with axis labels.
  public var width: FigureWidth

  /// Nothing is checked here: ``FigureFile/draw(to:name:)`` refuses a chart without series, an empty range,
  /// and a logarithmic axis that does not stay above zero.
  public init(
    title: String? = nil, xLabel: String, yLabel: String, logarithmicX: Bool = false,
    xRange: ClosedRange<Double>? = nil, yRange: ClosedRange<Double>? = nil,
    xNames: [String]? = nil, series: [Series],
    note: String? = nil, width: FigureWidth = .column
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.logarithmicX = logarithmicX
    self.xRange = xRange
    self.yRange = yRange
    self.xNames = xNames
    self.series = series
    self.note = note
    self.width = width
  }
}

/// Charts side by side, filled row by row, with one legend for all of them: a chart per protocol or per
/// teacher.
///
/// The charts' own notes and widths are not used; those given here are.
public struct ChartPanels: Sendable {
  public var charts: [LineChart]
  /// Charts in a row.
  public var columns: Int
  /// A short remark in small print below the legend.
  public var note: String?
  /// The width of the whole figure, all columns together.
  public var width: FigureWidth

  public init(charts: [LineChart], columns: Int, note: String? = nil, width: FigureWidth = .text) {
    self.charts = charts
    self.columns = columns
    self.note = note
    self.width = width
  }
}
