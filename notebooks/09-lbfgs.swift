// 09 "LBFGS" attack (report, "LBFGS").
//
//     as written   x <- clip[x + 0.002 (∇ₓ L(D(x), y) - 1/β ∇ₓ ‖x - x⁰‖₂)]
//     as run       x <- clip[x + 0.02 sign(∇ₓ L(D(x), y) - 1/β ∇ₓ ‖x - x⁰‖₂)]
//
// 30 steps, β = 20 ... 2000, on the first 1,000 test images. As run, L is the mean over the images and the norm
// one over all of them together; as written, every image has its own. The report's figures show the attack as
// run. Neither is the method that the name says (a quasi-Newton search). As written, a step of 0.002 gradients
// hardly moves an image: the file says how far every attack moved.
//
// Reads   dataset.h5 and the data set, learners/*.h5, accuracy.h5
// Writes  lbfgs.h5 (as run) and lbfgs-as-written.h5: correct [protocol, teacher, algorithm, learner, trial,
//         strength], clean counts of the same images, distances moved, and test image 1 at every strength
//         figures/lbfgs-<teacher>, figures/lbfgs-sample, tables/lbfgs.csv and lbfgs-distance.csv, and the same
//         as-written; figures/lbfgs-admitted-<teacher> where other learner types than the report's pass

import Notebook

@main struct LBFGSCell: Cell {
  static let cell = Cells.lbfgs
  @OptionGroup var options: Options
  @OptionGroup var part: SweepOptions
  @Option(help: "Only this form of the attack: as-run or as-written.")
  var form: Form?

  enum Form: String, ExpressibleByArgument, CaseIterable {
    case asRun = "as-run"
    case asWritten = "as-written"
  }

  func work(_ run: Run) throws -> Page {
    var page = Page(
      question: "How much accuracy do networks lose under an attack that is held near the image? The report's"
        + " figures show the attack as run: the sign of the gradient in place of the gradient, a step of 0.02, and"
        + " one norm over all images, so that the effect of β depends on how many images there are.",
      formula: #"d = \nabla_x L(D(x), y) - \tfrac1\beta \nabla_x \|x - x^0\|_2; \quad \text{as written: } "#
        + #"x \gets \mathrm{clip}[x + 0.002\, d], \quad \text{as run: } "#
        + #"x \gets \mathrm{clip}[x + 0.02\, \mathrm{sign}(d)]"#,
      reads: ["dataset.h5", "learners/*.h5", "accuracy.h5"])
    for (attack, test) in [(Form.asRun, RobustnessTest.lbfgsAsRun), (.asWritten, .lbfgsAsWritten)] {
      // The page tells about both forms: one that is not asked for is drawn as far as it is there.
      let drawing = part.figuresOnly || (form ?? attack) != attack
      if drawing, !run.isThere("\(test.name).h5") {
        say("  \(test.name).h5 is not there yet")
        continue
      }
      try part.sweep(
        test, run, on: &page, strengthLabel: "weight β of the loss against the distance", logarithmic: true,
        drawing: drawing)
    }
    if page.results.isEmpty { try run.require("lbfgs.h5", from: Self.cell) }
    return page
  }
}
