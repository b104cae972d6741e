import Testing

@testable import Figures

@Suite("Axes")
struct AxisTests {
  @Test("labels are round numbers, as many as fit")
  func linear() {
    let roomy = Axis(linear: [0, 1.6], fixed: nil) { $0.count <= 9 }
    #expect(roomy.labels == ["0", "0.2", "0.4", "0.6", "0.8", "1", "1.2", "1.4", "1.6"])
    let narrow = Axis(linear: [0, 1.6], fixed: nil) { $0.count <= 8 }
    #expect(narrow.labels == ["0", "0.5", "1", "1.5"])
    #expect(
      Axis(linear: [5], fixed: 0...1) { $0.count <= 7 }.labels == ["0", "0.2", "0.4", "0.6", "0.8", "1"])
  }

  @Test("equal values have an axis", arguments: [0, 0.25, -3, 1e6])
  func constant(value: Double) {
    let axis = Axis(linear: [value, value], fixed: nil) { $0.count <= 7 }
    #expect(axis.range.lowerBound < value && value < axis.range.upperBound)
    #expect(!axis.labels.isEmpty)
  }

  @Test("a logarithmic axis is labelled at 1, 2 and 5, over many decades at 1")
  func logarithmic() {
    func labels(_ range: ClosedRange<Double>, most: Int) -> [String] {
      Axis(logarithmic: [1], fixed: range) { $0.count <= most }.labels
    }
    #expect(labels(20...2000, most: 7) == ["20", "50", "100", "200", "500", "1000", "2000"])
    #expect(labels(20...2000, most: 6) == ["30", "100", "300", "1000"])
    #expect(labels(20...2000, most: 3) == ["100", "1000"])
    #expect(labels(0.001...10, most: 9) == ["0.001", "0.01", "0.1", "1", "10"])
  }
}
