import Foundation

/// Tells how far some work is: on a terminal as one line that is written over, with the time left; elsewhere
/// as plain lines, not more often than every ten seconds.
public final class Progress {
  private let title: String
  private let total: Int
  private let start = Date()
  private var done = 0
  private var doneBefore = 0
  private var lastLine = Date.distantPast
  private static let isTerminal = isatty(STDOUT_FILENO) != 0

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
    let interval = Self.isTerminal ? 0.2 : 10
    guard done == total || Date().timeIntervalSince(lastLine) >= interval else { return }
    lastLine = Date()
    let text = "  \(title) \(done)/\(total)\(detail.isEmpty ? "" : ", \(detail)")\(timeLeft)"
    if Self.isTerminal {
      print("\r\u{1B}[K\(text)", terminator: done == total ? "\n" : "")
    } else {
      print(text)
    }
    flush()
  }

  private var timeLeft: String {
    guard done > doneBefore, done < total else { return "" }
    let seconds = Date().timeIntervalSince(start) / Double(done - doneBefore) * Double(total - done)
    return ", \(duration(seconds)) left"
  }
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

private func flush() { fflush(nil) }
