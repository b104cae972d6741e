// 16 Teachers on their way (beyond the report).
//
// Does robustness come with outer steps, and is it that of one teacher? Meta-training keeps a copy of each teacher at some
// outer steps, also of teachers that begin from another seed (cell 02, --teacher base_larger-seed2). Here `base_larger`
// learners are taught by these copies, three times each, and counted under noise, blur, FGSM and PGD in both modes, beside
// ordinary learners and those of the teacher as it stands now. It is a study of its own (Sources/Study/OuterSteps.swift).
// A copy that is not there, or of another training, is left out.
//
// Reads   dataset.h5 and the data set; teacher-*.h5 of cell 02 and its copies outer-steps/teacher-<name>-at-<step>;
//         noise.h5, blur.h5, fgsm.h5, strong.h5 to show beside
// Writes  in outer-steps/: learners/, noise.h5, blur.h5, fgsm.h5, strong.h5, images.h5 (what the copies show)
//         figures/outer-steps-<teacher>, outer-steps-images-<teacher>; tables/outer-steps.csv, outer-steps-differences.csv,
//         outer-steps-teachers.csv; generated/outer-steps.tex, outer-steps-differences.tex, outer-steps-teachers.tex,
//         outer-steps-variables.tex

import Notebook

@main struct OuterStepsCell: ReportCell {
  static let entry = Report.outerSteps
  @OptionGroup var options: StudyOptions
  @OptionGroup var part: TestPart
  @OptionGroup var attack: AttackFilter

  func validate() throws {
    if part.division.shard != nil { throw ValidationError("--shard: this cell's work is divided by --teacher") }
  }

  func work(_ run: Run) throws -> Page {
    let (study, whole) = (options.outerSteps, options.study)
    var counted = PartCounts(tests: [:], strong: study.strongAttacks.empty)
    var pictures: [String: Pictures.Row] = [:]
    if part.drawing.figuresOnly {
      counted = try part.count(study, attack, run) ?? counted
      pictures = try part.make(study.lessonPictures, run)
    } else {
      let copies = try copies(of: study, beside: whole, run)
      func isThere(_ key: LearnerKey) -> Bool { key.teacher.map(copies.contains) ?? false }
      guard !copies.isEmpty else {
        run.leavePageAlone()
        return Page(PackageResources._6_outer_steps_md)
      }
      try run.complete(study.learners.filter { part.filters.admits($0.key) && isThere($0.key) })
      counted = try part.count(study, attack, run, admits: isThere) ?? counted
      pictures = try part.make(study.lessonPictures, run) { copies.contains($0) }
    }
    let findings = try options.outerStepsFindings(counted, run.ledger)
    var page = try page(findings, whole.teachers.map(\.plan.name), run)
    for teacher in whole.teachers { try draw(teacher, pictures, on: &page, run) }
    return page
  }

  /// What a teacher shows on its way and now.
  private func draw(
    _ artifact: TeacherArtifact, _ pictures: [String: Pictures.Row], on page: inout Page, _ run: Run
  ) throws {
    guard run.ledger.isThere(artifact.file), let progress = try run.ledger.require(artifact),
      let strip = lessonStrip(
        artifact.plan, pictures, steps: options.settings.snapshots,
        standing: (progress.outerStep, progress.teacher.samples(0)))
    else { return }
    let name = "outer-steps-images-\(artifact.plan.name)"
    try run.draw(FigureFile(strip), name)
    page.figures.append(
      (
        name,
        "What the teacher \(artifact.plan.name) shows in its first lesson: a row for each outer step, a column for each class."
      ))
  }

  /// The names of the copies that can be counted: what is left out is told, a line a teacher.
  private func copies(of study: Study, beside whole: Study, _ run: Run) throws -> Set<String> {
    try part.filters.check(study.settings, recipes: Roster.snapshots.recipes)
    var found: Set<String> = []
    let ofOtherSeeds = whole.seedTeachers.filter { run.ledger.isThere($0.file) }
    for teacher in whole.teachers { try run.ledger.requireFile(teacher) }
    for teacher in whole.teachers + ofOtherSeeds {
      let reached = try run.ledger.progress(of: teacher).done
      var missing: [Int] = []
      // The report's teachers are counted as they stand.
      let counted = teacher.plan.seed == nil ? reached : 0
      for step in options.settings.snapshots where step < teacher.plan.outerSteps && step != counted {
        guard let copy = study.teacher(teacher.plan.taken(at: step).name), run.ledger.isThere(copy.file) else {
          missing.append(step)
          continue
        }
        if try copy.isOneTraining(with: teacher, run.ledger) {
          found.insert(copy.plan.name)
        } else {
          say("  left out: \(copy.file) is of another training than \(teacher.file)")
        }
      }
      if !missing.isEmpty {
        let steps = missing.map { "\($0)" }.joined(separator: ", ")
        say("  left out: outer steps \(steps) of \(teacher.plan.name), of which cell 02 has kept no copy")
      }
    }
    return found
  }

  private func page(_ findings: OuterStepsFindings, _ teachers: [String], _ run: Run) throws -> Page {
    var page = Page(PackageResources._6_outer_steps_md, ["result": findings.sentence])
    for teacher in teachers {
      guard let panels = findings.figure(teacher) else { continue }
      try run.draw(FigureFile(panels), "outer-steps-\(teacher)")
      page.figures.append(
        (
          "outer-steps-\(teacher)",
          "Accuracy against the outer steps that the teacher \(teacher) has made. Solid: evaluation mode, with a band of one"
            + " standard deviation (n − 1) over trials; dashed: training mode. Ordinary learners (`vanilla`) have no teacher:"
            + " their lines are level."
        ))
    }
    let table = try run.write(findings.table(), "outer-steps")
    page.values["accuracy"] = ["table": table.markdown(), "link": run.link("outer-steps")]
    let differences = try run.write(findings.differencesTable(), "outer-steps-differences")
    page.values["differences"] = ["table": differences.markdown(), "link": run.link("outer-steps-differences")]
    if let teachers = try findings.teachersTable() {
      try run.write(teachers, "outer-steps-teachers")
      page.values["teachers"] = [
        "table": teachers.markdown(), "link": run.link("outer-steps-teachers"),
        "result": findings.teachersSentence ?? "",
      ]
      try run.write(teachers.latex(), "generated/outer-steps-teachers.tex")
    }
    // For the paper.
    var variables = LatexVariables()
    try variables.define("outerStepsResult", as: findings.sentence)
    try variables.define("teachersResult", as: findings.teachersSentence ?? "")
    try run.write(variables.text(), "generated/outer-steps-variables.tex")
    try run.write(table.latex(), "generated/outer-steps.tex")
    try run.write(differences.latex(), "generated/outer-steps-differences.tex")
    page.settings = [
      ("outer steps of copies", options.settings.snapshots.map { "\($0)" }.joined(separator: ", "))
    ]
    return page
  }
}
