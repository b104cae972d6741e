import Foundation
import Synchronization

/// The one pool of threads.
///
/// Work is cut into tasks by its shape alone, never by the number of threads, and no task reads what
/// another writes: results are the same bytes for any number of threads.
public enum Parallel {
  private static let threadCount = Atomic<Int>(max(1, machineThreads))

  /// Logical processors of this machine.
  public static var machineThreads: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// How many threads compute; at least one.
  public static var threads: Int {
    get { threadCount.load(ordering: .relaxed) }
    set { threadCount.store(max(1, newValue), ordering: .relaxed) }
  }

  /// Calls `task` once for every index below `count`, in any order and on any thread.
  static func tasks(_ count: Int, _ task: (Int) -> Void) {
    let workers = min(threads, count)
    guard workers > 1 else {
      OneDNN.useOneThread()
      for index in 0..<count { task(index) }
      return
    }
    // The call returns only when every thread has left the closure, so it never outlives its captures.
    nonisolated(unsafe) let task = task
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      OneDNN.useOneThread()
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if index >= count { return }
        task(index)
      }
    }
  }

  /// Cuts `0..<count` into ranges of `grain` and calls `body` once for each.
  static func ranges(_ count: Int, grain: Int, _ body: (Range<Int>) -> Void) {
    let grain = max(1, grain)
    tasks((count + grain - 1) / grain) { body($0 * grain..<min(count, ($0 + 1) * grain)) }
  }

  /// Scalars a task handles in element-wise kernels: enough to outweigh the cost of starting it.
  static let elementGrain = 1 << 15
}
