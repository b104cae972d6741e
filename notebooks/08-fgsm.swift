// 08 FGSM attack (report, "FGSM-Attack").
//
//     x <- clip[x + β sign(∇ₓ L(D(x), y))],   30 steps,   β = 0.001 ... 0.02 in six steps
//
// on the first 1,000 test images, in normalised units. Named after a one-step attack, it takes thirty steps,
// so a pixel moves up to 30 β; no ball limits it. Gradients are taken with respect to the images only. In
// training mode they flow through the batch's means, so all images go through the network at once.
//
// Reads   dataset.h5 and the data set, learners/*.h5, accuracy.h5
// Writes  fgsm.h5: correct [protocol, teacher, algorithm, learner, trial, strength], clean counts of the same
//         images, distances moved, and test image 0 at every strength, attacking base_larger taught by the
//         first teacher (gtn, trial 1)
//         figures/fgsm-<teacher>, figures/fgsm-sample, tables/fgsm.csv and fgsm-distance.csv
//         figures/fgsm-admitted-<teacher> where other learner types than the report's pass the criterion

import Notebook

@main struct FGSMCell: Cell {
  static let cell = Cells.fgsm
  @OptionGroup var options: Options
  @OptionGroup var part: SweepOptions

  func work(_ run: Run) throws -> Page {
    var page = Page(
      question: "How much accuracy do networks lose under an attack that follows the sign of the gradient?",
      formula:
        #"x \gets \mathrm{clip}[x + \beta\, \mathrm{sign}(\nabla_x L(D(x), y))], \quad 30 \text{ steps}"#,
      reads: ["dataset.h5", "learners/*.h5", "accuracy.h5"])
    try part.sweep(.fgsm, run, on: &page, strengthLabel: "step size β (normalised units)")
    return page
  }
}
