// 10 Conclusion (report, "Conclusion").
//
// The report concludes that more steps make a learner less robust, and that ordinary training gives more
// accurate and more robust networks than teachers do. Here each claim is a number: for every trial, the mean
// over strengths and learner types of accuracy(A) - accuracy(B), as it is and after subtracting each network's
// clean accuracy, which is counted on the same images in the same mode. The claim holds if the 95% interval of its
// mean over all resamples of the trials lies above zero, does not hold if it lies below, and is undecided otherwise
// or with fewer than three trials.
//
// Reads   noise.h5, blur.h5, fgsm.h5, lbfgs.h5, lbfgs-as-written.h5, accuracy.h5, teacher-*.h5
// Writes  conclusion.h5: per claim, test, teacher, protocol and trial the difference
//         tables/robustness.csv: accuracy over all strengths of each test, by algorithm and protocol
//         tables/answers.csv: in how many tests each claim holds; claims.csv, changes.csv: one by one
//         tables/reported-beside-ours.csv, agreement.csv, differences.csv
//         tables/protocol-check.csv: our vanilla networks beside one of PyTorch's, in both evaluation modes
//         figures/conclusion: our points against the reported ones
//         generated/*.tex: the paper's numbers and tables

import Notebook

@main struct ConclusionCell: Cell {
  static let cell = Cells.conclusion
  @OptionGroup var options: Options
  @OptionGroup var drawing: DrawingOption

  func work(_ run: Run) throws -> Page {
    let conclusion = try Conclusion(run)
    if !drawing.figuresOnly { try conclusion.write() }
    try conclusion.writeTables()
    try conclusion.draw()
    try PaperInputs(run, conclusion).write()
    if conclusion.showsReported {
      say(try conclusion.comparison.summary().markdown())
      for mode in [EvaluationMode.training, .evaluation] {
        say("  \(conclusion.check.verdict(mode, run.settings.scale))")
      }
    }
    return try conclusion.page()
  }
}
