// 09 "LBFGS" attack (report, "LBFGS").
//
//     as written   x <- clip[x + 0.002 (∇ₓ L(D(x), y) - 1/β ∇ₓ ‖x - x⁰‖₂)]
//     as run       x <- clip[x + 0.02 sign(∇ₓ L(D(x), y) - 1/β ∇ₓ ‖x - x⁰‖₂)]
//
// 30 steps, β = 20 ... 2000, on the first 1,000 test images. As run, L is the mean over the images and the norm
// one over all of them together; as written, every image has its own. The report's figures show the attack as
// run. Neither is the method that the name says (a quasi-Newton search). As written, a step of 0.002 gradients
// hardly moves an image: the file says how far every attack moved (Sources/Robustness/Attacks.swift).
//
// Reads   dataset.h5 and the data set, learners/*.h5, teacher-*.h5, accuracy.h5; fgsm.h5 and strong.h5 to show beside
// Writes  lbfgs.h5 (as run) and lbfgs-as-written.h5: correct [mode, teacher, recipe, learner, trial, strength], clean
//         counts of the same images, distances moved, and test image 1 at every strength
//         figures/lbfgs-<teacher>, figures/lbfgs-sample, tables/lbfgs.csv and lbfgs-distance.csv, and the same
//         as-written; figures/lbfgs-admitted-<teacher> where other learner types than the report's pass;
//         tables/lbfgs-beside-fgsm.csv, from fgsm.h5 where that is there; figures/lbfgs-box, from strong.h5

import Notebook

@main struct LBFGSCell: ReportCell {
  static let entry = Report.lbfgs
  @OptionGroup var options: StudyOptions
  @OptionGroup var part: TestPart
  @Option(help: "Only this form of the attack: as-run or as-written.")
  var form: Form?

  enum Form: String, ExpressibleByArgument, CaseIterable {
    case asRun = "as-run"
    case asWritten = "as-written"
  }

  func work(_ run: Run) throws -> Page {
    var page = Page(PackageResources._9_lbfgs_md)
    let drawing = TestDrawing(xLabel: "weight β of the loss", logarithmic: true)
    for (form, test) in [(Form.asRun, RobustnessTest.lbfgsAsRun), (.asWritten, .lbfgsAsWritten)] {
      let lbfgs = options.study.counts(test)
      // The page shows both forms: of one that is not asked for, what is there is drawn.
      let isAsked = !part.drawing.figuresOnly && (self.form ?? form) == form
      if !isAsked, !run.ledger.isThere(lbfgs.file) {
        say("  \(lbfgs.file) is not there yet")
        continue
      }
      try drawing.draw(lbfgs, isAsked ? part.count(lbfgs, run) : part.found(lbfgs, run), run, on: &page)
    }
    if page.figures.isEmpty { try run.ledger.requireFile(options.study.counts(.lbfgsAsRun)) }
    try drawBesideTheRealOne(run, on: &page)
    return page
  }

  /// The method that the name says, where cell 13 has run it.
  private func drawBesideTheRealOne(_ run: Run, on page: inout Page) throws {
    let (study, asRun) = (options.study, options.study.counts(.lbfgsAsRun))
    guard run.ledger.isThere(asRun.file), run.ledger.isThere(study.strongAttacks.file) else { return }
    let strong = StrongFindings(try run.ledger.requirePart(study.strongAttacks), study.settings)
    guard let panels = strong.lbfgsFigure(try run.ledger.requirePart(asRun)) else { return }
    try run.draw(FigureFile(panels), "lbfgs-box")
    page.figures.append(
      (
        "lbfgs-box",
        "What the name promises and what was run. Solid: accuracy that L-BFGS within the box leaves at a distance; dashed:"
          + " accuracy under the report's \"LBFGS\" against the mean distance that it moves images. L-BFGS was asked for the first"
          + " \(study.settings.strong.effort.singleImages) images of one trial or more; one that it did not fell counts as right."
          + " The two abscissae are not the same: a distance that every image may go, and a mean over images of which many hardly move."
      ))
  }
}
