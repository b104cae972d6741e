// 15 Batch mates in training mode (beyond the report).
//
// In training mode an answer depends on the images beside it. Here `base_larger` learners are tested with other batches than
// the report's, which has all images in one: 1,000 or 128 at a time, and only images of one class. It is measured how far a
// corruption moves the means, of which stored means know nothing; and why the report's attacks fail in training mode: how
// often the gradient of the batch's loss, through the batch's means, has the sign of an image's own.
//
// Reads   dataset.h5 and the data set, learners/*.h5, teacher-*.h5; noise.h5, blur.h5, fgsm.h5 to show beside
// Writes  mates.h5: counts by kind of batch and strength; shifts of means by strength; agreement of signs image by image
//         figures/mates-<teacher>, mates-shift; tables/mates.csv, mates-signs.csv, mates-shift.csv; generated/mates.tex,
//         mates-variables.tex

import Notebook

@main struct BatchMatesCell: ReportCell {
  static let entry = Report.batchMates
  @OptionGroup var options: StudyOptions
  @OptionGroup var part: TestPart

  func work(_ run: Run) throws -> Page {
    let mates = options.study.batchMates
    guard let results = try part.measure(mates, run) else { return Page(PackageResources._5_batch_mates_md) }
    let findings = try options.matesFindings(results, run.ledger)
    var page = Page(
      PackageResources._5_batch_mates_md,
      ["result": [findings.result, findings.sentence].compactMap { $0 }.joined(separator: " ")])
    for teacher in options.study.teachers.map(\.plan.name) {
      guard let panels = findings.figure(teacher) else { continue }
      try run.draw(FigureFile(panels), "mates-\(teacher)")
      page.figures.append(
        (
          "mates-\(teacher)",
          "Accuracy over all strengths where a network subtracts stored means, the means of all images together, of 1,000 or of 128"
            + " images, or of images of one class; band: one standard deviation (n − 1) over trials."
        ))
    }
    if let panels = findings.shiftFigure {
      try run.draw(FigureFile(panels), "mates-shift")
      page.figures.append(
        (
          "mates-shift",
          "How far the means of all perturbed images together are from the stored ones (solid) and from those of clean images"
            + " (dashed), as a part of the length of the latter; mean over the normalisations. Band: one standard deviation (n − 1)"
            + " where there are several trials."
        ))
    }
    for (table, name, key) in [
      (try findings.table(), "mates", "accuracy"), (try findings.signTable(), "mates-signs", "signs"),
      (try findings.shiftTable(), "mates-shift", "shift"),
    ] {
      try run.write(table, name)
      page.values[key] = ["table": table.markdown(), "link": run.link(name)]
    }
    // For the paper.
    var variables = LatexVariables()
    try variables.define("matesResult", as: findings.sentence)
    try variables.define("batchesResult", as: findings.batchSentence ?? "")
    try variables.define("shiftResult", as: findings.shiftSentence ?? "")
    try run.write(variables.text(), "generated/mates-variables.tex")
    try run.write(try findings.table().latex(), "generated/mates.tex")
    page.settings = [
      ("images at a time", "1000 or 128"), ("largest change of a pixel under attack", "\(mates.budget)"),
      ("attacked images", "\(options.settings.strong.images)"),
    ]
    return page
  }
}
