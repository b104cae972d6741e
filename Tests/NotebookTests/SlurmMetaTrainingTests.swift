import Foundation
import TestSupport
import Testing

/// `scripts/slurm-meta-training` passes Slurm's signal on, waits for the end, and goes back into the queue.
@Suite("Meta-training as a Slurm job")
struct SlurmMetaTrainingTests {
  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "scripts/slurm-meta-training").path

  /// Runs the script with an `mpirun` that ends with a status of its own, after a signal with another and not at once.
  ///
  /// - Parameter signalled: whether Slurm says that time is up.
  private func job(ending: Int32, afterSignal: Int32 = 138, signalled: Bool) throws -> (status: Int32, lines: [String])
  {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.script)
    process.arguments = ["--scale", "report"]
    process.environment = [
      "PATH": "/usr/bin:/bin", "SLURM_SUBMIT_DIR": folder.path, "SLURM_JOB_ID": "7", "SLURM_NTASKS": "4",
      "SLURM_CPUS_PER_TASK": "8",
      // Functions of the shell, in place of programs.
      "BASH_FUNC_mpirun%%": """
      () {
        trap 'sleep 0.2; echo saved; exit \(afterSignal)' USR1
        echo "mpirun $*"
        for moment in {1..\(signalled ? 1000 : 1)}; do sleep 0.02; done
        exit \(ending)
      }
      """,
      "BASH_FUNC_scontrol%%": "() { echo \"scontrol $*\"; }",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    // A test may run on a thread that blocks signals, which what it starts would inherit.
    var (slurms, blocked) = (sigset_t(), sigset_t())
    sigemptyset(&slurms)
    sigaddset(&slurms, SIGUSR1)
    pthread_sigmask(SIG_UNBLOCK, &slurms, &blocked)
    defer { pthread_sigmask(SIG_SETMASK, &blocked, nil) }
    try process.run()
    var bytes = output.fileHandleForReading.availableData
    if signalled { kill(process.processIdentifier, SIGUSR1) }
    bytes += output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    return (process.terminationStatus, lines)
  }

  private static let command =
    "mpirun -n 4 --map-by slot:PE=8 --bind-to core .build/release/02-meta-training --threads 8 --scale report"

  @Test func goesBackIntoTheQueueWhenEverythingIsSaved() throws {
    let job = try job(ending: 0, signalled: true)
    #expect(job.lines == [Self.command, "saved", "scontrol requeue 7"])
  }

  /// It is complete, or it would fail again.
  @Test(arguments: [0, 2] as [Int32])
  func endsWithTheProgramsStatus(status: Int32) throws {
    for signalled in [false, true] {
      let job = try job(ending: status, afterSignal: status, signalled: signalled)
      #expect(job.status == status)
      #expect(job.lines == [Self.command] + (signalled ? ["saved"] : []))
    }
  }

  /// Somebody else's signal to `mpirun` is no reason to start again.
  @Test func staysOutOfTheQueueUnlessTimeIsUp() throws {
    let job = try job(ending: 138, signalled: false)
    #expect(job.status == 138)
    #expect(job.lines == [Self.command])
  }
}
