// 04 Training the learners (report, "Robustness Performance Tests").
//
// Every learner type is trained by three algorithms, five times each:
//   10_gtn   the first ten lessons of a teacher
//   gtn      all lessons of the same run
//   vanilla  one epoch of Adam over the 50,000 training images
// A trial's initial weights are the same for all three, so that comparisons are paired. Any trial can be
// trained alone: --teacher, --learner, --algorithm, --trial; --shard 2/4 trains the second of four equal parts.
//
// Reads   dataset.h5 and the data set, teacher-*.h5
// Writes  learners/<teacher>-<algorithm>-<learner>-<trial>.h5, learners/vanilla-<learner>-<trial>.h5

import Notebook

@main struct LearnersCell: Cell {
  static let cell = Cells.learners
  @OptionGroup var options: Options
  @OptionGroup var filters: Filters
  @OptionGroup var drawing: DrawingOption
  @OptionGroup var division: ShardOption

  func work(_ run: Run) throws -> Page {
    try filters.check(run.settings)
    // There is nothing to draw, but the page is written.
    if !drawing.figuresOnly {
      try LearnerTraining(run).complete(filters, shard: division.shard)
      say(
        "  \(run.path("learners")): \(try run.status().state), \(run.settings.learners.count) learner types")
    }
    return Page(
      question:
        "Which networks are compared? Each learner type is trained by ten lessons of a teacher, by all of"
        + " them, and by one epoch of Adam, from the same initial weights.",
      settings: [
        ("learner types", run.settings.learners.joined(separator: ", ")),
        ("trials planned", "\(run.settings.trials)"),
        ("teachers", run.settings.teachers.map(\.learner).joined(separator: ", ")),
        (
          "vanilla",
          "Adam, rate \(run.settings.vanilla.learningRate), batches of \(run.settings.vanilla.batch)"
        ),
      ], reads: ["dataset.h5", "teacher-*.h5"])
  }
}
