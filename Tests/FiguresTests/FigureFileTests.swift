import Foundation
import Testing

@testable import Figures

@Suite("Figure files", .enabled(if: gnuplotVersion() != nil, "gnuplot is not installed"))
struct FigureFileTests {
  static let figures = [
    ("chart", FigureFile(Samples.chart)),
    ("panels", FigureFile(ChartPanels(charts: [Samples.chart, Samples.chart], columns: 2))),
    ("grid", FigureFile(Samples.grid)),
  ]

  @Test("five files appear, of the right kinds and sizes", arguments: 0..<3)
  func draws(index: Int) throws {
    let (name, figure) = Self.figures[index]
    try Samples.withFolder { folder in
      let paths = try figure.draw(to: folder + "/new", name: name)
      let expected = [
        "\(name).pdf", "\(name).svg", "\(name).png", "source/\(name).gnuplot", "source/\(name).csv",
      ]
      #expect(paths == expected.map { "\(folder)/new/\($0)" })
      #expect(try Data(contentsOf: URL(fileURLWithPath: paths[0])).starts(with: Data("%PDF".utf8)))
      let svg = try String(contentsOfFile: paths[1], encoding: .utf8)
      #expect(svg.contains("</svg>") && svg.contains("<title>\(name)</title>\n<desc>") && !svg.contains("GNUPLOT"))
      let png = [UInt8](try Data(contentsOf: URL(fileURLWithPath: paths[2])))
      #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
      let width = png[16..<20].reduce(0) { $0 << 8 | Int($1) }
      #expect(width == (name == "panels" ? 2008 : 1004))
      // A blank picture of this size compresses to less.
      #expect(png.count > 6000)
    }
  }

  @Test("the same figure is the same bytes, and its files keep their dates", arguments: 0..<3)
  func repeats(index: Int) throws {
    let (name, figure) = Self.figures[index]
    try Samples.withFolder { folder in
      let first = try figure.draw(to: folder + "/a", name: name)
      let old = Date(timeIntervalSince1970: 1_000_000_000)
      for path in first {
        try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: path)
      }
      // The creation date in a PDF counts seconds.
      Thread.sleep(forTimeInterval: 1.1)
      let second = try figure.draw(to: folder + "/b", name: name)
      try figure.draw(to: folder + "/a", name: name)
      for (one, other) in zip(first, second) {
        let attributes = try FileManager.default.attributesOfItem(atPath: one)
        #expect(attributes[.modificationDate] as? Date == old, "\(one) was written again")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: one))
        // cairo 1.18 hides the date of a PDF where it cannot be fixed.
        guard !one.hasSuffix(".pdf") || bytes.range(of: Data("/CreationDate (D:19700101".utf8)) != nil else {
          continue
        }
        #expect(try bytes == Data(contentsOf: URL(fileURLWithPath: other)), "\(one)")
      }
    }
  }

  @Test("the script redraws the figure by hand")
  func redraws() throws {
    try Samples.withFolder { folder in
      let paths = try FigureFile(Samples.chart).draw(to: folder, name: "noise")
      let drawn = try Data(contentsOf: URL(fileURLWithPath: paths[1]))
      try FileManager.default.removeItem(atPath: paths[1])
      try Gnuplot().run(script: "noise.gnuplot", in: URL(fileURLWithPath: folder + "/source"))
      // All but the words that describe it.
      var again = try Data(contentsOf: URL(fileURLWithPath: paths[1]))
      let text = String(decoding: drawn, as: UTF8.self)
      let words = try #require(text.firstMatch(of: /<desc>(.*)<\/desc>/)?.1)
      again.describe(title: "noise", String(words))
      #expect(again == drawn)
    }
  }

  @Test("text is neither markup for gnuplot nor for SVG")
  func verbatim() throws {
    var chart = Samples.chart
    chart.series[0].name = "base_{larger} <& 'β'"
    try Samples.withFolder { folder in
      let paths = try FigureFile(chart).draw(to: folder, name: "text")
      let svg = try String(contentsOfFile: paths[1], encoding: .utf8)
      #expect(svg.contains("base_{larger} &lt;&amp; 'β'"))
    }
  }

  @Test("nothing is written for a figure with a fault; the message names figure and series")
  func faults() throws {
    try Samples.withFolder { folder in
      var chart = Samples.chart
      chart.series[1].mean[0] = .infinity
      let message = Samples.message { try FigureFile(chart).draw(to: folder + "/new", name: "noise") }
      #expect(
        message == "figure noise: series \"reported\": mean[0] is inf: leave out points that are not finite")
      #expect(!FileManager.default.fileExists(atPath: folder + "/new"))
      let name = Samples.message { try FigureFile(Samples.chart).draw(to: folder, name: "../noise") }
      #expect(name.hasPrefix("\"../noise\" cannot name a figure"))
    }
  }

  @Test("a folder that cannot be made is named")
  func folderFault() throws {
    try Samples.withFolder { folder in
      try TextFile.write("", to: folder + "/file")
      let message = Samples.message {
        try FigureFile(Samples.chart).draw(to: folder + "/file", name: "noise")
      }
      #expect(message.hasPrefix("figure noise: \(folder)/file/noise.pdf: cannot be written ("))
      #expect(!message.contains("\n"))
    }
  }

  @Test("a file that is a symbolic link stays one")
  func symbolicLink() throws {
    try Samples.withFolder { folder in
      try TextFile.write("old", to: folder + "/scratch/a.csv")
      #expect(symlink("scratch/a.csv", folder + "/a.csv") == 0)
      try TextFile.write("new", to: folder + "/a.csv")
      #expect(try String(contentsOfFile: folder + "/scratch/a.csv", encoding: .utf8) == "new")
      #expect(
        try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/a.csv") == "scratch/a.csv")
    }
  }

  @Test("the user's own choice of terminal and files does not reach gnuplot")
  func environment() throws {
    let user = ["GNUTERM": "x11", "GNUPLOT_LIB": "/lib", "PATH": "/bin", "TZ": "CET", "HOME": "/root"]
    #expect(
      Gnuplot.environment(user)
        == ["PATH": "/bin", "HOME": "/root", "TZ": "UTC0", "LC_ALL": "C.UTF-8"])
  }

  @Test("gnuplot's own complaint is passed on")
  func complaint() throws {
    try Samples.withFolder { folder in
      try TextFile.write("set encoding utf8\nbogus\n", to: folder + "/bad.gnuplot")
      let message = Samples.message {
        try Gnuplot().run(script: "bad.gnuplot", in: URL(fileURLWithPath: folder))
      }
      #expect(message == "gnuplot failed: \"bad.gnuplot\" line 2: invalid command")
    }
  }
}
