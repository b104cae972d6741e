import Archive
import Foundation
import Tensors
import TestSupport
import Testing

@testable import Workflow

@Suite("Estimates of time")
struct EstimateTests {
  private func entry(_ cell: String, _ seconds: Double, _ units: Int?, machine: String) -> RunLog.Entry {
    RunLog.Entry(
      cell: cell, date: "2026-01-01T00:00:00Z", seconds: seconds, threads: Parallel.threads, machine: machine,
      units: units)
  }

  @Test func rateIsThatOfEarlierRunsHere() throws { try holdingThreads(rates) }

  private func rates() throws {
    let folder = try TemporaryFolder()
    let log = RunLog(folder: folder.path)
    #expect(log.estimate("06-noise", units: 5) == nil)
    log.append(entry("06-noise", 1000, nil, machine: RunLog.machine))
    #expect(log.estimate("06-noise", units: 5) == nil)
    log.append(entry("06-noise", 900, 3, machine: "another"))
    #expect(log.estimate("06-noise", units: 5) == 1500)
    log.append(entry("06-noise", 8, 4, machine: RunLog.machine))
    log.append(entry("06-noise", 12, 6, machine: RunLog.machine))
    log.append(entry("07-blur", 99, 1, machine: RunLog.machine))
    #expect(log.estimate("06-noise", units: 5) == 10)
  }

  /// What a run that was killed left of a line spoils no other.
  @Test func entryBeginsALine() throws {
    let folder = try TemporaryFolder()
    let log = RunLog(folder: folder.path)
    try Data(#"{"cell":"07-bl"#.utf8).write(to: URL(fileURLWithPath: log.path))
    for seconds in [1.0, 2] {
      #expect(log.append(entry("06-noise", seconds, 1, machine: RunLog.machine)) == nil)
    }
    #expect(log.entries().map(\.seconds) == [1, 2])
    let lines = String(decoding: try contents(log.path), as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.map(\.isEmpty) == [false, false, false, true])
  }
}
