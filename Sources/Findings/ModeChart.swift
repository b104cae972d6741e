import Figures
import Robustness
import Study

extension LineChart {
  /// Accuracy of learners by both ways of teaching: solid in evaluation mode, with a band of one standard deviation; dashed in
  /// training mode.
  ///
  /// - Parameter points: abscissae and accuracies of a recipe in a mode; nothing is drawn for an empty list.
  /// - Returns: nil if there is nothing to draw.
  static func byMode(
    _ title: String, _ xLabel: String, xRange: ClosedRange<Double>? = nil,
    _ points: (Recipe, EvaluationMode) -> [(Double, Spread)]
  ) -> LineChart? {
    let series = [Recipe.vanilla, .gtn].flatMap { recipe in
      PrimaryAccuracy.modes.compactMap { mode -> Series? in
        let points = points(recipe, mode)
        guard !points.isEmpty else { return nil }
        let hasBand = mode == .evaluation && points.contains { $0.1.deviation != nil }
        return Series(
          name: recipe.name, style: recipe.look, x: points.map(\.0), mean: points.map(\.1.mean),
          band: hasBand ? points.map { $0.1.deviation ?? 0 } : nil, dashed: mode == .training, showsInLegend: false,
          labelled: mode == .evaluation)
      }
    }
    guard !series.isEmpty else { return nil }
    return LineChart(
      title: title, xLabel: xLabel, yLabel: "accuracy", xRange: xRange, yRange: 0...1, series: series)
  }
}
