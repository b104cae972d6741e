// 06 Noise corruption (report, "Noise Corruption").
//
//     x~ = clip[x + β z],   z ~ N(0, I),   β = 0 ... 1.6 in ten steps
//
// on 10,000 test images, in normalised units, where the valid range is [-0.4242, 2.8215]. Noise is a function
// of seed, trial and image, so that all networks and strengths see the same.
//
// Reads   dataset.h5 and the data set, learners/*.h5, accuracy.h5
// Writes  noise.h5: correct [protocol, teacher, algorithm, learner, trial, strength]
//         and test image 3 at every strength
//         figures/noise-<teacher>, figures/noise-sample, tables/noise.csv
//         figures/noise-admitted-<teacher> where other learner types than the report's pass the criterion

import Notebook

@main struct NoiseCell: Cell {
  static let cell = Cells.noise
  @OptionGroup var options: Options
  @OptionGroup var part: SweepOptions

  func work(_ run: Run) throws -> Page {
    var page = Page(
      question: "How much accuracy do networks lose when Gaussian noise is added to their images?",
      formula: #"\tilde x = \mathrm{clip}[x + \beta z], \quad z \sim \mathcal N(0, I)"#,
      reads: ["dataset.h5", "learners/*.h5", "accuracy.h5"])
    try part.sweep(.noise, run, on: &page, strengthLabel: "noise strength β (normalised units)")
    return page
  }
}
