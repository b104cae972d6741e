import Archive
import Datasets
import Foundation
import Networks
import Teaching
import Tensors
import Workflow

/// A teacher, in the middle of meta-training or complete, with its history.
public struct TeacherProgress: Sendable {
  public var training: MetaTraining
  public var history: TeacherHistory
  /// Outer steps of the complete teacher.
  public let planned: Int
  /// The same on a device, if one trains it.
  var accelerated: AcceleratedMetaTraining?
  /// The outer step of the teacher on disk while an older state catches up: until then the file stays as it is.
  var overtakes = 0

  public var teacher: Teacher { training.teacher }
  public var outerStep: Int { training.outerStep }
}

/// A teacher's checkpoint. A unit is an outer step; each follows from the one before.
public struct TeacherArtifact: Artifact {
  public let plan: TeacherPlan
  let study: Study
  /// Bytes that kept lessons may take; nil for the default. Results do not depend on it.
  public var memory: Int?
  /// Whether a teacher without its state to resume from is trained on, with fresh moments of Adam; the history says so.
  public var restartsWarm = false

  public init(_ plan: TeacherPlan, _ study: Study) {
    self.plan = plan
    self.study = study
  }

  public struct Settings: Encodable {
    let training: MetaTrainingSettings
    let evaluationInterval: Int
  }

  public var file: String { study.place(recordedName) }
  public var recordedName: String { "teacher-\(plan.name).h5" }
  public var stateFile: String? { plan.taken == nil ? study.place("teacher-\(plan.name).resume.h5") : nil }
  public var kind: String { "teacher" }
  /// A copy on the way and a teacher of another seed are of meta-training's making, wherever they are asked about.
  public var cell: CellDescription { plan.taken == nil && plan.seed == nil ? study.cell(for: method) : method }
  public var method: CellDescription { Cells.metaTraining }
  public var seed: UInt64 { plan.seed ?? study.seed }
  public var settings: Settings {
    Settings(training: plan.training, evaluationInterval: study.settings.evaluationInterval)
  }
  public var inputs: [Dependency] { [.content(study.dataset), DatasetArtifact.images] }
  public var unitName: String { "outer steps" }
  public var isPrecious: Bool { true }
  public var saveInterval: Double { 60 }

  public func units(_ ledger: Ledger) -> [Int] { Array(1...plan.outerSteps) }
  public var empty: TeacherProgress? { nil }
  public func units(in content: TeacherProgress?) -> [Int] { Array(1..<(content?.outerStep ?? 0) + 1) }
  /// Steps follow from one another: there is no forgetting one.
  public func forget(_ unit: Int, in content: inout TeacherProgress?) {}
  public func title(of unit: Int) -> String { "outer step \(unit)" }
  public func describe(missing: [Int]) -> [String] {
    missing.first.map { ["\(file): outer steps \($0) to \(plan.outerSteps)"] } ?? []
  }

  public var arraysThatTellUnits: [String]? { ["outer_step"] }
  public func units(doneIn part: Checkpoint) throws -> [Int] { Array(1..<(try Self.outerStep(part) + 1)) }
  private static func outerStep(_ part: Checkpoint) throws -> Int {
    Int(try part.integers("outer_step", shape: [])[0])
  }

  /// What figures call the teacher on disk: "base_larger after 400 of 2000 outer steps".
  public func described(_ ledger: Ledger) throws -> String {
    let (done, all) = try ledger.progress(of: self)
    let steps = "\(plan.name) after \(done == all ? "\(all)" : "\(done) of \(all)") outer steps"
    return done == 0 ? plan.name : steps + plan.training.learnersNote
  }

  public func shownSettings(_ ledger: Ledger) throws -> [(name: String, value: String)] {
    // A copy may be gone; its name says its outer step.
    if plan.taken != nil { return [] }
    let (done, all) = try ledger.progress(of: self)
    return done == 0 ? [] : [("teacher \(plan.name)", "outer step \(done) of \(all)\(plan.training.learnersNote)")]
  }

  // MARK: The outer step

  /// Meta-training before its first step.
  ///
  /// - Parameter teacher: one that is there already.
  func start(_ teacher: Teacher? = nil) throws -> TeacherProgress {
    guard var training = MetaTraining(plan.training, seed: seed, teacher: teacher) else {
      throw NotebookError("there is no learner type \(plan.training.learner) to train a teacher for")
    }
    training.memory = memory
    var history = TeacherHistory()
    history.learnersPerStep = plan.training.learnersPerStep
    return TeacherProgress(training: training, history: history, planned: plan.outerSteps)
  }

  /// Fresh learners, all their inner steps, and a step of Adam against the mean of the exact meta-gradients
  /// (`MetaTraining.advance`); then, now and then, the accuracy of another fresh learner.
  public func compute(_ unit: Int, into content: inout TeacherProgress?, _ ledger: Ledger) throws {
    var progress = try content ?? start()
    let realBatch = try realBatches(ledger)
    while progress.outerStep < unit {
      let result = try advance(&progress, realBatch)
      if let failingGroups = result.failingGroups {
        let kept = progress.outerStep > 0 ? "the teacher before it is kept" : "nothing is written"
        throw NotebookError(
          "the meta-gradient of \(plan.name) is not finite at outer step \(progress.outerStep + 1) (meta-loss"
            + " \(result.metaLoss); \(failingGroups)); \(kept); smaller learning rates in"
            + " Sources/Study/Settings.swift may help")
      }
      progress.history.metaLoss.append(result.metaLoss)
      progress.history.finalLoss.append(result.finalLoss)
    }
    if isMeasured(unit), progress.history.evaluatedOuterSteps.last != unit {
      let judge = try TeacherJudge(plan, study, ledger)
      progress.history.evaluatedInnerSteps = judge.innerSteps
      try judge.measure(progress.training, into: &progress.history)
    }
    content = progress
  }

  /// Real batches by number.
  func realBatches(_ ledger: Ledger) throws -> (Int) -> Batch {
    let (description, dataset) = try study.describedImages(ledger)
    let schedule = BatchSchedule(
      indices: description.training, batchSize: plan.training.realBatch, seed: seed)
    return { dataset.training.batch(schedule.batch($0)) }
  }

  private func isMeasured(_ step: Int) -> Bool { step == 1 || step % study.settings.evaluationInterval == 0 }

  // MARK: Files

  public func content(of file: Checkpoint) throws -> TeacherProgress? {
    let (teacher, outerStep) = try TeacherFile.teacher(file, plan.training.generator)
    var progress = try start(teacher)
    progress.training.outerStep = outerStep
    progress.history = try TeacherFile.history(file)
    let curriculum = progress.teacher.curriculum
    guard [curriculum.steps, curriculum.batch] == [plan.training.innerSteps, plan.training.batch],
      progress.outerStep <= plan.training.outerSteps
    else {
      throw file.unusable(
        "it holds \(curriculum.steps) lessons of \(curriculum.batch) after \(progress.outerStep) outer steps, but"
          + " \(plan.training.innerSteps) of \(plan.training.batch) after \(plan.outerSteps) are asked for")
    }
    return progress
  }

  public func checkpoint(_ content: TeacherProgress?, _ provenance: Provenance) -> Checkpoint {
    guard let content else { return Checkpoint(provenance: provenance) }
    return TeacherFile.checkpoint(content.teacher, outerStep: content.outerStep, content.history, provenance)
  }

  public func state(_ content: TeacherProgress?, _ provenance: Provenance) -> Checkpoint? {
    content.map { TeacherFile.resumeCheckpoint($0.training, $0.history, provenance) }
  }

  public func isStorable(_ content: TeacherProgress?) -> Bool {
    guard let content else { return false }
    return content.outerStep >= content.overtakes
  }
}
