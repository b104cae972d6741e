// 05 Accuracy of the learners (report, "Robustness Performance Tests").
//
// Test accuracy in evaluation mode. A learner type goes on to the robustness tests if the smallest over the
// recipes of its mean accuracy is above 0.7.
//
// Reads   dataset.h5 and the data set, learners/*.h5, teacher-*.h5
// Writes  accuracy.h5: correct [mode, teacher, recipe, learner, trial, strength], with one mode and one strength, 0
//         tables/accuracy.csv and accuracy-difference.csv

import Notebook

@main struct AccuracyTableCell: ReportCell {
  static let entry = Report.accuracy
  @OptionGroup var options: StudyOptions
  @OptionGroup var filters: Filters
  @OptionGroup var drawing: DrawingOption

  func work(_ run: Run) throws -> Page {
    let accuracy = options.study.accuracy
    try filters.check(options.settings, recipes: accuracy.roster.recipes)
    // A network at a time: the test images that it puts into the right class.
    let results =
      try drawing.figuresOnly
      ? run.ledger.requirePart(accuracy) : run.complete(accuracy) { filters.admits($0.tested.key) }
    try run.tellIfPartial(accuracy)

    let findings = AccuracyFindings(results, options.settings)
    let table = try run.write(findings.table(), "accuracy")
    say(table.markdown())
    var values: [String: Any] = [
      "result": findings.sentence, "accuracy": table.markdown(), "link": run.link("accuracy"),
    ]
    if let difference = try findings.differenceTable() {
      try run.write(difference, "accuracy-difference")
      values["difference"] = ["table": difference.markdown(), "link": run.link("accuracy-difference")]
    }
    var page = Page(PackageResources._5_accuracy_table_md, values)
    page.settings = [
      ("trials planned", "\(options.settings.trials)"), ("test images", "\(results.total)"), ("mode", "evaluation"),
    ]
    return page
  }
}
