// 10 Conclusion (report, "Conclusion").
//
// The report concludes that more steps make a learner less robust, and that ordinary training gives more
// accurate and more robust networks than teachers do. Here each claim is a number: for every trial, the mean
// over strengths and learner types of accuracy(A) - accuracy(B), as it is and after subtracting each network's
// clean accuracy, which is counted on the same images in the same mode. The claim holds if the 95% interval of its
// mean over all resamples of the trials lies above zero, does not hold if it lies below, and is undecided otherwise
// or with fewer than three trials (Sources/Findings/Claims.swift).
//
// Reads   noise.h5, blur.h5, fgsm.h5, lbfgs.h5, lbfgs-as-written.h5, accuracy.h5, curriculum.h5, teacher-*.h5
// Writes  conclusion.h5: per claim, test, teacher, protocol and trial the difference
//         tables/robustness.csv: accuracy over all strengths of each test, by recipe and protocol
//         tables/answers.csv: in how many tests each claim holds; claims.csv, changes.csv: one by one
//         tables/reported-beside-ours.csv, agreement.csv, differences.csv
//         tables/protocol-check.csv: our vanilla networks beside one of PyTorch's, in both modes
//         figures/conclusion: our points against the reported ones
//         generated/*.tex: the paper's numbers and tables

import Notebook

@main struct ConclusionCell: ReportCell {
  static let entry = Report.conclusion
  @OptionGroup var options: StudyOptions
  @OptionGroup var drawing: DrawingOption

  func work(_ run: Run) throws -> Page {
    let study = options.study
    let tests = try counted(study, run)

    // The claims, test by test.
    if !drawing.figuresOnly {
      try run.complete(ConclusionArtifact(study: study)) { tests.keys.contains($0) }
    }

    let conclusion = ConclusionFindings(tests, options.settings)
    for (name, table) in try conclusion.tables() { try run.write(table, name) }
    let teachers = TeacherFindings(try histories(study, run), options.settings)
    if let figure = conclusion.figure(descriptions: teachers.descriptions) {
      try run.draw(FigureFile(figure), "conclusion")
    }
    try writePaperInputs(conclusion, teachers, study, run)
    if conclusion.showsReported {
      say(try conclusion.comparison.summary().markdown())
      for verdict in conclusion.check.verdicts(options.scale) { say("  \(verdict)") }
    }
    return try page(conclusion, run)
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

  private func page(_ conclusion: ConclusionFindings, _ run: Run) throws -> Page {
    let changes = try conclusion.changesTable()
    var values: [String: Any] = [
      "result": conclusion.sentence, "answers": conclusion.answerInWords,
      "robustness": try conclusion.robustnessTable().markdown(), "robustnessLink": run.link("robustness"),
      "claimsInShort": try conclusion.answersInShort().markdown(), "answersLink": run.link("answers"),
      "claims": try conclusion.claimsTable().markdown(), "claimsLink": run.link("claims"),
      "statements": "\(conclusion.statements.count)", "changed": "\(changes.rows.count)",
    ]
    if !changes.rows.isEmpty { values["changes"] = ["table": changes.markdown(), "link": run.link("changes")] }
    if conclusion.showsReported {
      let check = conclusion.check
      values["reported"] = [
        "agreement": try conclusion.comparison.summary().markdown(), "agreementLink": run.link("agreement"),
        "pointsLink": run.link("reported-beside-ours"),
        "differences": try conclusion.comparison.differences().markdown(), "differencesLink": run.link("differences"),
        "betweenTeachers": Reported.betweenTeachersInWords,
        "otherScale": options.scale == .report ? "" : options.scale.rawValue,
        "verdicts": check.verdicts(options.scale), "check": try check.table().markdown(),
        "checkLink": run.link("protocol-check"),
      ]
    }
    var page = Page(PackageResources._0_conclusion_md, values)
    page.figures = [
      ("conclusion", "Our points against the reported ones; teachers and their outer steps as in the settings below.")
    ]
    page.settings = [
      ("statistic", "per trial, mean over strengths and learner types of accuracy(A) − accuracy(B)"),
      ("interval", "95% percentile bootstrap over trials, all resamples"),
      ("clean accuracy", "on the same images without perturbation, in the same mode"),
      ("verdict", "interval above 0: holds; below: does not hold; else or with fewer than 3 trials: undecided"),
    ]
    return page
  }
}
