import ArgumentParser
import Foundation

/// Prints a line for each check as soon as it is made.
public struct VerifyCommand: Verb {
  public static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract:
      "Check all digests, and compute a sample of each cell's results again: exit code 2 if any differs.",
    discussion:
      "Writes nothing, and needs neither learners nor states to resume from. Without the data set it"
      + " checks digests only.")
  @Argument(help: "Only this cell: its number or name.", transform: CellDescription.named)
  var cell: CellDescription?
  @OptionGroup var options: Options
  @Flag(help: "Compute everything again but meta-training, of which the first two outer steps.")
  var full = false
  @Option(
    help:
      "The number of the sample: others check other results; 1 keeps to networks that are quick to attack.")
  var sample: UInt64 = 1

  public init() {}

  public func work() throws {
    Interruption.watch()
    let start = ContinuousClock.now
    let run = Run(cell ?? Cells.dataset, options, quietly: true)
    var (checked, left) = (0, 0)
    let verification = Verification(run, cell: cell, full: full, sample: sample) { check in
      if case .notChecked = check.outcome { left += 1 } else { checked += 1 }
      say(check.line)
    }
    do {
      if let remark = try verification.verify() { say(remark) }
    } catch let interrupted as Interrupted { throw ExitCode(interrupted.exitCode) }
    guard checked + left > 0 else { return say("nothing to verify in \(run.folder)") }
    say(
      "\(verification.agrees ? "all agrees" : "NOT ALL AGREES"), \(checked) checks\(left == 0 ? "" : " and \(left) that could not be made") in"
        + " \(duration((.now - start).seconds))")
    if !verification.agrees { throw ExitCode(2) }
  }
}
