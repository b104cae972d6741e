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

  func work(_ run: Run) throws {
    try filters.check(run.settings)
    let accuracy = AccuracyTable(run)
    let table = try accuracy.table(accuracy.compute(filters))
    say(table.markdown())
    let folder = "\(run.paper)/tables"
    try TextFile.write(table.csv(), to: "\(folder)/accuracy.csv")
    try TextFile.write(table.markdown(), to: "\(folder)/accuracy.md")
    run.wrote(["\(folder)/accuracy.csv", "\(folder)/accuracy.md"])
  }
}
