import Dispatch
import Synchronization

/// Something that is made on another thread meanwhile.
final class Ahead<Value: Sendable>: Sendable {
  private let group = DispatchGroup()
  private let result = Mutex<Result<Value, any Error>?>(nil)

  init(_ make: @escaping @Sendable () throws -> Value) {
    DispatchQueue.global().async(group: group) {
      let made = Result { try make() }
      self.result.withLock { $0 = made }
    }
  }

  /// Waits for it.
  ///
  /// - Throws: what making it threw.
  func get() throws -> Value {
    group.wait()
    guard let made = result.withLock({ $0 }) else { preconditionFailure("what was waited for is not there") }
    return try made.get()
  }
}
