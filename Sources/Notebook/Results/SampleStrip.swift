import Archive
import Datasets
import Figures
import Foundation
import Robustness

/// The report's sample figure of a test: one test image at every strength.
public struct SampleStrip {
  let test: RobustnessTest
  let results: SweepResults
  let run: Run

  public init(_ test: RobustnessTest, _ results: SweepResults, _ run: Run) {
    self.test = test
    self.results = results
    self.run = run
  }

  /// Draws the strip, once the image is there at every strength.
  public func draw() throws {
    let images = test.strengths.indices.compactMap { results.sample[$0] }
    guard images.count == test.strengths.count else { return }
    let strip = ImageStrip(
      images: images, side: Int(Double(images[0].count).squareRoot()), valueRange: Normalisation.validRange,
      labels: test.strengths.map { "β = \(shortened($0))" }, columns: images.count)
    try run.draw(FigureFile(strip), "\(test.name)-sample")
  }
}

/// At most three significant digits, or all of a whole number.
func shortened(_ number: Double) -> String {
  number == number.rounded() ? String(format: "%.0f", number) : String(format: "%.3g", number)
}

extension Run {
  /// Draws a figure into the paper's folder and says so.
  public func draw(_ figure: FigureFile, _ name: String) throws {
    let files = try figure.draw(to: "\(paper)/figures", name: name)
    drawn.insert(name)
    wrote(files.filter { $0.hasSuffix(".pdf") })
  }
}
