import Archive
import Datasets
import Foundation
import Networks
import Robustness
import Teaching
import Tensors

/// Meta-trains one teacher, in as many runs as it takes.
public struct TeacherTraining {
  private let meta: MetaTrainingSettings
  private let run: Run
  /// Bytes that kept lessons may take; nil for the default.
  private let memory: Int?
  /// Whether training may go on from the teacher alone, with fresh moments of Adam.
  private let restartsWarm: Bool
  /// Seconds between two writes of the state to resume from.
  private static let saveInterval = 60.0

  /// - Parameters:
  ///   - memory: bytes that kept lessons may take; if nil, as ``MetaObjective/memory`` says.
  ///   - restartsWarm: whether a teacher without its state to resume from is trained on, which the history
  ///     records; if not, that is an error.
  public init(_ meta: MetaTrainingSettings, _ run: Run, memory: Int? = nil, restartsWarm: Bool = false) {
    self.meta = meta
    self.run = run
    self.memory = memory
    self.restartsWarm = restartsWarm
  }

  var file: String { TeacherFile.name(meta.learner) }
  private var resumeFile: String { TeacherFile.resumeName(meta.learner) }

  struct TeacherSettings: Codable {
    let training: MetaTrainingSettings
    let evaluationInterval: Int
  }

  /// What the teacher's file would be made of now.
  ///
  /// - Throws: `ArchiveError` for an input that cannot be read.
  public func provenance() throws -> Provenance {
    try run.provenance(
      kind: "teacher", cell: Cells.metaTraining,
      settings: TeacherSettings(training: meta, evaluationInterval: run.settings.evaluationInterval),
      inputs: [DatasetFile.name])
  }

  /// Trains up to an outer step, from where an earlier run stopped.
  ///
  /// - Throws: `NotebookError` if a teacher is there that was made with other settings (hours may be in it,
  ///   so only `--force` replaces it), or if the meta-loss is not finite.
  public func complete(until last: Int) throws {
    let expected = try provenance()
    guard try stepsLeft(until: last) > 0 else { return }

    let lock = try run.lock(file)
    defer { withExtendedLifetime(lock) {} }
    guard var training = MetaTraining(meta, seed: run.seed) else {
      throw NotebookError("there is no learner type \(meta.learner) to train a teacher for")
    }
    training.memory = memory
    var history = TeacherHistory()
    // Even --force replaces nothing that is no teacher.
    if run.force { _ = try run.state(file, expected) }
    if !run.force, try run.state(resumeFile, resumeProvenance(expected)) == .current {
      history = try TeacherFile.resume(&training, from: Checkpoint.read(run.path(resumeFile)))
      let remark = restartsWarm ? ", with its state: a warm restart is not needed" : ""
      say("  \(meta.learner): going on after outer step \(training.outerStep)\(remark)")
    } else if !run.force, FileManager.default.fileExists(atPath: run.path(file)) {
      try refuseWithoutResume()
      history = try TeacherFile.restartWarm(&training, from: Checkpoint.read(run.path(file)))
      say("  \(meta.learner): going on after outer step \(training.outerStep) with fresh moments of Adam")
    }
    run.computed()
    try train(&training, &history, until: min(last, meta.outerSteps), expected)
  }

  /// Outer steps that are left up to `last`.
  ///
  /// - Throws: `NotebookError` where ``complete(until:)`` would refuse.
  func stepsLeft(until last: Int) throws -> Int {
    let last = min(last, meta.outerSteps)
    if run.force { return last }
    let expected = try provenance()
    try refuseOther(expected)
    let done = try outerStepOnDisk()
    guard done < last else { return 0 }
    if try run.state(resumeFile, resumeProvenance(expected)) != .current { try refuseWithoutResume() }
    return last - done
  }

  private func train(
    _ training: inout MetaTraining, _ history: inout TeacherHistory, until last: Int, _ expected: Provenance
  ) throws {
    let (description, dataset) = try run.describedDataset()
    let schedule = BatchSchedule(indices: description.training, batchSize: meta.realBatch, seed: run.seed)
    let judge = TeacherJudge(description, dataset, run, innerSteps: meta.innerSteps)
    history.evaluatedInnerSteps = judge.innerSteps
    let progress = Progress("\(meta.learner) outer step", total: last, done: training.outerStep)
    var saved = Date()
    let start = training.outerStep
    func save() throws {
      try TeacherFile.resumeCheckpoint(training, history, expected).write(to: run.path(resumeFile))
      try TeacherFile.checkpoint(training.teacher, outerStep: training.outerStep, history, expected)
        .write(to: run.path(file))
      saved = Date()
    }
    while training.outerStep < last {
      // Before the first step of this run there is nothing to save, and a warm restart that never was not to record.
      if Interruption.signalNumber != nil, training.outerStep > start { try save() }
      try Interruption.check()
      let result = training.advance { dataset.training.batch(schedule.batch($0)) }
      guard result.isFinite else {
        if training.outerStep > start { try save() }
        let kept = training.outerStep > 0 ? "the teacher before it is kept" : "nothing is written"
        throw NotebookError(
          "the meta-gradient of \(meta.learner) is not finite at outer step \(training.outerStep + 1) (meta-loss"
            + " \(result.metaLoss); \(result.failingGroups)); \(kept); smaller learning rates in"
            + " Sources/Notebook/Scale.swift may help")
      }
      history.metaLoss.append(result.metaLoss)
      history.finalLoss.append(result.finalLoss)
      if training.outerStep == 1 || training.outerStep % run.settings.evaluationInterval == 0 {
        judge.measure(training, into: &history)
      }
      if Date().timeIntervalSince(saved) >= Self.saveInterval { try save() }
      run.computed(1)
      progress.advance(String(format: "final loss %.3f", result.finalLoss))
    }
    try save()
  }

  /// Measures the teacher in a file as its last measurement did.
  ///
  /// - Returns: that measurement in the file, and again; nil if the teacher has gone on since.
  func measuredAgain(_ file: Checkpoint) throws -> (stored: [Double], again: [Double])? {
    let (history, (teacher, outerStep)) = (
      try TeacherFile.history(file), try TeacherFile.teacher(file, meta.generator)
    )
    guard history.evaluatedOuterSteps.last == outerStep, let validated = history.validationAccuracy.last,
      let tested = history.testAccuracy.last, var training = MetaTraining(meta, seed: run.seed)
    else { return nil }
    training.teacher = teacher
    training.outerStep = outerStep
    let (description, dataset) = try run.describedDataset()
    var again = TeacherHistory()
    TeacherJudge(description, dataset, run, innerSteps: meta.innerSteps).measure(training, into: &again)
    return (validated + tested, again.validationAccuracy[0] + again.testAccuracy[0])
  }

  /// The meta-losses and final losses of the first outer steps, computed from nothing.
  func firstLosses(_ count: Int) throws -> (meta: [Double], final: [Double]) {
    guard var training = MetaTraining(meta, seed: run.seed) else { return ([], []) }
    let (description, dataset) = try run.describedDataset()
    let schedule = BatchSchedule(indices: description.training, batchSize: meta.realBatch, seed: run.seed)
    let results = try (0..<count).map { _ in
      try Interruption.check()
      return training.advance { dataset.training.batch(schedule.batch($0)) }
    }
    return (results.map(\.metaLoss), results.map(\.finalLoss))
  }

  private func resumeProvenance(_ expected: Provenance) -> Provenance {
    var provenance = expected
    provenance.kind = "resume"
    return provenance
  }

  func outerStepOnDisk() throws -> Int {
    guard FileManager.default.fileExists(atPath: run.path(file)) else { return 0 }
    let stored = try Checkpoint.part(run.path(file), arrays: ["outer_step"])
    return Int(try stored.integers("outer_step", shape: [])[0])
  }

  private func refuseWithoutResume() throws {
    guard !restartsWarm, FileManager.default.fileExists(atPath: run.path(file)) else { return }
    throw NotebookError(
      "\(run.path(file)) stands at outer step \(try outerStepOnDisk()), but \(run.path(resumeFile)), which"
        + " training goes on from, is missing or stale: put it back, go on from the teacher alone with"
        + " `02-meta-training --warm-restart`, or start over with --force")
  }

  private func refuseOther(_ expected: Provenance) throws {
    guard case .stale(let reasons) = try run.state(file, expected) else { return }
    throw NotebookError(
      "\(run.path(file)) was made from something else (\(reasons.joined(separator: "; "))): choose another"
        + " folder with --checkpoints, or replace it with --force")
  }
}
