// 10 Conclusion (report, "Conclusion").
//
// The report concludes that ordinary training gives more accurate and more robust networks than teachers do, and that
// more steps make a learner less robust. Here that is a number with an interval: for every trial, the mean over
// strengths and the report's learner types of accuracy(a) - accuracy(b), with both in the same mode, and Student's t
// interval of its mean over the trials. A family of sixteen contrasts, vanilla - gtn, is adjusted together by Holm's method;
// all others describe (Sources/Findings/Contrasts.swift).
//
// Reads   noise.h5, blur.h5, fgsm.h5, lbfgs.h5, lbfgs-as-written.h5, strong.h5, accuracy.h5, curriculum.h5, teacher-*.h5
// Writes  conclusion.h5: per contrast, test, teacher, protocol and trial the difference
//         tables/contrasts.csv: the primary contrasts; contrasts-descriptive.csv: all others
//         tables/robustness.csv: accuracy over all strengths of each test, by recipe and protocol
//         tables/agreement.csv, agreement-curves.csv, agreement-effects.csv: ours beside the report
//         tables/protocol-check.csv: our vanilla networks beside one of PyTorch's, in both modes
//         figures/conclusion-modes: accuracy from training to evaluation mode; conclusion-effects: vanilla - gtn by test and
//         mode; conclusion-curves-<teacher>: all curves; conclusion-distance: accuracy against how far images move;
//         conclusion: our points against reported ones
//         generated/*.tex: the paper's numbers and tables

import Notebook

@main struct ConclusionCell: ReportCell {
  static let entry = Report.conclusion
  @OptionGroup var options: StudyOptions
  @OptionGroup var drawing: DrawingOption

  func work(_ run: Run) throws -> Page {
    let study = options.study
    let tests = try counted(study, run)
    let strong = try attacked(study, run)

    // The contrasts, test by test.
    if !drawing.figuresOnly {
      try run.complete(ConclusionArtifact(study: study)) { tests.keys.contains($0) }
    }

    let conclusion = ConclusionFindings(tests, strong: strong, options.settings)
    for (name, table) in try conclusion.tables() { try run.write(table, name) }
    let teachers = TeacherFindings(try histories(study, run), options.settings)
    let figures = conclusion.figures(descriptions: teachers.descriptions)
    for (name, figure, _) in figures { try run.draw(figure, name) }
    try writePaperInputs(conclusion, teachers, study, run)
    if conclusion.showsReported {
      say(conclusion.sentence)
      for line in conclusion.check.sentences { say("  \(line)") }
    }
    return try page(conclusion, figures.map { ($0.name, $0.caption) }, run)
  }

  /// The counts of all tests that have any.
  private func counted(_ study: Study, _ run: Run) throws -> [String: TestFindings] {
    var tests: [String: TestFindings] = [:]
    let admitted = try study.admission(run.ledger)
    for test in TestCells.all {
      let counts = study.counts(test)
      guard run.ledger.isThere(counts.file) else {
        say("  \(test.name) has no results yet: `\(run.ledger.command(counts.cell))` computes them")
        continue
      }
      let results = try run.ledger.requirePart(counts)
      try run.tellIfPartial(counts)
      tests[test.name] = TestFindings(test, results, options.settings, admitted: admitted)
    }
    guard !tests.isEmpty else {
      throw NotebookError(
        "no test has results in \(run.ledger.folder): run `\(run.ledger.command(Cells.noise))`")
    }
    return tests
  }

  /// What strong attacks leave, of which a later cell is: they are shown once they are there. Nil while there is nothing.
  private func attacked(_ study: Study, _ run: Run) throws -> StrongFindings? {
    let outcomes = study.strongAttacks
    guard run.ledger.isThere(outcomes.file) else {
      say("  strong attacks have no results yet: `\(run.ledger.command(outcomes.cell))` computes them")
      return nil
    }
    return StrongFindings(try run.ledger.requirePart(outcomes), options.settings)
  }

  private func histories(_ study: Study, _ run: Run) throws -> [String: TeacherHistory] {
    var histories: [String: TeacherHistory] = [:]
    for artifact in study.teachers where run.ledger.isThere(artifact.file) {
      histories[artifact.plan.name] = try run.ledger.require(artifact)?.history
    }
    return histories
  }

  /// What the paper takes from the results, so that no number in it is typed.
  private func writePaperInputs(
    _ conclusion: ConclusionFindings, _ teachers: TeacherFindings, _ study: Study, _ run: Run
  ) throws {
    let ledger = run.ledger
    let accuracy = try ledger.content(study.accuracy)
    let inputs = PaperInputs(
      options.settings, teachers: teachers,
      learning: LearningFindings(try ledger.content(study.learningCurves), options.settings),
      accuracy: accuracy.correct.isEmpty ? nil : AccuracyFindings(accuracy, options.settings),
      admitted: try study.admission(ledger), conclusion: conclusion)
    for (name, text) in try inputs.files() { try run.write(text, "generated/\(name)") }
  }

  private func page(
    _ conclusion: ConclusionFindings, _ figures: [(String, String)], _ run: Run
  ) throws -> Page {
    var values: [String: Any] = ["result": conclusion.sentence]
    for (name, table) in try conclusion.tables() {
      let words = name.split(separator: "-").map(String.init)
      let key = words[0] + words.dropFirst().map(\.capitalized).joined()
      values[key] = ["table": table.markdown(), "link": run.link(name)]
    }
    let further = try options.furtherResults(run.ledger)
    if !further.isEmpty {
      values["further"] = [
        "results": further.map { ["page": $0.cell.name, "title": $0.cell.title, "result": $0.result] }
      ]
    }
    if conclusion.showsReported {
      values["answer"] = conclusion.answer
      if options.scale != .report { values["otherScale"] = options.scale.rawValue }
      values["reported"] = ["effects": conclusion.effectsInWords, "check": conclusion.check.sentences]
    }
    var page = Page(PackageResources._0_conclusion_md, values)
    page.figures = figures
    page.settings = [
      ("effect", "per trial, mean over strengths and the report's learner types of accuracy(a) − accuracy(b)"),
      (
        "pgd",
        "images that stand under three PGDs at one budget (page 13), in place of a mean over strengths"
      ),
      ("interval", "95%, Student's t over the trials"),
      ("p", "two-sided t test, adjusted by Holm over \(Effect.family) contrasts"),
      ("deviations", "standard deviations with n − 1; those reported are population deviations"),
    ]
    return page
  }
}
