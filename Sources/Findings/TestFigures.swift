import Datasets
import Figures
import Robustness
import Study

// How the counts of a test are drawn.

extension TestFindings {
  /// Of how many trials a curve is the mean: "5 of 5", or "2 to 5 of 5" where strengths differ.
  func trials(_ curve: [Spread?]) -> String { "\(range(curve.map { $0?.count ?? 0 })) of \(settings.trials)" }

  /// The trials of a whole figure; curve by curve where they differ.
  func trials(teacher: String, learners: [String]) -> String {
    var all: Set<String> = []
    let parts = EvaluationProtocol.compared.compactMap { kind -> String? in
      let drawn = kind.recipes.compactMap { recipe -> String? in
        let curve = curve(kind, teacher: teacher, recipe, learners: learners)
        all.insert(trials(curve))
        return curve.contains { $0 != nil } ? "\(recipe.name) \(trials(curve))" : nil
      }
      return drawn.isEmpty ? nil : "\(kind.name): " + drawn.joined(separator: ", ")
    }
    if all.count == 1, let one = all.first { return one + " trials" }
    return "trials (" + parts.joined(separator: "; ") + ")"
  }

  /// What the bands of a figure show: one trial has none.
  func band(_ width: String, teacher: String, learners: [String]) -> String {
    let trials = trials(teacher: teacher, learners: learners)
    let hasBand = EvaluationProtocol.compared.contains { kind in
      kind.recipes.contains { recipe in
        curve(kind, teacher: teacher, recipe, learners: learners).contains { $0?.deviation != nil }
      }
    }
    return hasBand ? "band: \(width) over \(trials)" : "\(trials), hence no band"
  }

  /// Accuracy against strength: one figure a teacher, one panel a protocol, with the reported curves dashed in each; and
  /// the same over the learner types admitted here, where these are others.
  public func figures(strengthLabel: String, logarithmic: Bool = false) -> [(name: String, panels: ChartPanels)] {
    teachers.flatMap { teacher in
      [
        ("\(test.name)-\(teacher)", learners(teacher)),
        ("\(test.name)-admitted-\(teacher)", differentlyAdmitted(teacher) ?? []),
      ].compactMap { name, learners in
        panels(teacher, learners, strengthLabel, logarithmic).map { (name, $0) }
      }
    }
  }

  private func panels(
    _ teacher: String, _ learners: [String], _ strengthLabel: String, _ logarithmic: Bool
  ) -> ChartPanels? {
    let charts = EvaluationProtocol.compared.compactMap { kind -> LineChart? in
      let ours = kind.recipes.compactMap { series(kind, teacher, $0, learners) }
      guard !ours.isEmpty else { return nil }
      return LineChart(
        title: "\(kind.name) protocol", xLabel: strengthLabel, yLabel: "accuracy", logarithmicX: logarithmic,
        yRange: 0...1, series: ours + reportedSeries(teacher))
    }
    guard !charts.isEmpty else { return nil }
    let missing = learners == self.learners(teacher) ? missingLearners(teacher) : []
    let notCounted = missing.isEmpty ? "" : " (not counted: \(missing.joined(separator: ", ")))"
    let note =
      "teacher \(described(teacher)), \(settings.scale.rawValue) scale; learners \(learners.joined(separator: ", "))"
      + "\(notCounted); \(results.total) images; \(band("± 1 sd", teacher: teacher, learners: learners))"
    return ChartPanels(charts: charts, columns: charts.count, note: note)
  }

  private func series(
    _ kind: EvaluationProtocol, _ teacher: String, _ recipe: Recipe, _ learners: [String]
  ) -> Series? {
    let spreads = curve(kind, teacher: teacher, recipe, learners: learners)
    let points = zip(results.strengths, spreads).compactMap { strength, spread in spread.map { (strength, $0) } }
    guard !points.isEmpty else { return nil }
    return Series(
      name: recipe.name, style: recipe.look, x: points.map(\.0), mean: points.map(\.1.mean),
      band: points.contains { $0.1.deviation != nil } ? points.map { $0.1.deviation ?? 0 } : nil)
  }

  private func reportedSeries(_ teacher: String) -> [Series] {
    guard showsReported else { return [] }
    return Recipes.all.compactMap { recipe in
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

  /// The figures of this test with their captions.
  public var captions: [(name: String, caption: String)] {
    let attacked =
      test.isAttack
      ? ", attacking a base_larger learner taught by all lessons of the teacher \(described(teachers[0]))." : "."
    let sample = (
      name: "\(test.name)-sample", caption: "Test image \(test.sampleImage) at every strength\(attacked)"
    )
    let curves = teachers.flatMap { teacher in
      let dashed = !reportedSeries(teacher).isEmpty
      return [
        (
          name: "\(test.name)-\(teacher)",
          caption: caption(teacher, learners(teacher)) + (dashed ? "; dashed: as reported." : ".")
        ),
        (
          name: "\(test.name)-admitted-\(teacher)",
          caption: "The learner types that pass the criterion here, which are not the report's. "
            + caption(teacher, differentlyAdmitted(teacher) ?? [])
            + (dashed ? "; dashed: as reported, over the report's types." : ".")
        ),
      ]
    }
    return [sample] + curves
  }

  private func caption(_ teacher: String, _ learners: [String]) -> String {
    "Accuracy against strength, teacher \(described(teacher)), mean over \(learners.joined(separator: ", "));"
      + " \(band("one standard deviation", teacher: teacher, learners: learners))"
  }
}
