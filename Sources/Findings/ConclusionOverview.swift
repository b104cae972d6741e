import Datasets
import Figures
import Robustness
import Study

// The report's question on one figure each: as numbers, as curves, and against how far images are moved.

extension ConclusionFindings {
  /// `conclusion-effects`: vanilla − gtn over all strengths, by test and teacher: as reported, as published, in either mode.
  /// nil while nothing is counted.
  public func effectsFigure(descriptions: [String: String]) -> HeatMap? {
    let teachers = settings.teachers.map(\.name)
    let names = tests.filter { !$0.isHardlyAnAttack }.map { ($0.test.name, $0.title) }
    let attacked = strong.map { [(Effect.strongTest, "PGD \(decimal($0.primaryBudget))")] } ?? []
    let rows = (names + attacked).map { name, title in
      let reported = teachers.map { showsReported ? Reported.effect(.main, name, $0) : nil }
      let ours = [EvaluationProtocol.published, .evaluation, .training].map { kind in
        teachers.map { effect(.main, name, $0, kind)?.estimate?.mean }
      }
      return (title: title, values: (showsReported ? [reported] : []) + ours)
    }.filter { $0.values.joined().contains { $0 != nil } }
    guard !rows.isEmpty else { return nil }
    return HeatMap(
      rowLabels: rows.map(\.title),
      groupLabels: (showsReported ? ["reported"] : []) + ["ours as published", "evaluation mode", "training mode"],
      columnLabels: teachers, values: rows.map(\.values), limit: 0.5, below: Recipe.gtn.look,
      above: Recipe.vanilla.look,
      note: "vanilla − gtn; columns: the teacher's learner type; \(shownTeachers(descriptions))")
  }

  /// `conclusion-curves-<teacher>`: accuracy against strength, a column a test and a row a mode; thick the mean over the
  /// report's learner types, thin each of them. nil while nothing is counted.
  public func curvesFigure(_ teacher: String, descriptions: [String: String]) -> ChartPanels? {
    let shown = tests.filter { !$0.isHardlyAnAttack }
    let charts = [EvaluationProtocol.training, .evaluation].flatMap { kind in
      shown.compactMap { findings -> LineChart? in
        let learners = findings.learners(teacher, kind)
        let series = kind.recipes.flatMap { recipe in
          let thin = learners.compactMap { learner in
            findings.series(kind, teacher, recipe, [learner]).map { one in
              var one = one
              (one.thin, one.showsInLegend, one.band) = (true, false, nil)
              return one
            }
          }
          var mean = findings.series(kind, teacher, recipe, learners)
          mean?.band = nil
          return thin + [mean].compactMap { $0 }
        }
        guard !series.isEmpty else { return nil }
        return LineChart(
          title: "\(findings.title), \(kind.name)", xLabel: "β", yLabel: "accuracy",
          logarithmicX: findings.test.name == RobustnessTest.lbfgsAsRun.name, yRange: 0...1, series: series)
      }
    }
    // A panel missing would put a test under another's column.
    guard !shown.isEmpty, charts.count == 2 * shown.count else { return nil }
    return ChartPanels(
      charts: charts, columns: shown.count,
      note: "teacher \(descriptions[teacher] ?? teacher); \(settings.scale.rawValue) scale")
  }

  /// `conclusion-distance`: what the report's two attacks leave against how far they move an image, a panel a teacher and
  /// mode; nil while no attack is counted.
  public func distanceFigure(descriptions: [String: String]) -> ChartPanels? {
    let attacks = tests.filter { $0.test.isAttack && !$0.isHardlyAnAttack }
    let farthest =
      settings.teachers.flatMap { teacher in
        EvaluationProtocol.all.flatMap { kind in
          kind.recipes.flatMap { recipe in attacks.flatMap { $0.moved(kind, teacher.name, recipe).map(\.distance) } }
        }
      }.max() ?? 0
    let charts = settings.teachers.map(\.name).flatMap { teacher in
      [EvaluationProtocol.training, .evaluation].compactMap { kind -> LineChart? in
        let series = kind.recipes.flatMap { recipe in
          attacks.enumerated().compactMap { place, findings -> Series? in
            let points = findings.moved(kind, teacher, recipe)
            guard !points.isEmpty else { return nil }
            return Series(
              name: "\(recipe.name), \(findings.title)", style: recipe.look, x: points.map(\.distance),
              mean: points.map(\.accuracy), dashed: place > 0)
          }
        }
        guard !series.isEmpty else { return nil }
        return LineChart(
          title: "\(kind.name) mode, teacher \(teacher)", xLabel: "mean L2 distance", yLabel: "accuracy",
          xRange: 0...(1.03 * max(farthest, 1e-3)), yRange: 0...1, series: series)
      }
    }
    guard !charts.isEmpty else { return nil }
    return ChartPanels(
      charts: charts, columns: min(2, charts.count),
      note: "distance in grey levels between 0 and 1; \(shownTeachers(descriptions))")
  }

  private func shownTeachers(_ descriptions: [String: String]) -> String {
    "teachers \(settings.teachers.map { descriptions[$0.name] ?? $0.name }.joined(separator: ", "));"
      + " \(settings.scale.rawValue) scale"
  }
}

extension TestFindings {
  /// At every strength of an attack: how far it moves an image in the mean (L2, grey levels between 0 and 1), and what it
  /// leaves, over the report's learner types and the trials that have all of them.
  func moved(
    _ kind: EvaluationProtocol, _ teacher: String, _ recipe: Recipe
  ) -> [(distance: Double, accuracy: Double)] {
    let learners = learners(teacher, kind)
    func distances(_ trial: Int, _ strength: Int) -> [Double] {
      learners.compactMap { learner in
        tested(kind, teacher, recipe, learner, trial).flatMap {
          results.distances[CountUnit($0, strength: strength)]?.mean
        }
      }
    }
    return results.strengths.indices.compactMap { strength in
      let trials = trials.filter { distances($0, strength).count == learners.count }
      let accuracy = curve(kind, teacher: teacher, recipe, learners: learners, of: trials)[strength]
      guard let accuracy, let distance = Spread(trials.flatMap { distances($0, strength) })?.mean else { return nil }
      return (distance * Double(Normalisation.deviation), accuracy.mean)
    }
  }
}
