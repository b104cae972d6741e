// 05 Accuracy of the learners (report, "Robustness Performance Tests").
//
// Test accuracy in evaluation mode. A learner type goes on to the robustness tests if the smallest over the
// algorithms of its mean accuracy is above 0.7.
//
// Reads   dataset.h5, learners/*.h5
// Writes  accuracy.h5: correct [teacher, algorithm, learner, trial]
//         tables/accuracy.csv, tables/accuracy.md

import Notebook

@main struct AccuracyTableCell: Cell {
  static let cell = Cells.accuracyTable
  @OptionGroup var options: Options
  @OptionGroup var filters: Filters

  func work(_ run: Run) throws -> Page {
    try filters.check(run.settings)
    let accuracy = AccuracyTable(run)
    let table = try accuracy.table(accuracy.compute(filters))
    say(table.markdown())
    let folder = "\(run.paper)/tables"
    try TextFile.write(table.csv(), to: "\(folder)/accuracy.csv")
    try TextFile.write(table.markdown(), to: "\(folder)/accuracy.md")
    run.wrote(["\(folder)/accuracy.csv", "\(folder)/accuracy.md"])
    var page = Page(
      question:
        "Which learner types can be taught at all? The report goes on with those whose worst algorithm is"
        + " above 0.7 on average.",
      settings: [("trials", "\(run.settings.trials)")], reads: ["dataset.h5", "learners/*.h5"])
    page.results = [
      Page.Section(
        "Test accuracy, mean ± standard deviation",
        table.markdown()
          + "\n`base_fc` is `base_larger` under another name, and is left out of the tests but for the noise"
          + " figure. In `base_larger4*` as published the batch norm's scale is a constant zero; `..._corrected`"
          + " has one. The column slides has the report's numbers by algorithm: two digits, cut off.")
    ]
    return page
  }
}
