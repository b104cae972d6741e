import Foundation
import TestSupport
import Testing

/// `scripts/slurm-shard` divides the work so that no part is lost, whatever the array's numbers are.
@Suite("Tasks of a Slurm array")
struct SlurmTests {
  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "scripts/slurm-shard").path

  /// What the task of an array asks the cell for.
  private func task(_ id: Int, of array: [Int], shards: Int? = nil) throws -> (status: Int32, output: String) {
    let folder = try TemporaryFolder()
    let programs = folder / ".build/release"
    try FileManager.default.createDirectory(atPath: programs, withIntermediateDirectories: true)
    // A link, not a script of our own: a child that another test forks while the script is written holds it open,
    // and then it cannot be run (ETXTBSY).
    try FileManager.default.createSymbolicLink(atPath: programs + "/06-noise", withDestinationPath: "/bin/echo")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.script)
    process.arguments = ["06-noise"]
    process.environment = [
      "PATH": "/usr/bin:/bin", "SLURM_SUBMIT_DIR": folder.path, "SLURM_ARRAY_TASK_ID": "\(id)",
      "SLURM_ARRAY_TASK_COUNT": "\(array.count)", "SLURM_ARRAY_TASK_MIN": "\(array.min()!)",
      "SLURM_ARRAY_TASK_MAX": "\(array.max()!)",
    ].merging(shards.map { ["SHARDS": "\($0)"] } ?? [:]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
  }

  @Test(arguments: [0, 1, 5])
  func allPartsAreDone(first: Int) throws {
    let array = Array(first..<first + 3)
    for (number, id) in array.enumerated() {
      #expect(try task(id, of: array).output == "--threads 1 --shard \(number + 1)/3\n")
    }
    #expect(try task(first, of: [first]).output == "--threads 1\n")
  }

  @Test func failedPartsAreDoneAgain() throws {
    #expect(try task(5, of: [3, 5], shards: 8).output == "--threads 1 --shard 5/8\n")
  }

  @Test(arguments: [([3, 5], nil), ([0, 1], 2), ([8, 9], 8)] as [([Int], Int?)])
  func whatWouldLosePartsIsRefused(array: [Int], shards: Int?) throws {
    let outcomes = try array.map { try task($0, of: array, shards: shards) }
    #expect(outcomes.contains { $0.status == 64 && $0.output.isEmpty })
  }
}
