import Foundation
import Synchronization

/// A wish to stop, by SIGINT (Ctrl-C) or SIGTERM: work ends after the step at hand, with everything saved.
public enum Interruption {
  private static let received = Atomic<Int32>(0)
  /// The process that signals are passed on to; 0 for none.
  private static let child = Atomic<pid_t>(0)

  /// From now on both signals only leave a note; a second one ends the process at once.
  static func watch() { _ = watcher }

  /// No handler may run on a thread that computes: interrupted programs then aborted with a damaged heap, one in a
  /// hundred, probably because kernels compiled at run time use the stack where a handler's frame goes. Hence the
  /// signals are blocked in all threads (those made later inherit that) and taken by a thread of their own.
  private static let watcher: Void = {
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }  // Not ignored, as in a shell's background.
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] { sigaddset(&signals, number) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let taken = signals
    Thread.detachNewThread {
      var signals = taken
      var number: Int32 = 0
      while sigwait(&signals, &number) == 0 {
        let isSecond = received.exchange(number, ordering: .relaxed) != 0
        if !pass(number), isSecond { _exit(128 + number) }
      }
    }
  }()

  /// While a child runs, signals are the child's: it decides when to end, and this process waits for it.
  static func pass(to process: pid_t?) {
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
}

struct Interrupted: Error {
  let signal: Int32
  /// 130 after SIGINT, 143 after SIGTERM: what shells expect.
  var exitCode: Int32 { 128 + signal }
}
