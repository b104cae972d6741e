import Foundation
import TestSupport

/// How a program ended, and what it said.
struct Outcome {
  /// The exit code; 128 and the signal's number if a signal ended it.
  let status: Int32
  let output: String
  let errors: String

  /// The lines of the error output.
  var errorLines: [String] { errors.split(separator: "\n").map(String.init) }

  /// The lines of the output that begin with a cell's name.
  func lines(of cell: String) -> [String] {
    output.split(separator: "\n").map(String.init).filter { $0.hasPrefix(cell) }
  }
}

/// A cell or the driver, run as a user runs it: as a process of its own.
final class Program {
  private let process = Process()
  private let folder: TemporaryFolder

  /// Starts a program of this package.
  ///
  /// - Parameters:
  ///   - place: the folder in which it runs; nil for that of the tests.
  ///   - variables: of its environment, besides those of the tests.
  convenience init(
    _ name: String, _ arguments: [String], in place: String? = nil, _ variables: [String: String] = [:]
  ) throws {
    try self.init(at: Self.products.appending(path: name), arguments, in: place, variables)
  }

  /// Starts a program of this package from a script of the shell, in which it is "$@".
  convenience init(shell script: String, _ name: String, _ arguments: [String]) throws {
    let program = Self.products.appending(path: name).path
    try self.init(at: URL(fileURLWithPath: "/bin/sh"), ["-c", script, "sh", program] + arguments)
  }

  private init(
    at executable: URL, _ arguments: [String], in place: String? = nil, _ variables: [String: String] = [:]
  ) throws {
    folder = try TemporaryFolder()
    process.executableURL = executable
    process.arguments = arguments
    if let place { process.currentDirectoryURL = URL(fileURLWithPath: place) }
    if !variables.isEmpty { process.environment = ProcessInfo.processInfo.environment.merging(variables) { $1 } }
    process.standardInput = FileHandle.nullDevice
    // Files, not pipes, which a program would wait for when they are full.
    process.standardOutput = try Self.file(folder / "output")
    process.standardError = try Self.file(folder / "errors")
    Self.unblockInterruption()
    try process.run()
  }

  /// Waits for the end.
  func outcome() throws -> Outcome {
    process.waitUntilExit()
    let status = process.terminationStatus
    return Outcome(
      status: process.terminationReason == .exit ? status : 128 + status,
      output: String(decoding: try contents(folder / "output"), as: UTF8.self),
      errors: String(decoding: try contents(folder / "errors"), as: UTF8.self))
  }

  var identifier: pid_t { process.processIdentifier }

  /// Sends a signal, SIGINT as Ctrl-C does if not said, as soon as the output contains a text.
  ///
  /// - Returns: whether it did before the program ended.
  func interrupt(_ signal: Int32 = SIGINT, whenItSays text: String) throws -> Bool {
    while process.isRunning {
      if String(decoding: try contents(folder / "output"), as: UTF8.self).contains(text) {
        return kill(identifier, signal) == 0
      }
      usleep(5_000)
    }
    return false
  }

  /// The threads of the tests' pool block signals, and a new process inherits what is blocked, and what is ignored (by
  /// `nohup`).
  private static func unblockInterruption() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] { sigaddset(&signals, number) }
    signal(SIGHUP, SIG_DFL)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  private static func file(_ path: String) throws -> FileHandle {
    try Data().write(to: URL(fileURLWithPath: path))
    return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  }

  /// The folder of the programs that were built with these tests.
  private static let products: URL = {
    #if os(macOS)
      for bundle in Bundle.allBundles where bundle.bundlePath.hasSuffix(".xctest") {
        return bundle.bundleURL.deletingLastPathComponent()
      }
    #endif
    return Bundle.main.bundleURL
  }()
}
