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

    var teachers: [(name: String, teacher: TeacherProgress)] = []
    for artifact in there {
      if let progress = try run.ledger.require(artifact) { teachers.append((artifact.plan.name, progress)) }
    }
    let histories = Dictionary(uniqueKeysWithValues: teachers.map { ($0.name, $0.teacher.history) })
    let findings = TeacherFindings(histories, options.settings)
    let learning = LearningFindings(curves, options.settings)
    for (name, progress) in teachers {
      let note = findings.note(name)
      try drawImages(progress.teacher, "curriculum-images-\(name)", run)
      try drawRates(progress.teacher.curriculum, note, "curriculum-rates-\(name)", run)
      if let chart = learning.chart(name, note: note) { try run.draw(FigureFile(chart), "curriculum-steps-\(name)") }
      if let chart = findings.outerStepsChart(name) { try run.draw(FigureFile(chart), "curriculum-outer-\(name)") }
    }
    return try page(learning, findings, images: artifact.images, run)
  }

  /// One row for some inner steps, one column a class: the first image of that class in the step's batch.
  private func drawImages(_ teacher: Teacher, _ name: String, _ run: Run) throws {
    let steps = teacher.curriculum.steps
    let rows = Set((0..<8).map { $0 * (steps - 1) / 7 }).sorted()
    let grid = ImageStrip(
      images: rows.flatMap(teacher.samples), side: teacher.generator.side, valueRange: -2...2,
      labels: (0..<10).map { "\($0)" },
      columns: 10, rowLabels: rows.map { "step \($0 + 1)" }, width: .column)
    try run.draw(FigureFile(grid), name)
  }

  private func drawRates(_ curriculum: Curriculum, _ note: String, _ name: String, _ run: Run) throws {
    let steps = (0..<curriculum.steps).map { Double($0 + 1) }
    func chart(_ title: String, _ style: Palette, _ value: (Int) -> Double) -> LineChart {
      let series = Series(name: title, style: style, x: steps, mean: steps.indices.map(value))
      return LineChart(title: title, xLabel: "inner step", yLabel: title, series: [series])
    }
    let charts = [
      chart("learning rate", .purple, curriculum.learningRate), chart("momentum", .skyBlue, curriculum.momentum),
    ]
    try run.draw(FigureFile(ChartPanels(charts: charts, columns: 2, note: note)), name)
  }

  private func page(
    _ learning: LearningFindings, _ findings: TeacherFindings, images: Int, _ run: Run
  ) throws -> Page {
    try run.write(learning.table(), "curriculum")
    let speed = try run.write(learning.speedTable(), "learning-speed")
    let difference = try run.write(findings.differenceTable(), "curriculum-difference")
    var page = Page(
      PackageResources._3_curriculum_md,
      [
        "result": learning.sentence, "speed": speed.markdown(), "speedLink": run.link("learning-speed"),
        "curvesLink": run.link("curriculum"), "difference": difference.markdown(),
        "differenceLink": run.link("curriculum-difference"),
      ])
    page.settings = [
      ("accuracy", "of one learner (trial 1), \(images) test images, evaluation mode"),
      ("vanilla", "Adam, one epoch in batches of \(options.settings.vanilla.batch)"),
    ]
    page.figures = findings.teachers.flatMap { plan, _ in
      let (name, described) = (plan.name, findings.descriptions[plan.name] ?? plan.name)
      return [
        ("images", "Images that teacher \(described) shows: one row for each inner step, one column for each class."),
        ("rates", "Learned learning rates and momenta, teacher \(described)."),
        (
          "steps",
          "Test accuracy of one \(plan.training.learner) learner after each update step, teacher \(described)."
        ),
        (
          "outer", "Test accuracy after all inner steps, beside the curve of Such et al. 2019, teacher \(described)."
        ),
      ].map { ("curriculum-\($0)-\(name)", $1) }
    }
    return page
  }
}
