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
  /// Between two writes of the state to resume from.
  private static let saveInterval = Duration.seconds(60)

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
  var resumeFile: String { TeacherFile.resumeName(meta.learner) }

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

  /// Trains up to an outer step, from where an earlier run stopped. A teacher is only ever replaced by one of
  /// more outer steps: if the state to resume from is older, it is kept until training has passed it.
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
    let kept = run.force ? 0 : try outerStepOnDisk(file)
    switch try start(expected) {
    case .nothing: break
    case .state(let step):
      history = try TeacherFile.resume(&training, from: Checkpoint.read(run.path(resumeFile)))
      say("  \(meta.learner): going on after outer step \(step)\(remark(step, kept))")
    case .teacher(let step, let differences):
      history = try TeacherFile.restartWarm(&training, from: Checkpoint.read(run.path(file)))
      history.accepted += differences
      let accepted = differences.isEmpty ? "" : "; accepted: \(differences.joined(separator: "; "))"
      say("  \(meta.learner): going on after outer step \(step) with fresh moments of Adam\(accepted)")
    }
    run.computed()
    try train(&training, &history, until: min(last, meta.outerSteps), keeping: kept, expected)
  }

  /// Where training goes on from.
  private enum Start {
    case nothing
    /// The state to resume from, at this outer step.
    case state(Int)
    /// The teacher alone at this outer step, though it differs so from what would be made now.
    case teacher(Int, differences: [String])
  }

  /// - Throws: `NotebookError` if a teacher is there that training cannot go on from.
  private func start(_ expected: Provenance) throws -> Start {
    if run.force { return .nothing }
    let differences = try refuseOther(expected)
    let step = try outerStepOnDisk(file)
    if try run.state(resumeFile, resumeProvenance(expected)) == .current {
      let resumed = try outerStepOnDisk(resumeFile)
      if !restartsWarm || resumed >= step { return .state(resumed) }
    }
    guard run.isThere(file) else { return .nothing }
    try refuseWithoutResume()
    return .teacher(step, differences: differences)
  }

  private func remark(_ step: Int, _ kept: Int) -> String {
    if step < kept {
      return
        ", where its state to resume from stands; \(run.path(file)) at outer step \(kept) stays until that is"
        + " passed (--warm-restart goes on from there at once, with fresh moments of Adam)"
    }
    return restartsWarm ? ", with its state: a warm restart is not needed" : ""
  }

  /// Outer steps that are left up to `last`.
  ///
  /// - Throws: `NotebookError` where ``complete(until:)`` would refuse.
  func stepsLeft(until last: Int) throws -> Int {
    let last = min(last, meta.outerSteps)
    if run.force { return last }
    let expected = try provenance()
    try refuseOther(expected)
    guard try outerStepOnDisk(file) < last else { return 0 }
    switch try start(expected) {
    case .nothing: return last
    // At least one: a state that is there already has still to become the teacher.
    case .state(let step), .teacher(let step, _): return max(1, last - step)
    }
  }

  /// - Parameter kept: outer steps of the teacher on disk, which stays until it is passed.
  private func train(
    _ training: inout MetaTraining, _ history: inout TeacherHistory, until last: Int, keeping kept: Int,
    _ expected: Provenance
  ) throws {
    let (description, dataset) = try run.describedDataset()
    let schedule = BatchSchedule(indices: description.training, batchSize: meta.realBatch, seed: run.seed)
    let judge = TeacherJudge(description, dataset, run, innerSteps: meta.innerSteps)
    history.evaluatedInnerSteps = judge.innerSteps
    let progress = Progress("\(meta.learner) outer step", total: last, done: training.outerStep)
    var saved = ContinuousClock.now
    let start = training.outerStep
    func save() throws {
      try TeacherFile.resumeCheckpoint(training, history, expected).write(to: run.path(resumeFile))
      if training.outerStep > kept {
        try TeacherFile.checkpoint(training.teacher, outerStep: training.outerStep, history, expected)
          .write(to: run.path(file))
      }
      saved = .now
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
      if .now - saved >= Self.saveInterval { try save() }
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

  func resumeProvenance(_ expected: Provenance) -> Provenance {
    var provenance = expected
    provenance.kind = "resume"
    return provenance
  }

  /// Outer steps of the teacher that is there; 0 for none.
  func outerStepOnDisk() throws -> Int { try outerStepOnDisk(file) }

  private func outerStepOnDisk(_ file: String) throws -> Int {
    guard run.isThere(file) else { return 0 }
    let stored = try Checkpoint.part(run.path(file), arrays: ["outer_step"])
    return Int(try stored.integers("outer_step", shape: [])[0])
  }

  private func refuseWithoutResume() throws {
    guard !restartsWarm, run.isThere(file) else { return }
    throw NotebookError(
      "\(run.path(file)) stands at outer step \(try outerStepOnDisk()), but \(run.path(resumeFile)), which"
        + " training goes on from, is missing or stale: put it back, go on from the teacher alone with"
        + " `02-meta-training --warm-restart`, or start over with --force")
  }

  /// A warm restart goes on from a teacher of another version of the cell; what it was made from has to be the same.
  ///
  /// - Returns: the differences that are waved through so.
  @discardableResult
  private func refuseOther(_ expected: Provenance) throws -> [String] {
    guard case .stale(let reasons) = try run.state(file, expected) else { return [] }
    if restartsWarm, reasons.allSatisfy({ $0.hasPrefix("cell version ") }) { return reasons }
    throw NotebookError(
      "\(run.path(file)) was made from something else (\(reasons.joined(separator: "; "))): keep it as it is by"
        + " `\(run.commandToAccept(Cells.metaTraining))`, choose another folder with --checkpoints, or replace it"
        + " with --force")
  }
}
