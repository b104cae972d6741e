// 08 FGSM attack (report, "FGSM-Attack").
//
//     x <- clip[x + β sign(∇ₓ L(D(x), y))],   30 steps,   β = 0.001 ... 0.02 in six steps
//
// on the first 1,000 test images, in normalised units. Named after a one-step attack, it takes thirty steps,
// so a pixel moves up to 30 β; no ball limits it. Gradients are taken with respect to the images only. In
// training mode they flow through the batch's means, so all images go through the network at once
// (Sources/Robustness/Attacks.swift).
//
// Reads   dataset.h5 and the data set, learners/*.h5, teacher-*.h5, accuracy.h5
// Writes  fgsm.h5: correct [mode, teacher, recipe, learner, trial, strength], clean counts of the same images,
//         distances moved, and test image 0 at every strength, attacking base_larger taught by the first teacher
//         (gtn, trial 1)
//         figures/fgsm-<teacher>, figures/fgsm-sample, tables/fgsm.csv and fgsm-distance.csv
//         figures/fgsm-admitted-<teacher> where other learner types than the report's pass the criterion

import Notebook

@main struct FGSMCell: ReportCell {
  static let entry = Report.fgsm
  @OptionGroup var options: StudyOptions
  @OptionGroup var part: TestPart

  func work(_ run: Run) throws -> Page {
    let fgsm = options.study.counts(.fgsm)
    // Attack and count, a network in a mode at a strength at a time.
    let results = try part.count(fgsm, run)

    var page = Page(PackageResources._8_fgsm_md)
    let drawing = TestDrawing(xLabel: "step size β (normalised units)")
    try drawing.draw(fgsm, results, run, on: &page)
    return page
  }
}
