// 06 Noise corruption (report, "Noise Corruption").
//
//     x~ = clip[x + β z],   z ~ N(0, I),   β = 0 ... 1.6 in ten steps
//
// on 10,000 test images, in normalised units, where the valid range is [-0.4242, 2.8215]. Noise is a function
// of seed, trial and image, so that all networks and strengths see the same (Sources/Robustness/Noise.swift).
//
// Reads   dataset.h5 and the data set, learners/*.h5, teacher-*.h5, accuracy.h5
// Writes  noise.h5: correct [mode, teacher, recipe, learner, trial, strength], and test image 3 at every strength
//         figures/noise-<teacher>, figures/noise-sample, tables/noise.csv
//         figures/noise-admitted-<teacher> where other learner types than the report's pass the criterion

import Notebook

@main struct NoiseCell: ReportCell {
  static let entry = Report.noise
  @OptionGroup var options: StudyOptions
  @OptionGroup var part: TestPart

  func work(_ run: Run) throws -> Page {
    let noise = options.study.counts(.noise)
    // Perturb and count, a network in a mode at a strength at a time.
    let results = try part.count(noise, run)

    var page = Page(PackageResources._6_noise_md)
    let drawing = TestDrawing(xLabel: "noise β (normalised units)")
    try drawing.draw(noise, results, run, on: &page)
    return page
  }
}
