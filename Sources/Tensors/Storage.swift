import Foundation
import Synchronization

/// A block of memory that holds a value's scalars.
///
/// `@unchecked Sendable` rests on one invariant: a block is written only by the kernel that asked for it,
/// before the value that owns it is handed to anyone; from then on it is only read.
final class Storage: @unchecked Sendable {
  let address: UnsafeMutableRawPointer
  private let capacity: Int

  init(byteCount: Int) {
    capacity = StoragePool.roundedUp(byteCount)
    address = StoragePool.shared.take(capacity)
  }

  deinit { StoragePool.shared.give(address, capacity) }
}

/// Keeps freed blocks for reuse: fresh pages cost page faults that rival the arithmetic on them.
///
/// All blocks together, used and kept, take at most three gigabytes or, if that is more, what ever was in use at once and
/// a little: work that is repeated finds its blocks again, however much it takes.
final class StoragePool: Sendable {
  static let shared = StoragePool()

  private static let alignment = 64
  /// Larger blocks lie on pages of this size where the system has them.
  private static let largePage = 2 << 20

  private struct Shelf {
    /// Addresses by capacity.
    var blocks: [Int: [UInt]] = [:]
    var kept = 0
    var used = 0
    var mostUsed = 0
  }
  private let shelf = Mutex(Shelf())
  private let leastLimit: Int
  private let slack: Int

  /// - Parameters:
  ///   - leastLimit: bytes of all blocks up to which none goes back to the system.
  ///   - slack: bytes of all blocks beyond the most that ever were in use.
  init(leastLimit: Int = 3 << 30, slack: Int = 512 << 20) {
    self.leastLimit = leastLimit
    self.slack = slack
  }

  /// Capacities come in few sizes (steps of an eighth of a power of two), so that blocks are found again.
  static func roundedUp(_ byteCount: Int) -> Int {
    let least = max(byteCount, 256)
    let step = max(alignment, 1 << (Int.bitWidth - least.leadingZeroBitCount - 4))
    return (least + step - 1) / step * step
  }

  /// Bytes in use now.
  var used: Int { shelf.withLock { $0.used } }

  /// Bytes in use and kept.
  var held: Int { shelf.withLock { $0.used + $0.kept } }

  func take(_ capacity: Int) -> UnsafeMutableRawPointer {
    let (reused, surplus) = shelf.withLock { shelf -> (UInt?, [UInt]) in
      shelf.used += capacity
      shelf.mostUsed = max(shelf.mostUsed, shelf.used)
      if let block = shelf.blocks[capacity]?.popLast() {
        shelf.kept -= capacity
        return (block, [])
      }
      return (nil, takeSurplus(of: &shelf))
    }
    for block in surplus { UnsafeMutableRawPointer(bitPattern: block)!.deallocate() }
    return reused.map { UnsafeMutableRawPointer(bitPattern: $0)! } ?? Self.allocated(capacity)
  }

  /// Takes kept blocks off the shelf, the largest first, until the others are few enough.
  private func takeSurplus(of shelf: inout Shelf) -> [UInt] {
    var surplus: [UInt] = []
    let limit = max(leastLimit, shelf.mostUsed + slack)
    while shelf.used + shelf.kept > limit, let largest = shelf.blocks.keys.max() {
      guard let block = shelf.blocks[largest]?.popLast() else {
        shelf.blocks[largest] = nil
        continue
      }
      shelf.kept -= largest
      surplus.append(block)
    }
    return surplus
  }

  private static func allocated(_ capacity: Int) -> UnsafeMutableRawPointer {
    guard capacity >= 2 * largePage else { return .allocate(byteCount: capacity, alignment: alignment) }
    let block = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: largePage)
    #if os(Linux)
      madvise(block, capacity, MADV_HUGEPAGE)
    #endif
    return block
  }

  func give(_ block: UnsafeMutableRawPointer, _ capacity: Int) {
    let address = UInt(bitPattern: block)
    shelf.withLock { shelf in
      shelf.used -= capacity
      shelf.kept += capacity
      shelf.blocks[capacity, default: []].append(address)
    }
  }
}
