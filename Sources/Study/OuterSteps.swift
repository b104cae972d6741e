import Workflow

// Does robustness come with outer steps? Meta-training keeps copies of a teacher on its way, and a part of the study asks the
// report's question of learners that these teach.

extension Study {
  /// The same data set, with every teacher as it stood at ``Settings/snapshots``; none for a study that is a part itself.
  var ofOuterSteps: Study {
    var settings = settings
    settings.teachers = settings.teachers.flatMap { plan in
      settings.snapshots.filter { $0 < plan.outerSteps }.map { plan.taken(at: $0) }
    }
    settings.learners = ["base_larger"]
    settings.trials = min(settings.trials, 3)
    let part = StudyPart(
      name: "outer-steps", cell: Cells.outerSteps, roster: .snapshots, whole: self, hasOwnData: false)
    return Study(
      settings, seed: seed, dataFolder: dataFolder, device: device.name, askedBy: device.askedBy, part: part)
  }
}

extension TeacherPlan {
  /// The same teacher on its way: `base_larger-at-400`.
  public func taken(at outerStep: Int) -> TeacherPlan {
    var plan = self
    (plan.name, plan.taken) = ("\(name)-at-\(outerStep)", outerStep)
    return plan
  }
}

extension TeacherArtifact {
  /// Copies the teacher, if it stands at one of ``Settings/snapshots``, to where cell 16 looks for it: the file is the one
  /// that meta-training leaves when it is stopped there. Teachers of a part have no copies.
  ///
  /// - Throws: `ArchiveError` if it cannot be written.
  public func keepSnapshot(_ content: TeacherProgress?, _ ledger: Ledger) throws {
    guard study.part == nil, let content, content.outerStep < plan.outerSteps,
      study.settings.snapshots.contains(content.outerStep)
    else { return }
    let snapshot = TeacherArtifact(plan.taken(at: content.outerStep), study.ofOuterSteps)
    try snapshot.checkpoint(content, ledger.provenance(snapshot)).writeIfOther(to: ledger.path(snapshot.file))
  }
}
