import Testing

@testable import Figures

@Suite("Heat maps")
struct HeatMapTests {
  private let map = HeatMap(
    rowLabels: ["noise", "blur"], groupLabels: ["reported", "ours"], columnLabels: ["a", "b"],
    values: [[[0.5, -0.25], [-0.001, nil]], [[0, 0.1], [nil, nil]]], limit: 0.5, below: .blue, above: .green)

  @Test("a line a field, groups a little apart, a dash where nothing is known, no negative zero but a sign")
  func fields() throws {
    let lines = try map.drawing().values.split(separator: "\n").map(String.init)
    #expect(lines.count == 1 + 8)
    #expect(lines[1] == "noise,reported,a,0,0,0.5,+0.50")
    #expect(lines[2] == "noise,reported,b,1,0,-0.25,−0.25")
    #expect(lines[3] == "noise,ours,a,2.15,0,-0.001,−0.00")
    #expect(lines[4] == "noise,ours,b,3.15,0,0.0,–")
    #expect(lines[5] == "blur,reported,a,0,1,0.0,+0.00")
  }

  @Test("colours are white at zero and full at the limit")
  func colours() throws {
    let commands = try map.drawing().commands
    #expect(commands.contains("set palette defined (-1 '#005A9C', 0 '#ffffff', 1 '#008060')"))
    #expect(commands.contains { $0.hasPrefix("set cbrange [-0.5:0.5]") })
  }

  @Test("faults are named")
  func faults() {
    func message(_ change: (inout HeatMap) -> Void) -> String {
      var map = map
      change(&map)
      return Samples.message { _ = try map.drawing() }
    }
    #expect(message { $0.values[1][0][1] = .infinity } == "row \"blur\" has inf: draw finite values only")
    #expect(message { $0.values[1][0].removeLast() } == "row \"blur\" does not have 2 groups of 2 columns")
    #expect(message { $0.rowLabels.removeLast() } == "1 row labels for 2 rows: give one a row")
    #expect(message { $0.limit = 0 } == "the limit is 0.0: give one above 0")
    #expect(message { $0.values = [] }.hasPrefix("no field to draw"))
  }

  @Test("gnuplot draws it")
  func pictures() throws {
    try Samples.withFolder { folder in
      let files = try FigureFile(map).draw(to: folder, name: "map")
      #expect(files.count == 5)
    }
  }
}
