import ArgumentParser
import Study
import Tensors
import Workflow

/// How far and in which way the cells that meta-train do so.
public struct TeacherTraining: ParsableArguments {
  @Option(help: "Stop meta-training after this outer step; the schedule stays that of the scale.")
  public var untilStep: Int?
  @Option(help: "Gigabytes for lessons that are kept instead of computed twice; results do not depend on it.")
  public var memory: Double?
  @Flag(help: "Go on from a teacher whose state to resume from is gone, with fresh moments of Adam.")
  public var warmRestart = false

  public init() {}

  public func validate() throws {
    if let untilStep, untilStep < 1 { throw ValidationError("--until-step \(untilStep): give 1 or more") }
    if let memory, !(0.1...1000).contains(memory) {
      throw ValidationError("--memory \(memory): give gigabytes, from 0.1 to 1000")
    }
  }

  public var memoryInBytes: Int? { memory.map { Int($0 * 1e9) } }

  /// The outer loop. Everything is saved once a minute, at the end, and when it is interrupted.
  public func train(_ artifact: TeacherArtifact, _ run: Run) throws {
    var artifact = artifact
    artifact.memory = memoryInBytes
    artifact.restartsWarm = warmRestart
    let last = untilStep ?? artifact.plan.outerSteps
    let learners = artifact.plan.training.learnersPerStep
    let learnersNote = learners == 1 ? "" : ", mean of \(learners) learners"
    if let warning = oneDNNWarning { say("  \(warning)") }
    let work = try run.begin(artifact) { outerStep in outerStep <= last }
    while let outerStep = try work.next() {
      if artifact.isCopied(at: outerStep - 1) {
        try work.end()
        try artifact.keepCopy(at: outerStep - 1, run.ledger)
      }
      // Fresh learners, all their lessons, the mean of their exact meta-gradients, a step of Adam.
      try work.compute(outerStep) { progress in
        String(format: "final loss %.3f", progress?.history.finalLoss.last ?? .nan) + learnersNote
      }
    }
    try work.end()
    // One of another seed is there for its copies alone.
    let reached = try run.ledger.progress(of: artifact).done
    if artifact.plan.seed != nil, artifact.isCopied(at: reached) { try artifact.keepCopy(at: reached, run.ledger) }
  }
}
