import Foundation
import Testing

@testable import Platform

@Suite("Signals that programs send twice")
struct EchoTests {
  /// Which of some signals, at milliseconds, count.
  private func heard(_ signals: [(number: Int32, time: Int)]) -> [Bool] {
    var echo = Echo()
    let start = ContinuousClock.now
    return signals.map { number, time in !echo.isEcho(number, at: start + .milliseconds(time)) }
  }

  @Test func aRepeatAtOnceIsTheSame() {
    #expect(heard([(SIGTERM, 0), (SIGTERM, 2)]) == [true, false])
    #expect(heard([(SIGTERM, 0), (SIGUSR1, 2)]) == [true, true], "another signal is another request")
  }

  /// Whoever keeps asking is heard, however fast.
  @Test func anEchoIsMeasuredFromTheSignal() {
    #expect(heard((0..<5).map { (SIGTERM, 300 * $0) }) == [true, false, true, false, true])
  }

  @Test func aPersonIsAlwaysHeard() {
    #expect(heard((0..<3).map { (SIGINT, $0) }) == [true, true, true])
  }
}
