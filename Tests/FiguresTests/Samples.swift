import Foundation

@testable import Figures

/// Small figures for the tests.
enum Samples {
  static let curve = Series(
    name: "10_gtn", style: .orange, x: [0, 0.5, 1], mean: [0.9, 0.7, 0.25], band: [0.01, 0.02, 0.03])
  static let reported = Series(
    name: "reported", style: .orange, x: [0, 1], mean: [0.91, 0.2], dashed: true)

  static let chart = LineChart(
    xLabel: "β", yLabel: "test accuracy", yRange: 0...1, series: [curve, reported],
    note: "Band: one standard deviation.")

  /// Two rows of three images of two by two pixels.
  static let grid = ImageStrip(
    images: (0..<6).map { [Float($0) / 5, 0, 1, 2] }, side: 2, valueRange: 0...1,
    labels: ["step 1", "step_2", "it's 3"], columns: 3, rowLabels: ["a", "b"], width: .column)

  /// The message of the error that a body throws, or "no error".
  static func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch {
      return String(describing: error)
    }
  }

  /// Runs a body with the path of a fresh folder, which is removed afterwards.
  static func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("figures-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }
}
