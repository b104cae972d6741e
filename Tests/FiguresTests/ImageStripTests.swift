import Testing

@testable import Figures

@Suite("Image strips and grids")
struct ImageStripTests {
  @Test("images are grey levels side by side, clipped to the range, gaps empty")
  func mosaic() throws {
    #expect(
      try Samples.grid.drawing().values == """
        0,0,NaN,51,0,NaN,102,0
        255,255,NaN,255,255,NaN,255,255
        NaN,NaN,NaN,NaN,NaN,NaN,NaN,NaN
        153,0,NaN,204,0,NaN,255,0
        255,255,NaN,255,255,NaN,255,255

        """)
  }

  @Test("labels stand over the columns of a grid and under every image of a strip")
  func labels() throws {
    let heads = try Samples.grid.drawing().commands.filter { $0.hasPrefix("set label") }
    #expect(heads.count == 5)
    #expect(heads[1].hasPrefix("set label 'step_2' at first 3.5,-"))
    #expect(heads[2].hasPrefix("set label 'it''s 3'"))
    #expect(heads[3].hasPrefix("set label 'a' at first -") && heads[3].contains(",0.5 right"))
    var strip = Samples.grid
    strip.labels = ["0", "1", "2", "3", "4", "5"]
    let layout = StripLayout(strip)
    let under = try strip.drawing().commands.filter { $0.hasPrefix("set label") }
    #expect(under.count == 8)
    #expect(!layout.hasHeads && layout.rowPitch > strip.side)
  }

  @Test("pixels are square")
  func square() {
    var strip = Samples.grid
    strip.labels = []
    let layout = StripLayout(strip)
    let width = layout.width - layout.left - StripLayout.edge
    let height = layout.height - layout.above - layout.below
    #expect(abs(width / Double(layout.pixelWidth) - height / Double(layout.pixelHeight)) < 1e-12)
  }

  @Test("faults are named")
  func faults() {
    func message(_ change: (inout ImageStrip) -> Void) -> String {
      var strip = Samples.grid
      change(&strip)
      return Samples.message { _ = try strip.drawing() }
    }
    #expect(message { $0.images[4] = [1] } == "image 4 has 1 pixels: 2 x 2 are 4")
    #expect(
      message { $0.images[1][2] = .nan } == "image 1 is nan at pixel 2: draw finite values only")
    #expect(message { $0.labels = ["x"] }.hasPrefix("1 labels for 6 images in 3 columns"))
    #expect(message { $0.rowLabels = ["x"] }.hasPrefix("1 row labels for 2 rows"))
    #expect(message { $0.valueRange = 1...1 }.hasPrefix("the value range of the images is 1.0...1.0"))
    #expect(message { $0.columns = 0 }.hasPrefix("no image to draw"))
  }
}
