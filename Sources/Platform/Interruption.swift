import Foundation
import Synchronization

/// A wish to stop, by SIGINT (Ctrl-C), SIGTERM, SIGUSR1 (of batch systems, before time is up), SIGHUP (the terminal is
/// gone) or the end of the driver: work ends after the step at hand, with everything saved.
public enum Interruption {
  private static let received = Atomic<Int32>(0)
  /// The process that signals are passed on to; 0 for none.
  private static let child = Atomic<pid_t>(0)
  /// The environment's variable in which the driver tells a cell its own process id.
  private static let driver = "GTN_DRIVER"

  /// From now on these signals only leave a note, which a line on the standard error answers; a second one ends the process
  /// at once, unless a program repeats itself. A driver's end is a signal to its cell.
  ///
  /// - Parameter quietly: without the line, as where another process tells it.
  public static func watch(quietly: Bool = false) {
    isQuiet.store(quietly, ordering: .relaxed)
    _ = watcher
  }
  private static let isQuiet = Atomic(false)

  /// No handler may run on a thread that computes: interrupted programs then aborted with a damaged heap, one in a
  /// hundred, probably because kernels compiled at run time use the stack where a handler's frame goes. Hence the
  /// signals are blocked in all threads (those made later inherit that) and taken by a thread of their own.
  private static let watcher: Void = {
    let asked = [SIGINT, SIGTERM, SIGUSR1]
    for number in asked { signal(number, SIG_DFL) }  // Not ignored, as in a shell's background.
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in asked + [SIGTSTP] + (ignoresHangup ? [] : [SIGHUP]) { sigaddset(&signals, number) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let taken = signals
    let isWatched = startThread {
      var signals = taken
      var number: Int32 = 0
      // A line that nobody reads any more must not end the process.
      var pipe = sigset_t()
      sigemptyset(&pipe)
      sigaddset(&pipe, SIGPIPE)
      pthread_sigmask(SIG_BLOCK, &pipe, nil)
      while sigwait(&signals, &number) == 0 {
        if number == SIGTSTP { stop() } else { receive(number) }
      }
    }
    // With nobody to take them they do what they do to any program.
    if !isWatched { pthread_sigmask(SIG_UNBLOCK, &signals, nil) }
    if let driver = ProcessInfo.processInfo.environment[driver].flatMap({ pid_t($0) }) {
      _ = startThread {
        // Killed, it could pass nothing on.
        while getppid() == driver { usleep(200_000) }
        receive(SIGHUP)
      }
    }
  }()

  /// Not by Foundation, which does not tell when there is no room for a thread.
  private static func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
    let context = Unmanaged.passRetained(Task(body))
    #if canImport(Darwin)
      var thread: pthread_t?
      let status = pthread_create(&thread, nil, { Interruption.start($0) }, context.toOpaque())
    #else
      var thread = pthread_t()
      let status = pthread_create(&thread, nil, { Interruption.start($0!) }, context.toOpaque())
    #endif
    // Nobody waits for it: it ends with the process.
    if status != 0 { context.release() }
    return status == 0
  }

  private static func start(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<Task>.fromOpaque(context).takeRetainedValue().body()
    return nil
  }

  private final class Task: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Under `nohup` the end of the terminal is to be survived.
  private static var ignoresHangup: Bool {
    let present = signal(SIGHUP, SIG_IGN)
    signal(SIGHUP, present)
    return unsafeBitCast(present, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private static let echo = Mutex(Echo())

  private static func receive(_ number: Int32) {
    if echo.withLock({ $0.isEcho(number, at: .now) }) { return }
    // First: with the note the process may end at any moment.
    if signalNumber == nil, child.load(ordering: .relaxed) == 0, number != SIGHUP { tell() }
    let isSecond = received.exchange(number, ordering: .relaxed) != 0
    if !pass(number), isSecond { _exit(128 + number) }
    if !isSecond { atOnce.withLock { $0?() } }
  }

  /// Where a line would have to wait there is none.
  private static func tell() {
    var output = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
    guard !isQuiet.load(ordering: .relaxed), poll(&output, 1, 0) == 1, output.revents == Int16(POLLOUT) else { return }
    let start = isatty(STDERR_FILENO) == 0 ? "" : "\n"
    let line = Array("\(start)ending after this step; Ctrl-C again ends now\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
  }

  /// A signal that came to another process that works with this one.
  public static func note(_ number: Int32) {
    _ = received.compareExchange(expected: 0, desired: number, ordering: .relaxed)
  }

  /// What the first signal does besides leaving its note.
  private static let atOnce = Mutex<(@Sendable () -> Void)?>(nil)

  /// Does something that may take longer than whoever sent a signal waits before it kills (`mpirun` one second): what has to
  /// be done before that, `first` does when a signal comes, on the thread that takes it.
  public static func doing(first: @escaping @Sendable () -> Void, _ body: () throws -> Void) rethrows {
    atOnce.withLock { $0 = first }
    // Waits for it where it has begun.
    defer { atOnce.withLock { $0 = nil } }
    try body()
  }

  /// Ends the program for a failure where no error can be thrown: one line and exit code 2. What a signal would have saved
  /// (``doing(first:_:)``) is saved before.
  public static func end(failing reason: String) -> Never {
    atOnce.withLock { $0?() }
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).lastPathComponent
    FileHandle.standardError.write(Data("\(program): error: \(reason)\n".utf8))
    exit(2)
  }

  /// Ctrl-Z: stops with the child, which is no process of the terminal's foreground, and goes on with it.
  private static func stop() {
    let process = child.load(ordering: .relaxed)
    if process > 0 { kill(process, SIGSTOP) }
    raise(SIGSTOP)  // To this thread, which is to come back only when the process goes on.
    if process > 0 { kill(process, SIGCONT) }
  }

  /// What a child's environment has to say, so that it ends with this process.
  public static var environment: [String: String] {
    ProcessInfo.processInfo.environment.merging([driver: "\(getpid())"]) { $1 }
  }

  /// While a child runs, signals are the child's: it decides when to end, and this process waits for it.
  public static func pass(to process: pid_t?) {
    child.store(process ?? 0, ordering: .relaxed)
    // One that came between the child's start and this call.
    if process != nil, let signalNumber { _ = pass(signalNumber) }
  }

  /// - Returns: whether there is a child. One in this process's own group has had the terminal's signal.
  private static func pass(_ signal: Int32) -> Bool {
    let process = child.load(ordering: .relaxed)
    guard process > 0 else { return false }
    if getpgid(process) != getpgrp() { kill(process, signal) }
    return true
  }

  /// The signal that was received, if any.
  public static var signalNumber: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// Ends the run here if a signal was received; everything must be saved.
  public static func check() throws {
    if let signalNumber { throw Interrupted(signal: signalNumber) }
  }

  /// Does something that may wait for long, for a pipe or a server, and of which nothing has to be saved: a signal ends
  /// the run at once, and leaves `body` behind.
  public static func checking<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) throws -> Result {
    let outcome = Outcome<Result>()
    let isStarted = startThread {
      let result = Swift.Result { try body() }
      outcome.result.withLock { $0 = result }
      outcome.end.signal()
    }
    guard isStarted else { return try body() }
    while outcome.end.wait(timeout: .now() + 0.02) == .timedOut { try check() }
    return try outcome.result.withLock { $0 }!.get()
  }
}

/// Tells a signal that a program sends twice at once, as `timeout` does, to the process and to its group. A person's Ctrl-C counts
/// each time.
struct Echo {
  private var heard: (number: Int32, time: ContinuousClock.Instant)?

  mutating func isEcho(_ number: Int32, at time: ContinuousClock.Instant) -> Bool {
    if let heard, number == heard.number, number != SIGINT, time - heard.time < .milliseconds(500) { return true }
    heard = (number, time)
    return false
  }
}

/// What a thread hands to the one that waits for it.
private final class Outcome<Value: Sendable>: Sendable {
  /// Signalled when there is a result.
  let end = DispatchSemaphore(value: 0)
  let result = Mutex<Result<Value, any Error>?>(nil)
}

public struct Interrupted: Error {
  public let signal: Int32
  /// 130 after SIGINT, 143 after SIGTERM, 138 after SIGUSR1 (macOS: 158), 129 after SIGHUP: what shells expect.
  public var exitCode: Int32 { 128 + signal }
}
