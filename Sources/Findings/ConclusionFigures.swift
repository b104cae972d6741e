import Figures
import Study

extension ConclusionFindings {
  /// The figures that anything is counted for, with their files' names and what is said of them, in the order of the page.
  public func figures(
    descriptions: [String: String]
  ) -> [(name: String, figure: FigureFile, caption: String)] {
    let curves = settings.teachers.map { teacher in
      (
        "conclusion-curves-\(teacher.name)",
        curvesFigure(teacher.name, descriptions: descriptions).map(FigureFile.init),
        "Accuracy against strength in both modes, teacher \(descriptions[teacher.name] ?? teacher.name). Thick: mean over"
          + " learner types; thin: each of them."
      )
    }
    let all =
      [
        (
          "conclusion-modes", modesFigure(descriptions: descriptions).map(FigureFile.init),
          "Accuracy over all strengths of each test, in training mode and in evaluation mode: one line per recipe and learner"
            + " type, dashed for the second type. PGD: images that stand at one largest change of a pixel, without 10_gtn."
        ),
        (
          "conclusion-effects", effectsFigure(descriptions: descriptions).map(FigureFile.init),
          "The question in numbers: vanilla − gtn over all strengths, under PGD at one budget, by test, mode and teacher. Blue fields: taught learners"
            + " are more accurate; green: ordinary ones. A dash: not counted."
        ),
      ] + curves + [
        (
          "conclusion-distance", distanceFigure(descriptions: descriptions).map(FigureFile.init),
          "What the report's two attacks leave, against how far they move an image. Solid: FGSM; dashed: LBFGS as run."
        ),
        (
          "conclusion", agreementFigure(descriptions: descriptions).map(FigureFile.init),
          "Our points in the published protocol against the reported ones."
        ),
      ]
    return all.compactMap { name, figure, caption in figure.map { (name, $0, caption) } }
  }

  /// `conclusion-modes`: accuracy over all strengths from training to evaluation mode under the tests of the primary
  /// contrasts, and under PGD at one budget: a panel a test and teacher, a line a recipe and learner type of the report; nil
  /// while nothing is counted.
  public func modesFigure(descriptions: [String: String]) -> ChartPanels? {
    let shown = tests.filter { findings in Effect.primaryTests.contains { $0.name == findings.test.name } }
    let charts = settings.teachers.map { teacher in
      let counted = shown.compactMap { findings in
        panel(findings.title, teacher.name, findings.learners(teacher.name, .evaluation)) {
          findings.overStrengths($0, teacher: teacher.name, $1, learners: [$2])
        }
      }
      let attacked = strong.flatMap { strong in
        panel("PGD \(decimal(strong.primaryBudget))", teacher.name, strong.primaryLearners) {
          strong.standing($0, teacher: teacher.name, $1, $2)
        }
      }
      return counted + [attacked].compactMap { $0 }
    }
    let columns = charts.map(\.count).max() ?? 0
    guard columns > 0 else { return nil }
    return ChartPanels(
      charts: charts.flatMap { $0 }, columns: columns,
      note: "each panel: test, and teacher's learner type; teachers \(named(descriptions));"
        + " \(settings.scale.rawValue) scale")
  }

  /// - Parameter accuracy: in a mode, of a recipe and a learner type.
  private func panel(
    _ title: String, _ teacher: String, _ learners: [String],
    _ accuracy: (EvaluationProtocol, Recipe, String) -> Spread?
  ) -> LineChart? {
    let series = Recipes.reported.flatMap { recipe in
      learners.compactMap { learner -> Series? in
        let points = [EvaluationProtocol.training, .evaluation].enumerated().compactMap { place, kind in
          accuracy(kind, recipe, learner).map { (Double(place), $0.mean) }
        }
        guard !points.isEmpty else { return nil }
        return Series(
          name: "\(recipe.name), \(learner)", style: recipe.look, x: points.map(\.0), mean: points.map(\.1),
          dashed: learner != learners.first)
      }
    }
    guard !series.isEmpty else { return nil }
    return LineChart(
      title: "\(title), \(teacher)", xLabel: "mode", yLabel: "accuracy",
      xRange: -0.25...1.25, yRange: 0...1, xNames: ["training", "evaluation"], series: series)
  }

  /// `conclusion`: our points against the reported ones, in the published protocol; nil where there are none.
  public func agreementFigure(descriptions: [String: String]) -> LineChart? {
    let series = Recipes.reported.compactMap { recipe -> Series? in
      let points = comparison.curves.filter { $0.recipe == recipe.name }.flatMap(\.rows)
        .map { ($0.reported.mean, $0.ours.mean) }.sorted { $0 < $1 }
      guard !points.isEmpty else { return nil }
      return Series(name: recipe.name, style: recipe.look, x: points.map(\.0), mean: points.map(\.1), joined: false)
    }
    guard showsReported, !series.isEmpty else { return nil }
    let diagonal = Series(name: "equal", style: .black, x: [0, 1], mean: [0, 1], dashed: true, marked: false)
    return LineChart(
      xLabel: "reported accuracy", yLabel: "our accuracy, published protocol", xRange: 0...1, yRange: 0...1,
      series: series + [diagonal], note: "teachers \(named(descriptions)); \(settings.scale.rawValue) scale")
  }

  private func named(_ descriptions: [String: String]) -> String {
    settings.teachers.map { descriptions[$0.name] ?? $0.name }.joined(separator: ", ")
  }
}
