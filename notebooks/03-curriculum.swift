// 03 What a teacher shows (report, "Introduction").
//
// The images, learning rates and momenta that a teacher has learned, and what they are worth: the test
// accuracy of a learner after every update step, taught (gtn) or trained on MNIST (vanilla). The report's claim:
// over 95% after a few steps, where ordinary training needs about 390.
//
// Reads   dataset.h5 and the data set, teacher-*.h5
// Writes  curriculum.h5: accuracy by update step of one learner each
//         figures/curriculum-images-<teacher>, curriculum-rates-<teacher>, curriculum-steps-<teacher>,
//         curriculum-outer-<teacher> (beside the curve of Such et al. 2019); tables/curriculum.csv,
//         learning-speed.csv, curriculum-difference.csv

import Notebook

@main struct CurriculumCell: ReportCell {
  static let entry = Report.curriculum
  @OptionGroup var options: StudyOptions
  @OptionGroup var drawing: DrawingOption

  func work(_ run: Run) throws -> Page {
    let study = options.study
    let there = study.teachers.filter { run.ledger.isThere($0.file) }
    for artifact in study.teachers where !there.contains(where: { $0.file == artifact.file }) {
      say("  no teacher \(artifact.plan.name) yet: \(artifact.file) is not there")
    }
    // Of no teacher: the error names the cell to run.
    if there.isEmpty { try run.ledger.requireFile(study.teachers[0]) }
    let artifact = study.learningCurves
    let curves =
      try drawing.figuresOnly
      ? (run.ledger.isThere(artifact.file) ? run.ledger.require(artifact) : [:])
      : run.complete(artifact) { curve in there.contains { $0.plan.name == curve.teacher } }

    var shown: [ShownTeacher] = []
    for artifact in there {
      guard let progress = try run.ledger.require(artifact) else { continue }
      let teacher = ShownTeacher(plan: artifact.plan, progress: progress)
      try drawImages(teacher, run)
      try drawRates(teacher, run)
      try drawSteps(teacher, curves, run)
      try drawOuterSteps(teacher, run)
      shown.append(teacher)
    }
    return try page(curves, shown, images: artifact.images, run)
  }

  /// A teacher, and what notes below figures call it.
  private struct ShownTeacher {
    let plan: TeacherPlan
    let progress: TeacherProgress
    var name: String { plan.name }
    var described: String { progress.described(name) }
  }

  private func note(_ teacher: ShownTeacher) -> String {
    "teacher \(teacher.described), \(options.scale.rawValue) scale"
  }

  /// One row for some inner steps, one column a class: the first image of that class in the step's batch.
  private func drawImages(_ shown: ShownTeacher, _ run: Run) throws {
    let teacher = shown.progress.teacher
    let steps = teacher.curriculum.steps
    let rows = Set((0..<8).map { $0 * (steps - 1) / 7 }).sorted()
    let images = rows.flatMap { step in
      let images = teacher.images(step)
      return (0..<10).map { digit in
        let item = teacher.curriculum.labels[step].firstIndex(of: digit) ?? 0
        return images.images(item..<item + 1).floats
      }
    }
    let grid = ImageStrip(
      images: images, side: teacher.generator.side, valueRange: -2...2, labels: (0..<10).map { "\($0)" },
      columns: 10, rowLabels: rows.map { "step \($0 + 1)" }, width: .column)
    try run.draw(FigureFile(grid), "curriculum-images-\(shown.name)")
  }

  private func drawRates(_ shown: ShownTeacher, _ run: Run) throws {
    let curriculum = shown.progress.teacher.curriculum
    let steps = (0..<curriculum.steps).map { Double($0 + 1) }
    func chart(_ title: String, _ style: Palette, _ value: (Int) -> Double) -> LineChart {
      let series = Series(name: title, style: style, x: steps, mean: steps.indices.map(value))
      return LineChart(title: title, xLabel: "inner step", yLabel: title, series: [series])
    }
    let charts = [
      chart("learning rate", .purple, curriculum.learningRate), chart("momentum", .skyBlue, curriculum.momentum),
    ]
    try run.draw(
      FigureFile(ChartPanels(charts: charts, columns: 2, note: note(shown))), "curriculum-rates-\(shown.name)")
  }

  private func drawSteps(_ shown: ShownTeacher, _ curves: [LearningCurve: [LearningPoint]], _ run: Run) throws {
    let series = Recipes.all.compactMap { recipe -> Series? in
      guard let curve = curves[LearningCurve(teacher: shown.name, recipe: recipe.name)] else { return nil }
      return Series(
        name: recipe.name, style: recipe.look, x: curve.map { Double($0.step) }, mean: curve.map(\.accuracy))
    }
    guard !series.isEmpty else { return }
    let chart = LineChart(
      xLabel: "update steps", yLabel: "test accuracy", logarithmicX: true, yRange: 0...1, series: series,
      note: "learner \(shown.plan.training.learner); \(note(shown))")
    try run.draw(FigureFile(chart), "curriculum-steps-\(shown.name)")
  }

  private func drawOuterSteps(_ shown: ShownTeacher, _ run: Run) throws {
    let history = shown.progress.history
    let ours = Series(
      name: "this teacher", style: .blue, x: history.evaluatedOuterSteps.map { Double($0) },
      mean: history.testAccuracy.compactMap(\.last))
    let published = Series(
      name: "Such et al. 2019", style: .black, x: Reported.fullCurriculum.map(\.outerStep),
      mean: Reported.fullCurriculum.map(\.accuracy), dashed: true)
    let chart = LineChart(
      xLabel: "outer steps", yLabel: "test accuracy", logarithmicX: true, yRange: 0...1,
      series: [ours, published], note: note(shown))
    try run.draw(FigureFile(chart), "curriculum-outer-\(shown.name)")
  }

  private func page(
    _ curves: [LearningCurve: [LearningPoint]], _ shown: [ShownTeacher], images: Int, _ run: Run
  ) throws -> Page {
    let speed = LearningSpeed(curves, teachers: options.settings.teachers.map(\.name))
    try run.write(speed.everyStep(), "curriculum")
    let steps = try run.write(speed.stepsToAccuracy(), "learning-speed")
    let difference = try run.write(
      LearningSpeed.difference(shown.map { ($0.name, $0.progress.history) }), "curriculum-difference")
    var page = Page(
      PackageResources._03_curriculum_md,
      [
        "result": speed.sentence, "speed": steps.markdown(), "speedLink": run.link("learning-speed"),
        "curvesLink": run.link("curriculum"), "difference": difference.markdown(),
        "differenceLink": run.link("curriculum-difference"),
      ])
    page.settings = [
      ("accuracy", "of one learner (trial 1), \(images) test images, evaluation mode"),
      ("vanilla", "Adam, one epoch in batches of \(options.settings.vanilla.batch)"),
    ]
    page.figures = shown.flatMap { teacher in
      [
        (
          "curriculum-images-\(teacher.name)",
          "What teacher \(teacher.described) shows: a row an inner step, a column a class."
        ),
        ("curriculum-rates-\(teacher.name)", "Learned learning rates and momenta, teacher \(teacher.described)."),
        (
          "curriculum-steps-\(teacher.name)",
          "Test accuracy of one \(teacher.plan.training.learner) learner after each update step, teacher"
            + " \(teacher.described)."
        ),
        (
          "curriculum-outer-\(teacher.name)",
          "Test accuracy after all inner steps, beside the curve of Such et al. 2019, teacher \(teacher.described)."
        ),
      ]
    }
    return page
  }
}
