import Figures
import Robustness
import Study

// How far a corruption moves the means that evaluation mode takes to be the stored ones.

extension MatesFindings {
  /// From which means they move.
  enum Start: Int, CaseIterable {
    case stored, clean
  }

  /// The relative shift at every strength over the trials; nil while none is measured.
  func shifts(_ test: RobustnessTest, _ teacher: String, _ recipe: Recipe, from start: Start) -> [Spread]? {
    let count = test.strengths.count
    let trials = (1...settings.trials).compactMap { trial in
      results.values[MatesUnit(key(teacher, recipe, trial), BatchMates.shift(test))]
    }.filter { $0.count == Start.allCases.count * count }
    guard !trials.isEmpty else { return nil }
    return (0..<count).compactMap { strength in Spread(trials.map { $0[start.rawValue * count + strength] }) }
  }

  /// `mates-shift`: the shift against strength, from the stored means and from those of clean images (dashed), a panel a
  /// corruption and teacher; nil while nothing is measured.
  public var shiftFigure: ChartPanels? {
    let charts = teachers.flatMap { teacher in
      BatchMates.corruptions.compactMap { test -> LineChart? in
        let series = Self.recipes.flatMap { recipe in
          Start.allCases.compactMap { start -> Series? in
            shifts(test, teacher, recipe, from: start).map { shifts in
              Series(
                name: "\(recipe.name), from \(start == .stored ? "stored" : "clean")", style: recipe.look,
                x: test.strengths, mean: shifts.map(\.mean),
                band: shifts.contains { $0.deviation != nil } ? shifts.map { $0.deviation ?? 0 } : nil,
                dashed: start == .clean)
            }
          }
        }
        guard series.count == Self.recipes.count * Start.allCases.count else { return nil }
        return LineChart(
          title: "\(test.name), \(teacher)", xLabel: "β", yLabel: "relative shift of means", series: series)
      }
    }
    let highest = charts.flatMap(\.series).flatMap { zip($0.mean, $0.band ?? $0.mean.map { _ in 0 }).map { $0 + $1 } }
      .max()
    guard let highest else { return nil }
    return ChartPanels(
      charts: charts.map { chart in
        var chart = chart
        chart.yRange = 0...(1.05 * max(highest, 1e-3))
        return chart
      }, columns: charts.count,
      note: "learner \(learner); each panel: test, and teacher's learner type; \(settings.scale.rawValue) scale")
  }

  /// A row a corruption, teacher and start: the shift without perturbation and at the largest strength.
  public func shiftTable() throws -> Table {
    try Table(
      columns: ["test", "teacher", "shift from", "β"] + Self.recipes.map(\.name) + ["trials"],
      rows: BatchMates.corruptions.flatMap { test in
        teachers.flatMap { teacher in
          Start.allCases.flatMap { start in
            [0, test.strengths.count - 1].compactMap { strength -> [String]? in
              let found = Self.recipes.map { shifts(test, teacher, $0, from: start)?[strength] }
              // Without perturbation clean means have not moved.
              guard found.contains(where: { $0 != nil }), start == .stored || strength > 0 else { return nil }
              return [test.name, teacher, start == .stored ? "stored means" : "means of clean images"]
                + [shortened(test.strengths[strength])] + found.map { $0?.text(digits: 2) ?? "–" }
                + ["\(found.compactMap { $0?.count }.max() ?? 0)"]
            }
          }
        }
      })
  }

  /// What batches and moving means do; nil while neither is measured.
  public var result: String? {
    let found = [batchSentence, shiftSentence].compactMap { $0 }
    return found.isEmpty ? nil : found.joined(separator: " ")
  }

  /// How far off stored means are, without perturbation and at the largest strength, and how far each corruption moves means,
  /// with the first teacher; nil while not measured.
  public var shiftSentence: String? {
    func pair(_ test: RobustnessTest, _ start: Start, _ strength: Int) -> String? {
      let found = Self.recipes.compactMap { recipe in
        shifts(test, teachers[0], recipe, from: start).map {
          "\(formatted($0[strength].mean, "%.2f")) (\(recipe.name))"
        }
      }
      return found.count == Self.recipes.count ? found.joined(separator: " and ") : nil
    }
    func most(_ start: Start) -> [String] {
      BatchMates.corruptions.compactMap { test in
        pair(test, start, test.strengths.count - 1).map { "\($0) under \(test.name)" }
      }
    }
    guard let test = BatchMates.corruptions.first, let clean = pair(test, .stored, 0) else { return nil }
    let trials = BatchMates.corruptions.flatMap { test in
      Self.recipes.compactMap { shifts(test, teachers[0], $0, from: .stored)?.first?.count }
    }
    return
      "Stored means are off those of clean test images by \(clean), as parts of their length; at the largest strength they"
      + " are off by \(enumerated(most(.stored))). The means of the test images themselves move by \(enumerated(most(.clean)))"
      + " (n = \(range(trials)))."
  }
}
