import Datasets
import Figures
import Robustness
import Study

extension StrongFindings {
  /// How far images have to move (L2, grey levels between 0 and 1) before an attack for the least distance fells them.
  struct LeastDistance {
    /// Half of the images fall nearer; nil where one in the middle did not fall at all.
    let median: Double?
    let fallen: Int
    /// Images that were right before.
    let asked: Int
  }

  /// - Parameter images: only the first of them; nil for all that were asked.
  func leastDistance(_ tested: TestedNetwork, _ attack: String, first images: Int? = nil) -> LeastDistance? {
    let unit = StrongUnit(tested, attack, budget: 0)
    guard let distances = results.distances[unit], let outcomes = results.outcomes[unit] else { return nil }
    // An image that was wrong before has not moved.
    let clean = results[tested, StrongResults.clean, budget: 0]
    let asked = zip(outcomes, distances).enumerated().prefix(images ?? results.images).compactMap {
      image, found -> Double? in
      if clean?[image] == .fallen { return nil }
      switch found.0 {
      case .right: return .infinity
      case .fallen: return found.1 > 0 ? Double(found.1) : nil
      case .notAsked: return nil
      }
    }
    guard let middle = Spread.median(asked) else { return nil }
    return LeastDistance(
      median: middle.isFinite ? middle : nil, fallen: asked.count { $0.isFinite }, asked: asked.count)
  }

  /// Of an attack for the least distance: which images it fells; nil before it is run.
  public func fallen(_ tested: TestedNetwork, _ attack: StrongAttack) -> [Bool]? {
    results[tested, attack.name, budget: 0]?.map { $0 == .fallen }
  }

  /// Median least distances, a row a kind of network and mode; for the few images of the costlier attack also by the other.
  public func distanceTable() throws -> Table {
    let (all, few) = (StrongAttack.decoupled.name, StrongAttack.boxConstrained.name)
    let images = strong.effort.singleImages
    let columns: [(name: String, attack: String, first: Int?)] = [
      ("\(all), all images", all, nil), ("\(all), first \(images)", all, images),
      ("\(few), first \(images)", few, images),
    ]
    func text(_ group: Group, _ mode: EvaluationMode, _ attack: String, _ first: Int?) -> String {
      let found = networks(group, mode).compactMap { leastDistance($0, attack, first: first) }
      guard !found.isEmpty else { return "–" }
      let medians = found.compactMap(\.median)
      let middle = medians.count == found.count ? Spread(medians)?.text(digits: 2) : nil
      return "\(middle ?? "beyond") (\(found.map(\.fallen).reduce(0, +)) of \(found.map(\.asked).reduce(0, +)))"
    }
    let rows = groups.flatMap { group in
      EvaluationMode.allCases.map { mode in
        [group.learner, group.name, mode.rawValue] + columns.map { text(group, mode, $0.attack, $0.first) }
      }
    }
    return try Table(
      columns: ["learner type", "recipe", "mode"] + columns.map(\.name),
      rows: rows.filter { $0.dropFirst(3).contains { $0 != "–" } })
  }

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
    let distances = (0...50).map { Double($0) / 20 }
    let left = distances.map { distance in
      let parts = units.map { unit -> Double in
        let images = zip(results.outcomes[unit] ?? [], results.distances[unit] ?? [])
          .prefix(strong.effort.singleImages).filter { $0.0 != .notAsked }
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
