// 11 The stored means, estimated again (beyond the report).
//
// In evaluation mode a network subtracts stored means: those of the last batch that it learned from. Here they are averages
// over many batches under the final weights (Sources/Study/MeansRecipes.swift), and the report's tests are counted again:
//   vanilla_means     vanilla, means of the 50,000 training images
//   gtn_lesson_means  gtn, means of the teacher's lessons
//   gtn_real_means    gtn, means of the 50,000 training images
//
// Reads   dataset.h5 and the data set, learners/*.h5, teacher-*.h5; noise.h5, blur.h5, fgsm.h5 to show beside
// Writes  means-noise.h5, means-blur.h5, means-fgsm.h5: as the report's
//         figures/means-<teacher>, tables/means.csv, means-contrasts.csv, generated/means.tex, means-variables.tex

import Notebook

@main struct MeansCell: ReportCell {
  static let entry = Report.means
  @OptionGroup var options: StudyOptions
  @OptionGroup var part: TestPart

  func work(_ run: Run) throws -> Page {
    try Experiment.means.work(options.study, part, PackageResources._1_means_md, run)
  }
}
