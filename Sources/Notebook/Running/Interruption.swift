import Foundation
import Synchronization

/// A wish to stop, by SIGINT (Ctrl-C) or SIGTERM: work ends after the step at hand, with everything saved.
public enum Interruption {
  private static let received = Atomic<Int32>(0)

  /// From now on both signals only leave a note; a second one ends the process at once.
  static func watch() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { received in
        Interruption.received.store(received, ordering: .relaxed)
        signal(received, SIG_DFL)
      }
    }
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
