// 02 Meta-training the teachers (report, "Introduction"; Such et al. 2019).
//
// A teacher is a generator with a curriculum of latents, learning rates and momenta. An outer step trains a
// fresh learner with it and follows the exact gradient of the learner's loss on real images, after the last
// inner step and before every other, through all inner steps (Sources/Teaching/Hypergradient.swift); or the mean
// of several learners' gradients, which processes may share out (docs/several-machines.md).
//
// Reads   dataset.h5 and the data set
// Writes  teacher-<name>.h5: generator, curriculum, history
//         teacher-<name>.resume.h5: the same and Adam's moments, to go on from
//         outer-steps/teacher-<name>-at-<step>.h5: copies of the teacher on its way, for cell 16; with --teacher
//         base_larger-seed2 of one that begins from another seed, outer-steps/teacher-base_larger-seed2.h5
//         figures/meta-training-<name>, tables/teachers.csv

import Notebook

@main struct MetaTrainingCell: ReportCell {
  static let entry = Report.metaTraining
  @OptionGroup var options: StudyOptions
  @OptionGroup var drawing: DrawingOption
  @Option(help: "Only this teacher.")
  var teacher: String?
  @OptionGroup var training: TeacherTraining

  static let isForRanks = true
  func assist(_ ledger: Ledger) { options.study.assist(ledger, memory: training.memoryInBytes) }

  func work(_ run: Run) throws -> Page {
    let teachers = options.study.teachers
    // Those of other seeds are trained by name only, for cell 16.
    let known = teacher == nil ? teachers : teachers + options.study.seedTeachers
    let asked = known.filter { (teacher ?? $0.plan.name) == $0.plan.name }
    if let teacher, asked.isEmpty {
      let names = known.map(\.plan.name).joined(separator: ", ")
      throw ValidationError("--teacher \(teacher): scale \(options.scale.rawValue) has \(names)")
    }
    for artifact in asked where !drawing.figuresOnly { try training.train(artifact, run) }

    // The page shows all teachers, also those that were not asked for.
    var histories: [String: TeacherHistory] = [:]
    for artifact in teachers {
      guard run.ledger.isThere(artifact.file) else {
        say("  no teacher \(artifact.plan.name) yet: \(artifact.file) is not there")
        continue
      }
      guard let progress = try run.ledger.require(artifact) else { continue }
      say("  \(run.path(artifact.file)): \(progress.outerStep) of \(progress.planned) outer steps")
      histories[artifact.plan.name] = progress.history
    }
    if histories.isEmpty { try run.ledger.requireFile(teachers[0]) }
    return try page(TeacherFindings(histories, options.settings), run)
  }

  private func page(_ findings: TeacherFindings, _ run: Run) throws -> Page {
    let table = try run.write(findings.table(), "teachers")
    var page = Page(
      PackageResources._2_meta_training_md,
      [
        "result": findings.sentence, "teachers": table.markdown(), "link": run.link("teachers"),
        "images": "\(min(10_000, options.settings.imageLimit))",
      ])
    for (name, panels, caption) in findings.figures() {
      try run.draw(FigureFile(panels), name)
      page.figures.append((name, caption))
    }
    page.settings = options.settings.teachers.map { plan in
      let training = plan.training
      return (
        "teacher \(plan.name)",
        "\(training.innerSteps) inner steps x \(training.batch) items; Adam, rate \(training.learningRate) to"
          + " \(training.finalLearningRate), \(training.outerSteps) outer steps\(training.learnersNote)"
      )
    }
    return page
  }
}
