// 04 Training the learners (report, "Robustness Performance Tests").
//
// Every learner type is trained by every recipe (Sources/Study/Recipe.swift), five times each:
//   10_gtn   the first ten lessons of a teacher
//   gtn      all its lessons
//   vanilla  one epoch of Adam over the 50,000 training images
// and the report's two main types by the recipes of the cells beyond 10 (Sources/Study/Roster.swift).
// A trial's initial weights are the same for all recipes, so that comparisons are paired. Any trial can be
// trained alone: --teacher, --learner, --recipe, --trial; --shard 2/4 trains the second of four equal parts.
//
// Reads   dataset.h5 and the data set, teacher-*.h5
// Writes  learners/<teacher>-<recipe>-<learner>-<trial>.h5, learners/vanilla-<learner>-<trial>.h5

import Notebook

@main struct LearnersCell: ReportCell {
  static let entry = Report.learners
  @OptionGroup var options: StudyOptions
  @OptionGroup var filters: Filters
  @OptionGroup var drawing: DrawingOption
  @OptionGroup var division: ShardOption

  func work(_ run: Run) throws -> Page {
    let (settings, learners) = (options.settings, options.study.learners)
    try filters.check(settings)
    if !drawing.figuresOnly {
      try run.complete(learners.filter { filters.admits($0.key) }, shard: division.shard)
    }
    let state = try run.ledger.state(of: learners)
    let taught = Recipes.reported.count { $0.needsTeacher }
    let reported = learners.count { learner in Recipes.reported.contains { $0.name == learner.key.recipe } }
    say("  \(run.path("learners")): \(state), \(settings.learners.count) learner types")

    var page = Page(
      PackageResources._4_learners_md,
      [
        "result": "The report's tests need \(reported) learners: \(settings.learners.count) learner types, each in"
          + " \(settings.trials) trials, trained by \(taught) recipes with"
          + " \(settings.teachers.count == 1 ? "the teacher" : "each of \(settings.teachers.count) teachers") and by"
          + " \(Recipes.reported.count - taught) without a teacher. The cells beyond the report need"
          + " \(learners.count - reported) more."
      ])
    page.settings = [
      ("learner types", settings.learners.joined(separator: ", ")), ("trials planned", "\(settings.trials)"),
      ("teachers", settings.teachers.map(\.name).joined(separator: ", ")),
      ("vanilla", "Adam, rate \(settings.vanilla.learningRate), batches of \(settings.vanilla.batch)"),
    ]
    return page
  }
}
