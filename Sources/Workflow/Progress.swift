import Foundation
import Ranks
import Synchronization

/// Tells how far some work is: on a terminal as one line that is written over, with the time left; elsewhere
/// as plain lines, not more often than every ten seconds.
public final class Progress {
  private let title: String
  private let total: Int
  private let start = ContinuousClock.now
  private var done = 0
  private var doneBefore = 0
  private var lastLine: ContinuousClock.Instant?
  /// `mpirun` gives a rank a terminal, wherever its own output goes.
  private static let isTerminal = isatty(STDOUT_FILENO) != 0 && Ranks.count == 1

  /// - Parameter done: units that earlier runs have done already.
  public init(_ title: String, total: Int, done: Int = 0) {
    self.title = title
    self.total = total
    self.done = done
    doneBefore = done
  }

  /// One more unit is done.
  public func advance(_ detail: String = "") {
    done += 1
    let interval = Duration.seconds(Self.isTerminal ? 0.2 : 10)
    guard done == total || lastLine.map({ .now - $0 >= interval }) ?? true else { return }
    lastLine = .now
    let (count, detail) = ("  \(title) \(done)/\(total)", detail.isEmpty ? "" : ", \(detail)")
    if Self.isTerminal {
      let text = Self.line(count, detail, timeLeft, columns: Self.columns)
      print("\r\u{1B}[K\(text)", terminator: done == total ? "\n" : "")
    } else {
      print(count + detail + timeLeft)
    }
    flush()
  }

  /// What fits on one line of a terminal: the detail is cut before the time left, and that before the count.
  ///
  /// - Parameter columns: those of the terminal; nil if it does not tell.
  static func line(_ count: String, _ detail: String, _ timeLeft: String, columns: Int?) -> String {
    // A line that fills the last column moves the cursor on to the next.
    guard let room = columns.map({ $0 - 1 }) else { return count + detail + timeLeft }
    func cut(_ text: String, _ room: Int) -> String {
      text.count <= room ? text : room <= 5 ? "" : "\(text.prefix(room - 3))..."
    }
    let left = count.count + timeLeft.count <= room ? timeLeft : ""
    return cut(count, room) + cut(detail, room - count.count - left.count) + left
  }

  private static var columns: Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  private var timeLeft: String {
    guard done > doneBefore, done < total else { return "" }
    let seconds = (.now - start).seconds / Double(done - doneBefore) * Double(total - done)
    return ", \(duration(seconds)) left"
  }
}

extension Duration {
  var seconds: Double { self / .seconds(1) }
}

/// A duration in words: 40 s, 12 min, 3.5 h.
public func duration(_ seconds: Double) -> String {
  switch seconds {
  case ..<0.95: String(format: "%.1f s", seconds)
  case ..<100: String(format: "%.0f s", seconds)
  case ..<6000: String(format: "%.0f min", seconds / 60)
  default: String(format: "%.1f h", seconds / 3600)
  }
}

/// Prints a line at once, whatever buffers the output has.
public func say(_ line: String) {
  print(line)
  flush()
}

/// Writes out what the output's buffers hold.
///
/// - Returns: the system's number of the first failure of this or an earlier call; nil if all could be written.
@discardableResult
func flush() -> Int32? {
  if fflush(nil) != 0 {
    _ = outputFailure.compareExchange(expected: 0, desired: errno, ordering: .relaxed)
  }
  let failure = outputFailure.load(ordering: .relaxed)
  return failure == 0 ? nil : failure
}

private let outputFailure = Atomic<Int32>(0)
