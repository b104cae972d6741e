// 13 Strong attacks (beyond the report).
//
// Accuracy may survive the report's FGSM because the attack is weak. Here are the strongest attacks that the
// literature knows, in both modes, on the first test images: projected gradient descent, Auto-PGD, Square, and for
// the least distance DDN and L-BFGS within a box (Sources/Robustness/Strong). An image withstands a budget if no
// attack within it changes the answer. In training mode a network subtracts the means of the whole batch; attacks
// hold them fixed while differentiating, so that each image climbs its own loss. `pgd-as-run` does not: it climbs the
// mean loss of the batch, as the report's attacks do.
//
// Reads   dataset.h5 and the data set, learners/*.h5, teacher-*.h5
// Writes  strong.h5: for every network, mode, attack and budget what becomes of each image
//         attacked-images.h5: some images before and after an attack for the least distance
//         figures/strong-<teacher>, strong-images; tables/strong.csv, strong-worst.csv, strong-coupling.csv, strong-distance.csv, strong-checks.csv,
//         strong-failures.csv
//         generated/strong-worst.tex, strong-checks.tex, strong-coupling.tex, strong-variables.tex

import Notebook

@main struct StrongAttacksCell: ReportCell {
  static let entry = Report.strongAttacks
  @OptionGroup var options: StudyOptions
  @OptionGroup var part: TestPart
  @OptionGroup var only: AttackFilter

  func work(_ run: Run) throws -> Page {
    let study = options.study
    // Page 10 shows these contrasts beside those of the report's tests.
    guard let results = try part.attack(study.strongAttacks, only, run) else {
      return Page(PackageResources._3_strong_attacks_md)
    }
    let teachers = try study.teachers.map { ($0.plan.name, try $0.described(run.ledger)) }
    let findings = StrongFindings(
      results, study.settings, descriptions: Dictionary(uniqueKeysWithValues: teachers))
    var page = Page(PackageResources._3_strong_attacks_md, ["result": findings.sentence])
    if let control = findings.controlInWords { page.values["control"] = control }
    for (teacher, _) in teachers {
      guard let panels = findings.figure(teacher) else { continue }
      try run.draw(FigureFile(panels), "strong-\(teacher)")
      page.figures.append(
        (
          "strong-\(teacher)",
          "Accuracy against the largest change of a pixel. Solid: under three kinds of PGD; dashed: attacked as in the"
            + " report, along the mean loss of the batch. Budgets differ in their number of trials: \(findings.trialsOfFigure(teacher))."
        ))
    }
    let pictured = study.picturedNetworks.filter { _, tested in
      part.filters.admits(tested.key) && (part.mode == nil || part.mode == tested.mode)
    }
    let pictures = try part.make(study.attackedPictures, run) { row in
      (only.attack ?? StrongAttack.decoupled.name) == StrongAttack.decoupled.name
        && pictured.contains { $0.name == row }
    }
    let fallen = pictured.compactMap { name, tested in
      findings.fallen(tested, StrongAttack.decoupled).map { (name, $0) }
    }
    if let strip = attackedStrip(pictures, fallen: Dictionary(uniqueKeysWithValues: fallen)) {
      try run.draw(FigureFile(strip), "strong-images")
      page.figures.append(
        (
          "strong-images",
          "Test images, and the nearest that DDN finds with another answer, by base_larger learners of trial 1; under each what"
            + " changes, grey where nothing does. White: it finds none. In brackets: the median distance of those shown (L2, grey levels"
            + " between 0 and 1)."
        ))
    }
    for (table, name, key) in [
      (try findings.table(), "strong", "accuracy"), (try findings.worstTable(), "strong-worst", "worst"),
      (try findings.couplingTable(), "strong-coupling", "coupling"),
      (try findings.distanceTable(), "strong-distance", "distance"),
      (try findings.checkTable(), "strong-checks", "checks"),
      (try findings.failureTable(), "strong-failures", "failures"),
    ] {
      try run.write(table, name)
      page.values[key] = ["table": table.markdown(), "link": run.link(name)]
    }
    // For the paper.
    var variables = LatexVariables()
    try variables.define("strongResult", as: findings.sentence)
    try run.write(variables.text(), "generated/strong-variables.tex")
    try run.write(try findings.worstTable().latex(), "generated/strong-worst.tex")
    try run.write(try findings.checkTable().latex(), "generated/strong-checks.tex")
    try run.write(try findings.couplingTable().latex(), "generated/strong-coupling.tex")
    let strong = study.settings.strong
    page.settings = [
      ("images", "\(strong.images)"), ("PGD: steps, restarts", "\(strong.effort.steps), \(strong.effort.restarts)"),
      ("Auto-PGD: steps", "\(strong.effort.automaticSteps)"), ("Square: queries", "\(strong.effort.queries)"),
      ("DDN: steps", "\(strong.effort.distanceSteps)"),
    ]
    return page
  }
}
