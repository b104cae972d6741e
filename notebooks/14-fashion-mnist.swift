// 14 Another data set (beyond the report).
//
// Are the findings those of MNIST alone? Here a teacher for base_larger is meta-trained on Fashion-MNIST, learners are trained
// by `gtn` and `vanilla`, three times each, and counted under noise, blur, FGSM and PGD in both modes. All of it is a study
// of its own in a folder of its own (Sources/Study/OtherData.swift). At scale smoke the other data set is strokes drawn
// from another seed.
//
// A teacher takes days. --until-step ends its meta-training early; --only learners and --only tests take it as it stands.
//
// Reads   the other data set's files (docs/offline.md); noise.h5, blur.h5, fgsm.h5, strong.h5 to show beside
// Writes  in fashion-mnist/: dataset.h5, teacher-base_larger.h5, learners/, noise.h5, blur.h5, fgsm.h5, strong.h5
//         figures/fashion-mnist, tables/fashion-mnist.csv, generated/fashion-mnist.tex, fashion-mnist-variables.tex

import Notebook

@main struct FashionCell: ReportCell {
  static let entry = Report.fashion
  @OptionGroup var options: StudyOptions
  @OptionGroup var training: TeacherTraining
  @OptionGroup var part: TestPart
  @OptionGroup var attack: AttackFilter
  @Option(help: "Only this part of the work: teacher, learners or tests.")
  var only: Work?

  enum Work: String, ExpressibleByArgument { case teacher, learners, tests }

  func validate() throws {
    if part.division.shard != nil, only == nil || only == .teacher {
      throw ValidationError("--shard: give --only learners or, once these are there, --only tests")
    }
  }

  func work(_ run: Run) throws -> Page {
    let study = options.otherData
    try part.filters.check(study.settings, recipes: Roster.part.recipes)
    if !part.drawing.figuresOnly {
      if only == nil || only == .teacher {
        try run.complete(study.dataset)
        for teacher in study.teachers { try training.train(teacher, run) }
      }
      if only == nil || only == .learners {
        try run.complete(study.learners.filter { part.filters.admits($0.key) }, shard: part.division.shard)
      }
    }
    guard part.drawing.figuresOnly || only == nil || only == .tests else {
      run.leavePageAlone()
      return Page(PackageResources._4_fashion_mnist_md)
    }
    guard let counted = try part.count(study, attack, run) else { return Page(PackageResources._4_fashion_mnist_md) }
    return try page(try options.otherDataFindings(counted, run.ledger), study, run)
  }

  private func page(_ findings: OtherDataFindings, _ study: Study, _ run: Run) throws -> Page {
    let (whole, teacher) = (options.study, study.teachers[0])
    var page = Page(PackageResources._4_fashion_mnist_md, ["result": findings.sentence])
    if let panels = findings.figure {
      try run.draw(FigureFile(panels), "fashion-mnist")
      page.figures.append(
        (
          "fashion-mnist",
          "Accuracy on \(study.dataName) against strength. Solid: evaluation mode, with a band of one standard deviation"
            + " (n − 1) over trials; dashed: training mode."
        ))
    }
    let table = try run.write(findings.table(), "fashion-mnist")
    page.values["contrasts"] = ["table": table.markdown(), "link": run.link("fashion-mnist")]
    // For the paper.
    var variables = LatexVariables()
    try variables.define("fashionResult", as: findings.sentence)
    try run.write(variables.text(), "generated/fashion-mnist-variables.tex")
    try run.write(table.latex(), "generated/fashion-mnist.tex")
    page.settings = [
      (
        "other data set",
        study.seed == options.common.seed ? study.dataName : "\(study.settings.dataset), seed \(study.seed)"
      ),
      ("beside it", "\(whole.dataName), teacher \(try whole.teacher(teacher.plan.name)?.described(run.ledger) ?? "–")"),
      ("trials planned", "\(study.settings.trials)"),
    ]
    return page
  }
}
