import Figures
import Robustness
import Study

// How far a corruption moves the means that evaluation mode takes to be the stored ones.

extension MatesFindings {
  /// The relative shift at every strength over the trials; nil while none is measured.
  func shifts(_ test: RobustnessTest, _ teacher: String, _ recipe: Recipe) -> [Spread]? {
    let trials = (1...settings.trials).compactMap { trial in
      results.values[MatesUnit(key(teacher, recipe, trial), BatchMates.shift(test))]
    }.filter { $0.count == test.strengths.count }
    guard !trials.isEmpty else { return nil }
    return test.strengths.indices.compactMap { strength in Spread(trials.map { $0[strength] }) }
  }

  /// `mates-shift`: the shift against strength, a panel a corruption and teacher; nil while nothing is measured.
  public var shiftFigure: ChartPanels? {
    let charts = teachers.flatMap { teacher in
      BatchMates.corruptions.compactMap { test -> LineChart? in
        let series = Self.recipes.compactMap { recipe -> Series? in
          shifts(test, teacher, recipe).map { shifts in
            Series(
              name: recipe.name, style: recipe.look, x: test.strengths, mean: shifts.map(\.mean),
              band: shifts.contains { $0.deviation != nil } ? shifts.map { $0.deviation ?? 0 } : nil)
          }
        }
        guard series.count == Self.recipes.count else { return nil }
        return LineChart(
          title: "\(test.name), \(teacher)", xLabel: "β", yLabel: "relative shift of means", series: series)
      }
    }
    guard !charts.isEmpty else { return nil }
    let most =
      charts.flatMap { $0.series.flatMap { zip($0.mean, $0.band ?? $0.mean.map { _ in 0 }).map { $0 + $1 } } }
      .max() ?? 1
    return ChartPanels(
      charts: charts.map { chart in
        var chart = chart
        chart.yRange = 0...(1.05 * most)
        return chart
      }, columns: charts.count,
      note: "learner \(learner); each panel: test, and teacher's learner type; \(settings.scale.rawValue) scale")
  }

  /// A row a corruption and teacher: the shift without perturbation and at the largest strength.
  public func shiftTable() throws -> Table {
    try Table(
      columns: ["test", "teacher", "strength"] + Self.recipes.map(\.name) + ["trials"],
      rows: BatchMates.corruptions.flatMap { test in
        teachers.flatMap { teacher in
          [0, test.strengths.count - 1].compactMap { strength -> [String]? in
            let found = Self.recipes.map { shifts(test, teacher, $0)?[strength] }
            guard found.contains(where: { $0 != nil }) else { return nil }
            return [test.name, teacher, shortened(test.strengths[strength])]
              + found.map { $0?.text(digits: 2) ?? "–" } + ["\(found.compactMap { $0?.count }.max() ?? 0)"]
          }
        }
      })
  }

  /// Whether the means of ordinary learners move farther, by corruption, with the first teacher; nil while not measured.
  public var shiftSentence: String? {
    let parts = BatchMates.corruptions.compactMap { test -> String? in
      guard let vanilla = shifts(test, teachers[0], .vanilla)?.last, let gtn = shifts(test, teachers[0], .gtn)?.last
      else { return nil }
      return "\(formatted(vanilla.mean, "%.2f")) (vanilla) and \(formatted(gtn.mean, "%.2f")) (gtn) under \(test.name)"
    }
    guard !parts.isEmpty else { return nil }
    return "At the largest strength the means are away from the stored ones, as a part of their own length, by"
      + " \(enumerated(parts))."
  }
}
