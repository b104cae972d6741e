// 07 Blurring (report, "Blurring").
//
//     x~ = gaussian_blur_β(x),   β = 0.01 ... 5 pixels in ten steps
//
// on 10,000 test images. The kernel is cut off at 3.5 standard deviations; beyond the border the image is
// reflected, its outermost pixels included. Nothing is clipped, to no effect: averages stay in range
// (Sources/Robustness/Blur.swift).
//
// Reads   dataset.h5 and the data set, learners/*.h5, teacher-*.h5, accuracy.h5
// Writes  blur.h5: correct [mode, teacher, recipe, learner, trial, strength], and test image 2 at every strength
//         figures/blur-<teacher>, figures/blur-sample, tables/blur.csv
//         figures/blur-admitted-<teacher> where other learner types than the report's pass the criterion

import Notebook

@main struct BlurCell: ReportCell {
  static let entry = Report.blur
  @OptionGroup var options: StudyOptions
  @OptionGroup var part: TestPart

  func work(_ run: Run) throws -> Page {
    let blur = options.study.counts(.blur)
    // Perturb and count, a network in a mode at a strength at a time.
    let results = try part.count(blur, run)

    var page = Page(PackageResources._7_blur_md)
    let drawing = TestDrawing(xLabel: "blur β (pixels)")
    try drawing.draw(blur, results, run, on: &page)
    return page
  }
}
