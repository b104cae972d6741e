// 05 Accuracy of the learners (report, "Robustness Performance Tests").
//
// Test accuracy in evaluation mode. A learner type goes on to the robustness tests if the smallest over the
// algorithms of its mean accuracy is above 0.7.
//
// Reads   dataset.h5 and the data set, learners/*.h5
// Writes  accuracy.h5: correct [teacher, algorithm, learner, trial]
//         tables/accuracy.csv and accuracy-difference.csv

import Notebook

@main struct AccuracyTableCell: Cell {
  static let cell = Cells.accuracyTable
  @OptionGroup var options: Options
  @OptionGroup var filters: Filters
  @OptionGroup var drawing: DrawingOption

  func work(_ run: Run) throws -> Page {
    try filters.check(run.settings)
    let accuracy = AccuracyTable(run)
    if drawing.figuresOnly {
      try run.require(AccuracyTable.file, accuracy.commonProvenance(), from: Self.cell)
    }
    let counts = try drawing.figuresOnly ? accuracy.counts() : accuracy.compute(filters)
    run.tellIfPartial(counts, of: "accuracy")
    let table = try accuracy.table(counts)
    say(table.markdown())
    try run.write(table, "accuracy")
    var page = Page(
      question:
        "Which learner types can be taught at all? The report goes on with those whose worst algorithm is"
        + " above 0.7 on average.",
      formula: #"\min_{\text{algorithm}} \overline{\text{accuracy}} > 0.7"#,
      settings: [
        ("trials planned", "\(run.settings.trials)"), ("test images", "\(counts.total)"),
        ("mode", "evaluation"),
      ],
      reads: ["dataset.h5", "learners/*.h5"])
    page.results = [
      Page.Section(
        "Test accuracy, mean ± standard deviation",
        table.markdown()
          + "\n`base_fc` is `base_larger` under another name, and is left out of the tests but for the noise"
          + " figure. In `base_larger4*` as published the batch norm's scale is a constant zero; `..._corrected`"
          + " has one; these two are none of the report's types, and are not tested further. The column slides has the"
          + " report's numbers by algorithm: two digits, cut off. As CSV:"
          + " \(run.link("accuracy")).")
    ]
    if let difference = try accuracy.differenceTable(counts) {
      try run.write(difference, "accuracy-difference")
      page.results.append(
        Page.Section(
          "Difference to the report",
          difference.markdown()
            + "\nOurs less the slides' numbers, over the learner types that both have; cutting off two digits"
            + " takes up to 0.01 from theirs. As CSV: \(run.link("accuracy-difference"))."))
    }
    return page
  }
}
