// 12 Ordinary learners made alike (beyond the report).
//
// gtn and vanilla differ in steps, accuracy, schedule and images. Controls on real images make one of them equal
// (Sources/Study/ControlRecipes.swift):
//   vanilla_64       vanilla, ended after 64 steps
//   vanilla_matched  vanilla, ended once it is as accurate as the same network taught by all lessons
//   real_64          64 batches of real images under the teacher's learning rates and momenta
//
// Reads   dataset.h5 and the data set, learners/*.h5, teacher-*.h5; noise.h5, blur.h5, fgsm.h5 to show beside
// Writes  controls-noise.h5, controls-blur.h5, controls-fgsm.h5: as the report's
//         figures/controls-<teacher>, tables/controls.csv, controls-contrasts.csv, generated/controls.tex, controls-variables.tex

import Notebook

@main struct ControlsCell: ReportCell {
  static let entry = Report.controls
  @OptionGroup var options: StudyOptions
  @OptionGroup var part: TestPart

  func work(_ run: Run) throws -> Page {
    try Experiment.controls.work(options.study, part, PackageResources._2_controls_md, run)
  }
}
