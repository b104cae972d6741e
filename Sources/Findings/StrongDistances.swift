import Datasets
import Figures
import Robustness
import Study

extension StrongFindings {
  /// Accuracy against distance: what is left where every image may move so far by the L-BFGS of Szegedy et al. (solid), and
  /// what the report's "LBFGS" as run left at the mean distance that it went (dashed); a panel a mode, over the learners of
  /// one type.
  public func lbfgsFigure(_ lbfgs: TestResults, _ learner: String = "base_larger") -> ChartPanels? {
    let charts = EvaluationMode.allCases.compactMap { mode -> LineChart? in
      let shown = groups.filter { $0.learner == learner && $0.recipe != "adversarial" }
      let first = settings.teachers.first?.name
      let series = shown.filter { $0.teacher == nil || $0.teacher == first }.flatMap { group in
        [boxed(group, mode), asRun(lbfgs, group, mode)].compactMap { $0 }
      }
      guard series.contains(where: { !$0.dashed }) else { return nil }
      return LineChart(
        title: "\(mode.rawValue) mode", xLabel: "L2 distance, grey levels", yLabel: "accuracy", yRange: 0...1,
        series: series)
    }
    guard !charts.isEmpty else { return nil }
    return ChartPanels(charts: charts, columns: charts.count, note: "\(learner), \(settings.scale.rawValue) scale")
  }

  /// The part of the images that are right and fall no nearer, at even distances; the mean over the trials.
  private func boxed(_ group: Group, _ mode: EvaluationMode) -> Series? {
    guard let recipe = Recipes.named(group.recipe) else { return nil }
    let name = StrongAttack.boxConstrained.name
    let units = networks(group, mode).map { StrongUnit($0, name, budget: 0) }.filter { results.distances[$0] != nil }
    guard !units.isEmpty else { return nil }
    let distances = (0...40).map { Double($0) / 10 }
    let left = distances.map { distance in
      let parts = units.map { unit -> Double in
        let images = zip(results.outcomes[unit] ?? [], results.distances[unit] ?? []).filter { $0.0 != .notAsked }
        return Double(images.count { $0.0 == .right || Double($0.1) > distance }) / Double(images.count)
      }
      return parts.reduce(0, +) / Double(parts.count)
    }
    return Series(name: "\(recipe.name), L-BFGS", style: recipe.look, x: distances, mean: left, marked: false)
  }

  private func asRun(_ lbfgs: TestResults, _ group: Group, _ mode: EvaluationMode) -> Series? {
    guard let recipe = Recipes.named(group.recipe) else { return nil }
    let points = lbfgs.strengths.indices.compactMap { strength -> (x: Double, y: Double)? in
      let units = networks(group, mode).map { CountUnit($0, strength: strength) }
      let moved = units.compactMap { lbfgs.distances[$0]?.mean }.map { $0 * Double(Normalisation.deviation) }
      let right = units.compactMap { lbfgs.correct[$0] }.map { Double($0) / Double(lbfgs.total) }
      guard let distance = Spread(moved)?.mean, let accuracy = Spread(right)?.mean else { return nil }
      return (distance, accuracy)
    }
    guard !points.isEmpty else { return nil }
    return Series(
      name: "\"LBFGS\" as run", style: recipe.look, x: points.map(\.x), mean: points.map(\.y), dashed: true)
  }
}
