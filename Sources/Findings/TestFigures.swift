import Datasets
import Figures
import Robustness
import Study

// How the counts of a test are drawn.

extension TestFindings {
  /// Of how many trials a curve is the mean: "5 of 5", or "2 to 5 of 5" where strengths differ.
  func trials(_ curve: [Spread?]) -> String { "\(range(curve.map { $0?.count ?? 0 })) of \(settings.trials)" }

  /// What the bands of a figure show, and the trials of its curves: one trial has no band.
  func band(_ width: String, teacher: String, learners: [String]) -> String {
    let counts = EvaluationProtocol.all.flatMap { kind in
      kind.recipes.flatMap {
        curve(kind, teacher: teacher, $0, learners: Self.once(learners, kind)).compactMap { $0?.count }
      }
    }
    let trials = "\(range(counts)) of \(settings.trials) trials"
    return (counts.max() ?? 0) > 1 ? "band: \(width) (n − 1) over \(trials)" : "\(trials), hence no band"
  }

  /// Accuracy against strength: one figure a teacher, one panel a protocol of which anything is counted, with the reported
  /// curves dashed in the published one; and the same over the learner types admitted here, where these are others.
  public func figures(
    strengthLabel: String, logarithmic: Bool = false
  ) -> [(name: String, panels: ChartPanels, caption: String)] {
    teachers.flatMap { teacher in
      [
        ("\(test.name)-\(teacher)", learners(teacher), "", "."),
        (
          "\(test.name)-admitted-\(teacher)", differentlyAdmitted(teacher) ?? [],
          "The learner types that pass the criterion here, which are not the report's. ", ", over the report's types."
        ),
      ].compactMap { name, learners, before, after in
        let dashed = reportedSeries(teacher).isEmpty ? "." : "; dashed: as reported" + after
        let caption =
          "\(before)Accuracy against strength, teacher \(described(teacher)), mean over"
          + " \(learners.joined(separator: ", "))\(learners.contains("base_fc") ? " (base_fc as published alone)" : ""); "
          + band("one standard deviation", teacher: teacher, learners: learners) + dashed
        return panels(teacher, learners, strengthLabel, logarithmic).map { (name, $0, caption) }
      }
    }
  }

  private func panels(
    _ teacher: String, _ learners: [String], _ strengthLabel: String, _ logarithmic: Bool
  ) -> ChartPanels? {
    let charts = EvaluationProtocol.all.compactMap { kind -> LineChart? in
      let ours = kind.recipes.compactMap { series(kind, teacher, $0, Self.once(learners, kind)) }
      guard !ours.isEmpty else { return nil }
      return LineChart(
        title: kind == .published ? "as published" : "\(kind.name) mode", xLabel: strengthLabel, yLabel: "accuracy",
        logarithmicX: logarithmic, yRange: 0...1, series: ours + (kind == .published ? reportedSeries(teacher) : []))
    }
    guard !charts.isEmpty else { return nil }
    let missing = learners == self.learners(teacher) ? missingLearners(teacher) : []
    let notCounted = missing.isEmpty ? "" : " (not counted: \(missing.joined(separator: ", ")))"
    let note =
      "teacher \(described(teacher)), \(settings.scale.rawValue) scale; learners \(learners.joined(separator: ", "))"
      + "\(notCounted); \(results.total) images; \(band("± 1 sd", teacher: teacher, learners: learners))"
    return ChartPanels(charts: charts, columns: charts.count, note: note)
  }

  /// - Parameter trials: nil for all.
  func series(
    _ kind: EvaluationProtocol, _ teacher: String, _ recipe: Recipe, _ learners: [String], of trials: [Int]? = nil
  ) -> Series? {
    let spreads = curve(kind, teacher: teacher, recipe, learners: learners, of: trials)
    let points = zip(results.strengths, spreads).compactMap { strength, spread in spread.map { (strength, $0) } }
    guard !points.isEmpty else { return nil }
    return Series(
      name: recipe.name, style: recipe.look, x: points.map(\.0), mean: points.map(\.1.mean),
      band: points.contains { $0.1.deviation != nil } ? points.map { $0.1.deviation ?? 0 } : nil)
  }

  private func reportedSeries(_ teacher: String) -> [Series] {
    guard showsReported else { return [] }
    return Recipes.reported.compactMap { recipe in
      let points = Reported.curve(test.name, teacher: teacher, recipe: recipe.name)
      guard !points.isEmpty else { return nil }
      return Series(
        name: "reported", style: recipe.look, x: points.map(\.strength), mean: points.map(\.mean), dashed: true)
    }
  }

  /// The report's sample figure, `<test>-sample`: one test image at every strength; nil while one is missing.
  public var sampleStrip: ImageStrip? {
    let images = test.strengths.indices.compactMap { results.sample[$0] }
    guard images.count == test.strengths.count else { return nil }
    return ImageStrip(
      images: images, side: Int(Double(images[0].count).squareRoot()), valueRange: Normalisation.validRange,
      labels: test.strengths.map { "β = \(shortened($0))" }, columns: images.count)
  }

  /// What is said of it.
  public var sampleCaption: String {
    "Test image \(test.sampleImage) at every strength"
      + (test.isAttack
        ? ", attacking a base_larger learner taught by all lessons of the teacher \(described(teachers[0]))." : ".")
  }
}
