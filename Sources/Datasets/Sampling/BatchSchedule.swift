import Synchronization

/// Endless batches of image numbers: shuffled passes over a set, without replacement within a pass. What does
/// not fill a batch at the end of a pass is left out of that pass.
///
/// Pass p is a permutation keyed by (seed, p), so any batch can be had alone. The latest pass is kept, which
/// makes batches cheap when asked for in order.
public final class BatchSchedule: Sendable {
  /// Whole batches in a pass: the number of images over the batch size, rounded down.
  public let batchesPerPass: Int
  private let indices: [Int]
  private let batchSize: Int
  private let seed: UInt64
  private let latest: Mutex<(pass: Int, order: [Int])>

  /// - Parameters:
  ///   - indices: The image numbers to draw from.
  ///   - batchSize: 1 to the number of indices.
  public init(indices: [Int], batchSize: Int, seed: UInt64) {
    precondition((1...max(1, indices.count)).contains(batchSize), "a pass holds at least one batch")
    self.indices = indices
    self.batchSize = batchSize
    self.seed = seed
    batchesPerPass = indices.count / batchSize
    latest = Mutex((0, Self.order(of: indices, pass: 0, seed: seed)))
  }

  /// The image numbers of a batch, [batchSize]; batches are counted from 0 across passes.
  public func batch(_ number: Int) -> [Int] {
    let (pass, position) = number.quotientAndRemainder(dividingBy: batchesPerPass)
    return latest.withLock { latest in
      if latest.pass != pass { latest = (pass, Self.order(of: indices, pass: pass, seed: seed)) }
      return Array(latest.order[position * batchSize..<(position + 1) * batchSize])
    }
  }

  private static func order(of indices: [Int], pass: Int, seed: UInt64) -> [Int] {
    var generator = KeyedGenerator(seed: seed, purpose: .pass, index: pass)
    return generator.shuffled(indices)
  }
}
