// 16 Teachers on their way (beyond the report).
//
// Does robustness come with outer steps? Meta-training keeps a copy of each teacher at some of them (cell 02). Here
// `base_larger` learners are taught by these copies, three times each, and counted under noise, blur, FGSM and PGD in both
// modes, beside ordinary learners and those of the teacher as it stands now. It is a study of its own
// (Sources/Study/OuterSteps.swift). A copy that is not there is left out.
//
// Reads   dataset.h5 and the data set; teacher-*.h5, noise.h5, blur.h5, fgsm.h5, strong.h5 to show beside
// Writes  in outer-steps/: learners/, noise.h5, blur.h5, fgsm.h5, strong.h5, beside cell 02's teacher-<name>-at-<step>.h5
//         figures/outer-steps-<teacher>, tables/outer-steps.csv, generated/outer-steps.tex, outer-steps-variables.tex

import Notebook

@main struct OuterStepsCell: ReportCell {
  static let entry = Report.outerSteps
  @OptionGroup var options: StudyOptions
  @OptionGroup var part: TestPart
  @OptionGroup var attack: AttackFilter

  func work(_ run: Run) throws -> Page {
    let (study, whole) = (options.outerSteps, options.study)
    let copies = study.teachers.filter { run.ledger.isThere($0.file) }.map(\.plan.name)
    func isThere(_ key: LearnerKey) -> Bool { key.teacher.map(copies.contains) ?? false }
    if !part.drawing.figuresOnly {
      for teacher in study.teachers where !copies.contains(teacher.plan.name) {
        say("  left out: \(teacher.file) is not there; cell 02 writes it when it comes to that outer step")
      }
      let filters = part.filters
      try filters.check(study.settings, recipes: Roster.snapshots.recipes)
      try run.complete(
        study.learners.filter { filters.admits($0.key) && isThere($0.key) }, shard: part.division.shard)
    }
    guard let counted = try part.count(study, attack, run, admits: isThere) else {
      return Page(PackageResources._6_outer_steps_md)
    }
    let findings = OuterStepsFindings(
      counted, study.settings, beside: try whole.counted(Roster.snapshots.tests, run.ledger),
      standing: try whole.teachers.map { ($0.plan, try run.ledger.progress(of: $0).done) })
    return try page(findings, whole.teachers.map(\.plan.name), run)
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
    // For the paper.
    var variables = LatexVariables()
    try variables.define("outerStepsResult", as: findings.sentence)
    try run.write(variables.text(), "generated/outer-steps-variables.tex")
    try run.write(table.latex(), "generated/outer-steps.tex")
    page.settings = [
      ("outer steps of copies", options.settings.snapshots.map { "\($0)" }.joined(separator: ", "))
    ]
    return page
  }
}
