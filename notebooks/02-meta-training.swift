// 02 Meta-training the teachers (report, "Introduction"; Such et al. 2019).
//
// A teacher is a generator with a curriculum of latents, learning rates and momenta. An outer step trains a
// fresh learner with it and follows the exact gradient of the learner's loss on real images, after the last
// inner step and before every other, through all inner steps (Sources/Teaching/Hypergradient.swift).
//
// Reads   dataset.h5 and the data set
// Writes  teacher-<learner>.h5: generator, curriculum, history
//         teacher-<learner>.resume.h5: the same and Adam's moments, to go on from
//         figures/meta-training-<learner>, tables/teachers.csv

import Notebook

@main struct MetaTrainingCell: Cell {
  static let cell = Cells.metaTraining
  @OptionGroup var options: Options
  @OptionGroup var drawing: DrawingOption
  @Option(help: "Only this teacher.")
  var teacher: String?
  @Option(help: "Stop after this outer step; the schedule stays that of the scale.")
  var untilStep: Int?
  @Option(help: "Gigabytes for lessons that are kept instead of computed twice; results do not depend on it.")
  var memory: Double?
  @Flag(help: "Go on from a teacher whose state to resume from is gone, with fresh moments of Adam.")
  var warmRestart = false

  func validate() throws {
    if let untilStep, untilStep < 1 { throw ValidationError("--until-step \(untilStep): give 1 or more") }
    if let memory, !(0.1...1000).contains(memory) {
      throw ValidationError("--memory \(memory): give gigabytes, from 0.1 to 1000")
    }
  }

  func work(_ run: Run) throws -> Page {
    let names = run.settings.teachers.map(\.learner)
    if let teacher, !names.contains(teacher) {
      throw ValidationError(
        "--teacher \(teacher): scale \(run.settings.scale.rawValue) has \(names.joined(separator: ", "))")
    }
    if !drawing.figuresOnly {
      for settings in run.settings.teachers where teacher == nil || teacher == settings.learner {
        try TeacherTraining(
          settings, run, memory: memory.map { Int($0 * 1e9) }, restartsWarm: warmRestart
        ).complete(until: untilStep ?? settings.outerSteps)
      }
    }
    // The page tells about all teachers, those too that were not asked for.
    for settings in run.settings.teachers {
      let (name, file) = (settings.learner, TeacherFile.name(settings.learner))
      guard run.isThere(file) else {
        say("  no teacher for \(name) yet: \(file) is not there")
        continue
      }
      try run.require(file, TeacherTraining(settings, run).provenance(), from: Self.cell)
      let history = try TeacherFile.history(Checkpoint.read(run.path(file)))
      say("  \(run.path(file)): \(history.metaLoss.count) of \(settings.outerSteps) outer steps")
      try drawHistory(name, history, run)
    }
    if run.drawn.isEmpty { try run.require(TeacherFile.name(names[0]), from: Self.cell) }
    return try page(run)
  }

  private func page(_ run: Run) throws -> Page {
    var page = Page(
      question: "Can a generator with a curriculum be learned that trains a fresh network in a few steps?",
      formula: #"v \gets m_t v + \nabla_\theta L(\theta, G(z_t)), \quad \theta \gets \theta - \alpha_t v"#,
      reads: ["dataset.h5"])
    var rows: [[String]] = []
    for settings in run.settings.teachers {
      let name = settings.learner
      page.settings.append(
        (
          "teacher for \(name)",
          "\(settings.innerSteps) inner steps x \(settings.batch) items; Adam, rate \(settings.learningRate) to"
            + " \(settings.finalLearningRate), \(settings.outerSteps) outer steps"
        ))
      let path = run.path(TeacherFile.name(name))
      guard run.isThere(TeacherFile.name(name)) else {
        rows.append([name, "0 of \(settings.outerSteps)", "\(settings.innerSteps) x \(settings.batch)", "–"])
        continue
      }
      let history = try TeacherFile.history(Checkpoint.read(path))
      let accuracy = (history.testAccuracy.last ?? []).map { String(format: "%.3f", $0) }
      let inner = history.evaluatedInnerSteps
      rows.append([
        name, "\(history.metaLoss.count) of \(settings.outerSteps)",
        "\(settings.innerSteps) x \(settings.batch)",
        zip(inner, accuracy).map { "\($1) after \($0)" }.joined(separator: ", "),
      ])
      page.figures.append(
        (
          "meta-training-\(name)",
          "Loss and test accuracy of fresh \(name) learners over the outer steps of their teacher,"
            + " \(history.metaLoss.count) of \(settings.outerSteps)."
        ))
    }
    let columns = ["teacher", "outer steps", "inner steps x items", "last test accuracy (inner steps)"]
    let table = try Table(columns: columns, rows: rows)
    try run.write(table, "teachers")
    let measure =
      "\nMeasured on one fresh learner and the first \(min(10_000, run.settings.imageLimit)) test images; means over"
      + " trials stand on the page of 05-accuracy-table."
    page.results = [
      Page.Section("Teachers", table.markdown() + measure + " As CSV: \(run.link("teachers")).")
    ]
    return page
  }

  /// The meta-loss of every outer step, and the accuracy of fresh learners.
  func drawHistory(_ name: String, _ history: TeacherHistory, _ run: Run) throws {
    let steps = history.metaLoss.indices.map { Double($0 + 1) }
    let loss = LineChart(
      title: "loss", xLabel: "outer step", yLabel: "cross-entropy (nats)",
      series: [
        Series(
          name: "after the last inner step", style: .black, x: steps, mean: history.finalLoss, marked: false)
      ])
    let inner = history.evaluatedInnerSteps
    let styles: [Palette] = [.tenGTN, .gtn]
    let accuracy = LineChart(
      title: "test accuracy", xLabel: "outer step", yLabel: "accuracy", yRange: 0...1,
      series: inner.indices.map { column in
        Series(
          name: "after \(inner[column]) inner steps", style: styles[min(column, 1)],
          x: history.evaluatedOuterSteps.map { Double($0) }, mean: history.testAccuracy.map { $0[column] })
      })
    let note = "teacher \(try run.described(teacher: name)), \(run.settings.scale.rawValue) scale"
    let figure = ChartPanels(charts: [loss, accuracy], columns: 2, note: note)
    try run.draw(FigureFile(figure), "meta-training-\(name)")
  }
}
