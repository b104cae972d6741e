import Testing

@testable import Figures

/// Names of curves within the plot.
@Suite("Direct labels")
struct DirectLabelTests {
  private func chart(_ heights: [Double], labelled: Bool = true) -> LineChart {
    LineChart(
      xLabel: "x", yLabel: "y", xRange: 0...1, yRange: 0...1,
      series: heights.enumerated().map { index, height in
        Series(
          name: "curve \(index)", style: Palette.allCases[index], x: [0, 1], mean: [height, height],
          showsInLegend: false, labelled: labelled)
      })
  }
  private func places(_ heights: [Double], width: Double = 5, height: Double = 4) -> [DirectLabels.Place?] {
    let axis = Axis(linear: [0, 1], fixed: 0...1) { _ in true }
    return DirectLabels(chart(heights), x: axis, y: axis, width: width, height: height)
      .places(heights.indices.map { ($0, "curve \($0)") })
  }

  @Test func namesStandBesideTheirOwnCurves() throws {
    let heights = [0.2, 0.5, 0.9]
    for (place, height) in zip(places(heights), heights) {
      let y = try #require(place).y
      #expect(heights.min { abs($0 - y) < abs($1 - y) } == height)
      // Clear of the curve by half a line.
      #expect(abs(y - height) > 0.04 && abs(y - height) < 0.12)
    }
  }

  @Test func whatHasNoRoomIsLeftOut() {
    #expect(places([0.5], width: 0.5) == [nil])
    #expect(places([0.45, 0.5, 0.55], height: 3)[1] == nil, "between two others")
  }

  @Test func onlyLabelledCurvesAreNamed() throws {
    let commands = try chart([0.3, 0.7]).panels.drawing().commands.joined(separator: "\n")
    #expect(commands.contains("set label 'curve 0' at graph") && commands.contains("set label 'curve 1' at graph"))
    #expect(!commands.contains("keyentry"))
    let none = try chart([0.3, 0.7], labelled: false).panels.drawing().commands.joined(separator: "\n")
    #expect(!none.contains("\nset label"))
  }
}
