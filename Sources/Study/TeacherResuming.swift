import Archive
import Ranks
import Teaching
import Workflow

// Where meta-training goes on: from its state, which has the moments of Adam; or, if asked to, from the teacher alone. The
// teacher on disk never steps back.

extension TeacherArtifact {
  public func resumed(_ content: TeacherProgress?, _ ledger: Ledger) throws -> TeacherProgress? {
    let reached = content?.outerStep ?? 0
    if let stateFile, let step = try stateStep(ledger), step >= reached || !restartsWarm {
      let resumed = try ledger.reading(stateFile, of: self) { () -> TeacherProgress? in
        let state = try Checkpoint.read(ledger.path(stateFile))
        guard var progress = try self.content(of: state) else { return nil }
        progress.history = try TeacherFile.resume(&progress.training, from: state)
        return progress
      }
      guard var progress = resumed else { return content }
      if step < reached {
        ledger.tell(
          "  \(stateFile) is at outer step \(step), before the teacher's \(reached): \(file) stays as it is until"
            + " training has passed that (--warm-restart goes on from there at once, with fresh moments of Adam)")
        progress.overtakes = reached
      } else {
        let remark = restartsWarm ? ", with its state: a warm restart is not needed" : ""
        ledger.tell("  \(plan.name): going on after outer step \(step)\(remark)")
      }
      return progress
    }
    guard ledger.isThere(file), restartsWarm else { return content }
    // A teacher of another version of the cell is gone on from, too; the history says so.
    let differences = try ledger.differences(of: self)
    guard var progress = try content ?? self.content(of: Checkpoint.read(ledger.path(file))) else { return nil }
    progress.history.warmRestarts.append(progress.outerStep)
    let accepted = differences.isEmpty ? "" : "; accepted: \(differences.joined(separator: "; "))"
    ledger.tell(
      "  \(plan.name): going on after outer step \(progress.outerStep) with fresh moments of Adam\(accepted)")
    return progress
  }

  public func goesOn(despite differences: [String]) -> Bool {
    restartsWarm && differences.allSatisfy { $0.hasPrefix("cell version ") }
  }

  /// The outer step of the state, if that was made from what is there now.
  private func stateStep(_ ledger: Ledger) throws -> Int? {
    guard let stateFile, ledger.isThere(stateFile) else { return nil }
    let expected = try ledger.provenance(self).ofState
    return try ledger.reading(stateFile, of: self) {
      let part = try Checkpoint.part(ledger.path(stateFile), arrays: ["outer_step"])
      guard part.provenance.differences(from: expected).isEmpty else { return nil }
      return try units(doneIn: part).count
    }
  }

  /// Without its state training goes on from the teacher, if it is asked to.
  public func adviceOnDamage(of file: String, _ ledger: Ledger) -> String {
    if plan.taken != nil { return "delete it; meta-training from nothing writes it again" }
    guard file == stateFile else { return ledger.adviceOnDamage(of: file, self) }
    return "put a copy back, or delete it and go on with `\(commandForWarmRestart(ledger))`"
  }
  private func commandForWarmRestart(_ ledger: Ledger) -> String {
    ledger.command(cell, "--teacher", plan.name, "--warm-restart")
  }

  public func refusal(done: [Int], _ ledger: Ledger) throws -> String? {
    let learners = plan.training.learnersPerStep
    guard Ranks.count <= learners else {
      return
        "mpirun started \(Ranks.count) of this program to share out the learners of an outer step, which has \(learners): start"
        + " \(learners) at most, or give --learners-per-step \(Ranks.count) or more"
    }
    guard let reached = done.last, !restartsWarm, try stateStep(ledger) == nil else { return nil }
    return
      "\(ledger.path(file)) is at outer step \(reached), but \(ledger.path(stateFile ?? "")), which training goes on"
      + " from, is missing or stale: put it back, go on from the teacher alone with"
      + " `\(commandForWarmRestart(ledger))`, or start over with --force"
  }

  // MARK: Verifying

  /// The last measurement, if the teacher has not gone on since; else the first outer step, and in full two.
  public func unitsToVerify(done: [Int], in content: TeacherProgress?, full: Bool) -> [Int]? {
    guard let last = done.last, let content else { return [] }
    let isMeasured = content.history.evaluatedOuterSteps.last == last
    // The rest would take as long as it took, and each step follows from the one before.
    return (isMeasured ? [last] : []) + (full ? [min(2, last)] : isMeasured ? [] : [1])
  }

  /// A measurement is taken again of the teacher as it is; the first steps are computed from nothing.
  public func resumedForVerification(_ unit: Int, _ content: TeacherProgress?) -> TeacherProgress? {
    guard var progress = content, unit > 2, progress.outerStep == unit,
      progress.history.evaluatedOuterSteps.last == unit
    else { return nil }
    progress.history.evaluatedOuterSteps.removeLast()
    progress.history.validationAccuracy.removeLast()
    progress.history.testAccuracy.removeLast()
    return progress
  }

  /// The losses of an outer step, and the accuracies measured after it.
  public func evidence(of unit: Int, in content: TeacherProgress?) -> [String: NamedArray] {
    guard let history = content?.history, history.metaLoss.count >= unit else { return [:] }
    let losses = [history.metaLoss[unit - 1], history.finalLoss[unit - 1]]
    var arrays = ["losses": NamedArray(shape: [2], scalars: .float64(losses))]
    if let row = history.evaluatedOuterSteps.firstIndex(of: unit) {
      let accuracies = history.validationAccuracy[row] + history.testAccuracy[row]
      arrays["accuracies"] = NamedArray(shape: [accuracies.count], scalars: .float64(accuracies))
    }
    return arrays
  }
}
