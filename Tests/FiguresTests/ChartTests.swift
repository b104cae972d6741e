import Testing

@testable import Figures

@Suite("Charts: scripts and data")
struct ChartTests {
  @Test("the data are one line a point, series after series")
  func data() throws {
    #expect(
      try Samples.chart.panels.drawing().values == """
        panel,series,style,line,x,mean,deviation
        1,10_gtn,orange,solid,0.0,0.9,0.01
        1,10_gtn,orange,solid,0.5,0.7,0.02
        1,10_gtn,orange,solid,1.0,0.25,0.03
        1,reported,orange,dashed,0.0,0.91,
        1,reported,orange,dashed,1.0,0.2,

        """)
  }

  @Test("fine lines lie behind the curves, without markers and legend")
  func thinLines() throws {
    var (chart, thin) = (Samples.chart, Samples.curve)
    (thin.thin, thin.showsInLegend, thin.band) = (true, false, nil)
    chart.series.append(thin)
    let commands = try chart.panels.drawing().commands
    let plot = try #require(commands.first { $0.hasPrefix("plot ") }).split(separator: "\n")
    #expect(plot.count == 6)
    #expect(plot[1].contains("every ::5::7 using 5:6 with lines") && plot[1].contains("linewidth 0.4"))
    #expect(plot[2].contains("every ::0::2 using 5:6 with linespoints"))
  }

  @Test("band, computed curve, reported curve, legend: in this order, in one colour")
  func curves() throws {
    let commands = try Samples.chart.panels.drawing().commands
    let plot = try #require(commands.first { $0.hasPrefix("plot ") }).split(separator: "\n")
    #expect(plot.count == 5)
    #expect(plot[0].contains("every ::0::2 using 5:($6-$7):($6+$7) with filledcurves"))
    #expect(plot[1].contains("every ::0::2 using 5:6") && plot[1].contains("dashtype solid"))
    #expect(plot[2].contains("every ::3::4 using 5:6") && plot[2].contains("dashtype (8,6)"))
    #expect(plot[3].contains("keyentry") && plot[3].contains("title '10_gtn'"))
    #expect(plot[4].contains("keyentry") && plot[4].contains("title 'reported'"))
    #expect(plot.allSatisfy { $0.contains("'#C98500'") })
  }

  @Test("text is verbatim: no markup, quotes doubled")
  func text() throws {
    var chart = Samples.chart
    chart.xLabel = "base_larger's β\nin normalised units"
    let script = try chart.panels.drawing().script(name: "noise_1")
    #expect(script.contains("set xlabel 'base_larger''s β in normalised units'"))
    #expect(script.contains("data = 'noise_1.csv'") && script.contains("'../noise_1.pdf'"))
    #expect(
      script.split(separator: "\n").count { $0.contains("set terminal") && $0.contains(" noenhanced ") } == 3)
  }

  @Test("series of one name share a legend entry, neutral if their colours differ")
  func legend() {
    var other = Samples.reported
    other.style = .blue
    var hidden = Samples.curve
    hidden.name = "hidden"
    hidden.showsInLegend = false
    var chart = Samples.chart
    chart.series += [other, hidden]
    let legend = Legend(charts: [chart, chart], width: 8)
    #expect(legend.entries.map(\.name) == ["10_gtn", "reported"])
    #expect(legend.entries.map(\.style) == [.orange, nil])
    #expect(legend.rows == 1)
    #expect(Legend(charts: [chart], width: 3).rows == 2)
  }

  @Test("panels share one legend, and the y label where it is the same")
  func panels() throws {
    let same = try ChartPanels(charts: [Samples.chart, Samples.chart], columns: 2).drawing()
    #expect(same.commands.count { $0.hasPrefix("plot ") } == 2)
    #expect(same.commands.count { $0.contains("keyentry") } == 1)
    #expect(same.commands.count { $0.hasPrefix("set ylabel") } == 1)
    #expect(same.width == 17)
    var other = Samples.chart
    other.yLabel = "loss"
    let different = try ChartPanels(charts: [Samples.chart, other], columns: 2).drawing()
    #expect(different.commands.count { $0.hasPrefix("set ylabel") } == 2)
  }

  @Test("frames lie inside the figure and do not overlap")
  func frames() {
    let panels = ChartPanels(charts: Array(repeating: Samples.chart, count: 5), columns: 2)
    let layout = ChartLayout(panels)
    let frames = (0..<5).map(layout.frame)
    #expect(frames.allSatisfy { $0.left > 0 && $0.right < 1 && $0.bottom > 0 && $0.top < 1 })
    #expect(frames[0].right < frames[1].left && frames[2].top < frames[0].bottom)
    #expect(frames[0].left == frames[4].left)
  }

  @Test("long curves carry few markers")
  func longCurve() throws {
    var chart = Samples.chart
    let x = (0..<2000).map(Double.init)
    chart.series = [Series(name: "history", style: .black, x: x, mean: x)]
    let plot = try #require(try chart.panels.drawing().commands.first { $0.hasPrefix("plot ") })
    #expect(plot.contains("pointinterval 134"))
  }

  @Test("names stand in place of numbers")
  func names() throws {
    let series = Series(name: "a", style: .blue, x: [0, 1], mean: [0.2, 0.4])
    let chart = LineChart(xLabel: "mode", yLabel: "y", xNames: ["training", "it's"], series: [series])
    #expect(try chart.panels.drawing().commands.contains { $0.hasSuffix("('training' 0, 'it''s' 1)") })
  }
}
