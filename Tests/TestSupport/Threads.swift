import Foundation
import Tensors

private let lock = NSRecursiveLock()

/// Keeps the number of threads, which belongs to the whole process, as it is while `body` runs: suites run side by
/// side, and every test that sets it or relies on it has to go through here.
public func holdingThreads<Result>(_ body: () throws -> Result) rethrows -> Result {
  lock.lock()
  defer { lock.unlock() }
  return try body()
}

/// What `body` gives on each of these numbers of threads.
public func onThreads<Result>(_ counts: ClosedRange<Int>, _ body: (Int) throws -> Result) rethrows -> [Result] {
  try holdingThreads {
    let before = Parallel.threads
    defer { Parallel.threads = before }
    return try counts.map { count in
      Parallel.threads = count
      return try body(count)
    }
  }
}
