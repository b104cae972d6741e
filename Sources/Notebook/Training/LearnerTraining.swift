import Archive
import Datasets
import Foundation
import Networks
import Robustness
import Teaching
import Tensors

/// Trains learners by all algorithms (report, "Robustness Performance Tests"; DIVERGENCES.md, 18 to 22).
public struct LearnerTraining {
  let run: Run

  public init(_ run: Run) { self.run = run }

  /// One training: its files. `10_gtn` and `gtn` of one trial are snapshots of one run.
  struct Job {
    let keys: [LearnerKey]
    var first: LearnerKey { keys[0] }
  }

  func jobs(_ filters: Filters? = nil) -> [Job] {
    func admits(
      teacher: String? = nil, learner: String? = nil, algorithm: Algorithm? = nil, trial: Int? = nil
    ) -> Bool {
      filters?.admits(teacher: teacher, learner: learner, algorithm: algorithm, trial: trial) ?? true
    }
    var jobs: [Job] = []
    for trial in 1...run.settings.trials {
      for learner in run.settings.learners where admits(learner: learner, trial: trial) {
        func keys(_ teacher: String, _ algorithms: [Algorithm]) -> [LearnerKey] {
          algorithms.filter { admits(algorithm: $0) }.map {
            LearnerKey(teacher: teacher, algorithm: $0, learner: learner, trial: trial)
          }
        }
        let vanilla = keys("", [.vanilla])
        if !vanilla.isEmpty { jobs.append(Job(keys: vanilla)) }
        for teacher in run.settings.teachers.map(\.learner) where admits(teacher: teacher) {
          let taught = keys(teacher, [.tenGTN, .gtn])
          if !taught.isEmpty { jobs.append(Job(keys: taught)) }
        }
      }
    }
    return jobs
  }

  /// Every learner of this scale.
  var allKeys: [LearnerKey] { jobs().flatMap(\.keys) }

  /// The jobs with a file that is missing or stale.
  func unfinished(_ jobs: [Job]) throws -> [Job] {
    try jobs.filter { job in try job.keys.contains { try run.needs($0.file, run.learnerProvenance($0)) } }
  }

  /// Trains what is missing or stale of the given part.
  ///
  /// - Throws: `NotebookError` if a teacher is missing or stale, or a training ends with numbers that are not
  ///   finite; `ArchiveError.inUse` while another run trains the same learner.
  public func complete(_ filters: Filters, shard: Shard? = nil) throws {
    let whole = jobs(filters)
    let jobs = shard?.part(of: whole) ?? whole
    let left = try unfinished(jobs)
    defer { if shard != nil, (try? unfinished(whole).isEmpty) != true { run.leavePageAlone() } }
    guard !left.isEmpty else { return }
    run.computed()
    let progress = Progress("learner", total: jobs.count, done: jobs.count - left.count)
    for job in left {
      try Interruption.check()
      let locks = try job.keys.map { try run.lock($0.file) }
      defer { withExtendedLifetime(locks) {} }
      // Another run may have trained it before the locks were had.
      if try !unfinished([job]).isEmpty {
        try train(job) { key, file in
          try refuseDiverged(key, file)
          try file.write(to: run.path(key.file))
        }
        run.computed(job.keys.count)
      }
      progress.advance("\(job.first.learner) by \(job.first.teacher ?? "vanilla"), trial \(job.first.trial)")
    }
  }

  /// A learner whose numbers are not finite says nothing about robustness; every later cell would refuse it.
  private func refuseDiverged(_ key: LearnerKey, _ file: Checkpoint) throws {
    guard let array = file.firstNonFinite() else { return }
    throw NotebookError(
      "\(run.path(key.file)) is not written: the training ended with numbers that are not finite (array"
        + " \"\(array)\"); its learning rates are too large for \(key.learner): train the teacher longer or with"
        + " smaller rates, and leave this learner out by --learner meanwhile")
  }

  /// Trains the learners of one job.
  ///
  /// - Parameter finish: takes each learner's file as soon as it is trained.
  func train(_ job: Job, finish: (LearnerKey, Checkpoint) throws -> Void) throws {
    if job.first.teacher == nil {
      try trainVanilla(job.first, finish)
    } else {
      try teach(job.keys, finish)
    }
  }

  /// Learners after the first lessons and after all.
  private func teach(_ keys: [LearnerKey], _ finish: (LearnerKey, Checkpoint) throws -> Void) throws {
    guard let name = keys[0].teacher, let settings = run.settings.teacher(name) else { return }
    let expected = try TeacherTraining(settings, run).provenance()
    try run.require(TeacherFile.name(name), expected, from: Cells.metaTraining)
    // Taken before the inputs are read, which another run may replace meanwhile.
    let provenances = Dictionary(uniqueKeysWithValues: try keys.map { ($0, try run.learnerProvenance($0)) })
    let (teacher, outerStep) = try TeacherFile.teacher(
      Checkpoint.read(run.path(TeacherFile.name(name))), settings.generator)
    if outerStep < settings.outerSteps {
      run.tell("  the teacher for \(name) stands at outer step \(outerStep) of \(settings.outerSteps)")
    }
    let architecture = try run.architecture(keys[0].learner)
    let initial = architecture.initialParameters(seed: run.seed, trial: keys[0].trial)
    func finished(_ key: LearnerKey, _ parameters: Parameters, _ statistics: Statistics) throws {
      guard let provenance = provenances[key] else { return }
      try finish(key, LearnerFile.checkpoint(architecture, parameters, statistics, provenance))
    }
    let first = min(run.settings.firstLessons, teacher.curriculum.steps)
    let student = try teacher.teach(architecture, from: initial) { student in
      guard let key = keys.first(where: { $0.algorithm == .tenGTN }), student.step == first,
        let statistics = student.statistics
      else { return }
      // After the last lesson it is the same learner as `gtn`, stored means included.
      guard first < teacher.curriculum.steps else {
        return try finished(key, student.parameters, statistics)
      }
      // Its stored means are those of the next batch under the weights of now.
      let (_, seen) = withoutRecording {
        architecture.trainingLoss(student.parameters, teacher.batch(first))
      }
      try finished(
        key, student.parameters, seen.averaged(into: statistics, momentum: architecture.runningMomentum))
    }
    if let key = keys.first(where: { $0.algorithm == .gtn }), let statistics = student.statistics {
      try finished(key, student.parameters, statistics)
    }
  }

  private func trainVanilla(
    _ key: LearnerKey, _ finish: (LearnerKey, Checkpoint) throws -> Void
  ) throws {
    let provenance = try run.learnerProvenance(key)
    let (parameters, statistics) = try VanillaTraining(run).train(key.learner, trial: key.trial)
    try finish(key, LearnerFile.checkpoint(run.architecture(key.learner), parameters, statistics, provenance))
  }
}
