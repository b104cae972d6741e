import Archive
import Workflow

// Does robustness come with outer steps, and is it that of one teacher? Meta-training keeps copies of a teacher on its way, also
// of teachers that begin from other seeds, and a part of the study asks the report's question of learners that these teach.

extension Study {
  /// The same data set, with every teacher as it stood at ``Settings/snapshots``.
  var ofOuterSteps: Study {
    var settings = settings
    settings.teachers = (settings.teachers + seededTeachers).flatMap { plan in
      settings.snapshots.filter { $0 < plan.outerSteps }.map { plan.taken(at: $0) }
    }
    settings.learners = ["base_larger"]
    settings.trials = min(settings.trials, 3)
    let part = StudyPart(
      name: "outer-steps", cell: Cells.outerSteps, roster: .snapshots, whole: self, hasOwnData: false)
    return Study(
      settings, seed: seed, dataFolder: dataFolder, device: device.name, askedBy: device.askedBy, part: part)
  }

  private var seededTeachers: [TeacherPlan] {
    settings.teachers.flatMap { plan in settings.teacherSeeds.filter { $0 != seed }.map(plan.seeded) }
  }

  /// Teachers that differ from the report's by their seed alone. Nothing but copies of them is asked for: they are trained by
  /// name.
  public var seedTeachers: [TeacherArtifact] {
    let part = ofOuterSteps
    return seededTeachers.map { TeacherArtifact($0, part) }
  }

  /// All that meta-training can be asked for.
  var trainedTeachers: [TeacherArtifact] { teachers + seedTeachers }
}

extension TeacherPlan {
  /// The same from another seed: `base_larger-seed2`.
  public func seeded(_ seed: UInt64) -> TeacherPlan {
    var plan = self
    (plan.name, plan.seed) = ("\(name)-seed\(seed)", seed)
    return plan
  }

  /// The same teacher on its way: `base_larger-at-400`.
  public func taken(at outerStep: Int) -> TeacherPlan {
    var plan = self
    (plan.name, plan.taken) = ("\(name)-at-\(outerStep)", outerStep)
    return plan
  }
}

extension TeacherArtifact {
  /// Whether meta-training keeps a copy of the teacher as it is after an outer step. Teachers of another data set have none.
  public func isCopied(at outerStep: Int) -> Bool {
    (study.part == nil || plan.seed != nil) && outerStep < plan.outerSteps
      && study.settings.snapshots.contains(outerStep)
  }

  /// Copies the file to where cell 16 looks for it, if it stands at that outer step and there is no copy yet. A state
  /// that is behind the file cannot make one.
  ///
  /// - Throws: `ArchiveError` if the file cannot be read, or the copy not written.
  public func keepCopy(at outerStep: Int, _ ledger: Ledger) throws {
    let copy = TeacherArtifact(plan.taken(at: outerStep), study.part == nil ? study.ofOuterSteps : study)
    guard !ledger.isThere(copy.file), ledger.isThere(file), try ledger.progress(of: self).done == outerStep else {
      return
    }
    try Checkpoint.read(ledger.path(file)).write(to: ledger.path(copy.file))
    ledger.tell("  wrote \(ledger.path(copy.file))")
  }

  /// Whether one of two teachers is the other on its way: their meta-losses agree as far as both go.
  public func isOneTraining(with other: TeacherArtifact, _ ledger: Ledger) throws -> Bool {
    let losses = try [self, other].map { artifact in
      try ledger.reading(artifact.file, of: artifact) {
        try Checkpoint.part(ledger.path(artifact.file), arrays: ["history/meta_loss"]).doubles("history/meta_loss")
      }
    }
    return zip(losses[0], losses[1]).allSatisfy { $0 == $1 }
  }
}
