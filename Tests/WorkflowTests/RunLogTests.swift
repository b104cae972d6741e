import Foundation
import TestSupport
import Testing

@testable import Workflow

@Suite("The log of runs")
struct RunLogTests {
  let folder: TemporaryFolder
  let log: RunLog
  init() throws {
    folder = try TemporaryFolder()
    log = RunLog(folder: folder.path)
  }

  private func entry(_ seconds: Double) -> RunLog.Entry {
    RunLog.Entry(cell: "06-noise", date: "", seconds: seconds, threads: 1, machine: RunLog.machine, units: 2)
  }

  /// A line of other bytes, or of another program, costs that line.
  @Test func otherLinesAreReadBesideABadOne() throws {
    #expect(log.append(entry(3)) == nil)
    let file = try #require(FileHandle(forWritingAtPath: log.path))
    try file.seekToEnd()
    try file.write(contentsOf: Data([0xFF, 0xFE, 10]) + Data("Starting up\n{\"accepted\":{}}\n".utf8))
    try file.close()
    #expect(log.append(entry(5)) == nil)
    #expect(log.entries().map(\.seconds) == [3, 5])
    #expect(log.unreadableLines == 2)
  }

  /// What a clock that was set back left in older logs does not make estimates negative.
  @Test func negativeTimesDoNotCount() throws {
    #expect(log.append(entry(-1000)) == nil)
    #expect(log.append(entry(4)) == nil)
    #expect(log.estimate("06-noise", units: 1) == 2)
  }

  @Test func whatKeepsItFromBeingWrittenIsSaid() throws {
    try FileManager.default.createDirectory(atPath: log.path, withIntermediateDirectories: false)
    #expect(log.append(entry(1)) == String(cString: strerror(EISDIR)))
    #expect(log.entries().isEmpty)
  }
}
