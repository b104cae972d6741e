// 07 Blurring (report, "Blurring").
//
//     x~ = gaussian_blur_β(x),   β = 0.01 ... 5 pixels in ten steps
//
// on 10,000 test images. The kernel is cut off at 3.5 standard deviations; beyond the border the image is
// reflected, its outermost pixels included. Nothing is clipped, to no effect: averages stay in range.
//
// Reads   dataset.h5 and the data set, learners/*.h5, accuracy.h5
// Writes  blur.h5: correct [protocol, teacher, algorithm, learner, trial, strength]
//         and test image 2 at every strength
//         figures/blur-<teacher>, figures/blur-sample, tables/blur.csv
//         figures/blur-admitted-<teacher> where other learner types than the report's pass the criterion

import Notebook

@main struct BlurCell: Cell {
  static let cell = Cells.blur
  @OptionGroup var options: Options
  @OptionGroup var part: SweepOptions

  func work(_ run: Run) throws -> Page {
    var page = Page(
      question: "How much accuracy do networks lose when their images are blurred?",
      formula: #"\tilde x = \mathrm{gaussian\_blur}_\beta(x)"#,
      reads: ["dataset.h5", "learners/*.h5", "accuracy.h5"])
    try part.sweep(.blur, run, on: &page, strengthLabel: "standard deviation β of the blur (pixels)")
    return page
  }
}
