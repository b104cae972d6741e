import ArgumentParser
import Foundation
import Platform

/// Prints a line for each check as soon as it is made.
public struct VerifyCommand<Book: Catalogue>: Verb {
  public static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "verify",
      abstract:
        "Check all digests, and compute a sample of each cell's results again: exit code 2 if any differs.",
      discussion:
        "Writes nothing, and needs neither files that are not kept nor states to resume from. Without the data set it"
        + " checks digests only.")
  }
  @Argument(help: "Only this cell: its number or name.")
  var cell: String?
  @OptionGroup var asked: CheckOptions<Book.Options>
  @Flag(help: "Compute everything again; of a teacher only its first two outer steps and its last measurement.")
  var full = false
  @Option(
    help:
      "Which sample: another number checks other results.")
  var sample: UInt64 = 1

  public init() {}

  public func validate() throws { if let cell { _ = try Book.named(cell) } }

  public func work() throws {
    Interruption.watch()
    let (start, options) = (ContinuousClock.now, try asked.options)
    var (checked, left) = (0, 0)
    let cells = try cell.map { [try Book.named($0)] } ?? Book.cells
    let verification = Verification(cells, options, full: full, sample: sample) { check in
      if case .notChecked = check.outcome { left += 1 } else { checked += 1 }
      say(check.line)
    }
    do {
      if let remark = try verification.verify() { say(remark) }
    } catch let interrupted as Interrupted {
      let so = verification.agrees ? "all agrees so far" : "NOT ALL AGREES"
      say("interrupted after \(counted(checked, "checks")): \(so)")
      throw ExitCode(interrupted.exitCode)
    }
    guard checked + left > 0 else { return say("nothing to verify in \(options.folder)") }
    let failures = left == 0 ? "" : " and \(left) could not be made"
    say(
      "\(verification.agrees ? "all agrees" : "NOT ALL AGREES"), \(counted(checked, "checks"))\(failures) in"
        + " \(duration((.now - start).seconds))")
    if !verification.agrees { throw ExitCode(2) }
  }
}
