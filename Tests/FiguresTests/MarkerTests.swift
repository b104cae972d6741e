import Testing

@testable import Figures

@Suite("Markers")
struct MarkerTests {
  @Test("a line that is no measurement has no markers, in the plot and in the legend")
  func unmarked() throws {
    var chart = Samples.chart
    chart.series = [
      Series(name: "equal", style: .black, x: [0, 1], mean: [0, 1], dashed: true, marked: false),
      Samples.curve,
    ]
    let commands = try chart.panels.drawing().commands
    let plot = try #require(commands.first { $0.hasPrefix("plot ") }).split(separator: "\n")
    let lines = plot.filter { !$0.contains("filledcurves") }
    #expect(lines.count == 4)
    #expect(lines.count { $0.contains("pointtype") } == 2)
    #expect(lines.filter { !$0.contains("pointtype") }.allSatisfy { $0.contains("'#000000' dashtype (8,6)") })
  }
}
