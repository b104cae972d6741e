import Archive
import Findings
import Robustness
import Study
import Workflow

/// The page `docs/checklists.md`: what reviewers ask, answered by links and by numbers of the results that are there.
struct Checklists {
  let options: StudyOptions

  /// - Throws: `NotebookError` while there is no teacher or no count.
  func text() throws -> String {
    let ledger = options.ledger(quietly: true)
    return try Page.filled(PackageResources.checklists_md, try values(ledger))
  }

  private func values(_ ledger: Ledger) throws -> [String: Any] {
    let (settings, study) = (options.settings, options.study)
    guard let data = try ledger.content(study.dataset) else {
      throw NotebookError("\(ledger.path(study.dataset.file)) is missing: run `\(ledger.command(Cells.dataset))`")
    }
    let corrupted = try [RobustnessTest.noise, .blur, .fgsm].map { try ledger.requirePart(study.counts($0)) }
    let trials = corrupted.map { Set($0.tested.map(\.key.trial)).count }
    let (training, vanilla) = (settings.teachers[0].training, settings.vanilla)
    let entries = RunLog(folder: ledger.folder).entries()
    let machines = Set(entries.map(\.machine)).sorted()
    return [
      "folder": ledger.folder,
      "command": "notebook checklists docs/checklists.md \(options.ownArguments.joined(separator: " "))",
      "dataset": settings.dataset, "training": data.training.count, "validation": data.validation.count,
      "test": data.classCounts[1].reduce(0) { $0 + Int($1) },
      "batch": training.batch, "lessons": training.innerSteps,
      "teacher": "\(training.outerSteps) outer steps of \(training.innerSteps) inner steps, Adam, rate"
        + " \(training.learningRate) to \(training.finalLearningRate)",
      "vanilla": "Adam, rate \(vanilla.learningRate), batches of \(vanilla.batch), one epoch",
      "teachersDone": try study.teachers.map { "a teacher \(try $0.described(ledger))" }.joined(separator: ", "),
      "trials": range(trials), "planned": settings.trials, "networks": Set(corrupted[0].tested.map(\.key)).count,
      "family": Effect.family, "models": settings.teachers.count, "cells": Report.cells.count,
      "hours": duration(entries.map(\.seconds).reduce(0, +)),
      "machines": machines.isEmpty ? "a machine that was not recorded" : machines.joined(separator: " and "),
      "libraries": try ledger.header(study.counts(.noise).file).provenance.libraries,
    ]
  }
}
