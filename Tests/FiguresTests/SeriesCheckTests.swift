import Foundation
import Testing

@testable import Figures

@Suite("Faults of series, of the search for gnuplot and of PDF dates")
struct SeriesCheckTests {
  private func message(_ change: (inout LineChart) -> Void) -> String {
    var chart = Samples.chart
    change(&chart)
    return Samples.message { _ = try chart.panels.drawing() }
  }

  @Test("every fault names the series")
  func series() {
    #expect(
      message { $0.series[0].mean.removeLast() }
        == "series \"10_gtn\": 2 means for 3 abscissae: give one for each")
    #expect(message { $0.series[0].band = [1] }.hasPrefix("series \"10_gtn\": 1 deviations for 3 abscissae"))
    #expect(message { $0.series[0].band = [0, -1, 0] }.hasPrefix("series \"10_gtn\": band[1] is negative"))
    #expect(message { $0.series[0].x[2] = .nan }.hasPrefix("series \"10_gtn\": x[2] is nan"))
    #expect(message { $0.series[0].band = [.infinity, 0, 0] }.hasPrefix("series \"10_gtn\": band[0] is inf"))
    #expect(message { $0.series[1] = Series(name: "e", style: .blue, x: [], mean: []) }.contains("no points"))
    #expect(message { $0.logarithmicX = true }.hasPrefix("series \"10_gtn\": x[0] is 0.0: leave it out"))
  }

  @Test("faults of the chart name the chart")
  func chart() {
    #expect(message { $0.series = [] } == "no series to draw: give at least one")
    #expect(message { $0.yRange = 1...1 }.hasPrefix("the y range is 1.0...1.0"))
    #expect(
      message {
        $0.title = "consistent"; $0.series[0].x[0] = .nan
      }.contains("of chart \"consistent\""))
    #expect(Samples.message { _ = try ChartPanels(charts: [], columns: 1).drawing() }.hasPrefix("no chart"))
  }

  @Test("an absent gnuplot is one line that says what to install", arguments: ["", "/nowhere:/etc", nil])
  func absent(searchPath: String?) {
    #expect(
      Samples.message { _ = try Gnuplot(searchPath: searchPath) }
        == "gnuplot is not installed: apt-get install gnuplot-nox (brew install gnuplot on macOS)")
  }

  @Test("the error is the first line that says where, not a warning")
  func complaint() {
    #expect(
      Gnuplot.complaint(in: "\"a\" line 1: warning: odd\n\nplot x y\n      ^\n\"a\" line 3: ';' expected\n")
        == "\"a\" line 3: ';' expected")
    #expect(Gnuplot.complaint(in: "\n  no such file\n") == "no such file")
    #expect(Gnuplot.complaint(in: "\n") == nil)
  }

  @Test("a PDF's date is fixed without moving a byte, if it is in plain sight")
  func creationDate() {
    var plain = Data("<< /CreationDate (D:20240229123456Z)".utf8)
    let wasPlain = plain.fixCreationDate()
    #expect(wasPlain)
    #expect(plain == Data("<< /CreationDate (D:19700101000000Z)".utf8))
    var hidden = Data("%PDF-1.7 stream".utf8)
    let wasHidden = !hidden.fixCreationDate()
    #expect(wasHidden)
  }
}
