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

@main struct CurriculumCell: Cell {
  static let cell = Cells.curriculum
  @OptionGroup var options: Options
  @OptionGroup var drawing: DrawingOption

  func work(_ run: Run) throws -> Page {
    let learningSpeed = LearningSpeed(run)
    let speed = try drawing.figuresOnly ? learningSpeed.drawn() : learningSpeed.complete()
    var histories: [(name: String, history: TeacherHistory)] = []
    for settings in run.settings.teachers {
      let name = settings.learner
      guard run.isThere(TeacherFile.name(name)) else {
        say("  no teacher for \(name) yet: \(TeacherFile.name(name)) is not there")
        continue
      }
      try run.require(
        TeacherFile.name(name), TeacherTraining(settings, run).provenance(), from: Cells.metaTraining)
      let file = try Checkpoint.read(run.path(TeacherFile.name(name)))
      let (teacher, _) = try TeacherFile.teacher(file, settings.generator)
      let note = "teacher \(try run.described(teacher: name)), \(run.settings.scale.rawValue) scale"
      try drawImages(teacher, run, "curriculum-images-\(name)")
      try drawRates(teacher.curriculum, run, "curriculum-rates-\(name)", note)
      try drawSteps(speed, name, run, note)
      histories.append((name, try TeacherFile.history(file)))
      try drawOuterSteps(histories[histories.count - 1].history, run, "curriculum-outer-\(name)", note)
    }
    try run.write(speed.table(), "curriculum")
    return try page(speed, histories, run)
  }

  private func page(
    _ speed: LearningSpeed.Curves, _ histories: [(name: String, history: TeacherHistory)], _ run: Run
  ) throws -> Page {
    var page = Page(
      question:
        "What does a teacher show, and how fast do its learners learn? The report's claim: over 95% after a"
        + " few update steps, where ordinary training needs about 390.",
      formula: #"x_t = G(z_t, y_t), \quad v \gets m_t v + \nabla_\theta L(\theta, x_t), \quad"#
        + #" \theta \gets \theta - \alpha_t v"#,
      settings: [
        ("accuracy", "of one learner (trial 1), \(speed.images) test images, evaluation mode"),
        ("vanilla", "Adam, one epoch in batches of \(run.settings.vanilla.batch)"),
      ],
      reads: ["dataset.h5", "teacher-*.h5"])
    func firstAbove(_ points: [LearningSpeed.Point]?, _ level: Double) -> String {
      guard points != nil else { return "–" }
      return LearningSpeed.Curves.steps(to: level, points).map { "\($0)" } ?? "not reached"
    }
    var rows: [[String]] = []
    for name in run.settings.teachers.map(\.learner) {
      for (algorithm, points) in [("gtn", speed.taught[name]), ("vanilla", speed.vanilla[name])] {
        let best = (points ?? []).map(\.accuracy).max().map { String(format: "%.3f", $0) } ?? "–"
        rows.append([name, algorithm, firstAbove(points, 0.9), firstAbove(points, 0.95), best])
      }
      let teacher = "teacher \(try run.described(teacher: name))"
      page.figures += [
        (
          "curriculum-images-\(name)",
          "What the \(teacher) shows: a row an inner step, a column a class."
        ),
        ("curriculum-rates-\(name)", "Learned learning rates and momenta, \(teacher)."),
        (
          "curriculum-steps-\(name)",
          "Test accuracy of one \(name) learner after each update step, \(teacher)."
        ),
        (
          "curriculum-outer-\(name)",
          "Test accuracy after all inner steps, beside the curve of Such et al. 2019, \(teacher)."
        ),
      ]
    }
    let columns = ["learner", "algorithm", "steps to 0.90", "steps to 0.95", "best"]
    let table = try Table(columns: columns, rows: rows)
    try run.write(table, "learning-speed")
    page.results = [
      Page.Section(
        "Update steps to an accuracy",
        table.markdown()
          + "\nThe report's 390 update steps are about one epoch. As CSV: \(run.link("learning-speed"));"
          + " every step: \(run.link("curriculum")).")
    ]
    let difference = try differenceTable(histories)
    try run.write(difference, "curriculum-difference")
    page.results.append(
      Page.Section(
        "Difference to Such et al. 2019",
        difference.markdown()
          + "\nTest accuracy after all inner steps, at the last outer step at which ours was taken; theirs is read from"
          + " figure 1c of their paper and interpolated. As CSV: \(run.link("curriculum-difference"))."))
    return page
  }

  /// One row a teacher: its learner's test accuracy beside the curve of Such et al.
  func differenceTable(_ histories: [(name: String, history: TeacherHistory)]) throws -> Table {
    func digits(_ number: Double?, _ format: String = "%.3f") -> String {
      number.map { String(format: format, $0) } ?? "–"
    }
    return try Table(
      columns: ["teacher", "outer step", "ours", "Such et al.", "difference"],
      rows: histories.map { name, history in
        let (step, ours) = (history.evaluatedOuterSteps.last, history.testAccuracy.last?.last)
        let theirs = step.flatMap { Reported.fullCurriculum(after: Double($0)) }
        let difference = ours.flatMap { ours in theirs.map { ours - $0 } }
        return [name, step.map { "\($0)" } ?? "–", digits(ours), digits(theirs), digits(difference, "%+.3f")]
      })
  }

  /// One row for some inner steps, one column a class: the first image of that class in the step's batch.
  func drawImages(_ teacher: Teacher, _ run: Run, _ name: String) throws {
    let steps = teacher.curriculum.steps
    let rows = Set((0..<8).map { $0 * (steps - 1) / 7 }).sorted()
    var shown: [[Float]] = []
    for step in rows {
      let images = teacher.images(step)
      for digit in 0..<10 {
        let item = teacher.curriculum.labels[step].firstIndex(of: digit) ?? 0
        shown.append(images.images(item..<item + 1).floats)
      }
    }
    let grid = ImageStrip(
      images: shown, side: teacher.generator.side, valueRange: -2...2, labels: (0..<10).map { "\($0)" },
      columns: 10, rowLabels: rows.map { "step \($0 + 1)" }, width: .column)
    try run.draw(FigureFile(grid), name)
  }

  func drawRates(_ curriculum: Curriculum, _ run: Run, _ name: String, _ note: String) throws {
    let steps = (0..<curriculum.steps).map { Double($0 + 1) }
    func chart(_ title: String, _ style: Palette, _ value: (Int) -> Double) -> LineChart {
      let series = Series(name: title, style: style, x: steps, mean: steps.indices.map(value))
      return LineChart(title: title, xLabel: "inner step", yLabel: title, series: [series])
    }
    let figure = ChartPanels(
      charts: [
        chart("learning rate", .purple, curriculum.learningRate),
        chart("momentum", .skyBlue, curriculum.momentum),
      ], columns: 2, note: note)
    try run.draw(FigureFile(figure), name)
  }

  func drawSteps(_ speed: LearningSpeed.Curves, _ teacher: String, _ run: Run, _ note: String) throws {
    let series = [(Algorithm.gtn, speed.taught[teacher] ?? []), (.vanilla, speed.vanilla[teacher] ?? [])]
      .compactMap { algorithm, curve -> Series? in
        guard let style = Palette(rawValue: algorithm.rawValue), !curve.isEmpty else { return nil }
        return Series(
          name: algorithm.rawValue, style: style, x: curve.map { Double($0.step) },
          mean: curve.map(\.accuracy))
      }
    guard !series.isEmpty else { return }
    let chart = LineChart(
      xLabel: "update steps", yLabel: "test accuracy", logarithmicX: true, yRange: 0...1, series: series,
      note: "learner \(teacher); \(note)")
    try run.draw(FigureFile(chart), "curriculum-steps-\(teacher)")
  }

  func drawOuterSteps(_ history: TeacherHistory, _ run: Run, _ name: String, _ note: String) throws {
    let ours = Series(
      name: "this teacher", style: .gtn, x: history.evaluatedOuterSteps.map { Double($0) },
      mean: history.testAccuracy.compactMap(\.last))
    let published = Series(
      name: "Such et al. 2019", style: .black, x: Reported.fullCurriculum.map(\.outerStep),
      mean: Reported.fullCurriculum.map(\.accuracy), dashed: true)
    let chart = LineChart(
      xLabel: "outer steps", yLabel: "test accuracy", logarithmicX: true, yRange: 0...1,
      series: [ours, published], note: note)
    try run.draw(FigureFile(chart), name)
  }
}
