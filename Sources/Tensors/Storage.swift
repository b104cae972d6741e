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
final class StoragePool: Sendable {
  static let shared = StoragePool()

  /// Bytes of unused blocks kept at most; a block that is freed beyond that goes back to the system.
  private static let keptAtMost = 3 << 30
  private static let alignment = 64
  /// Larger blocks lie on pages of this size where the system has them.
  private static let largePage = 2 << 20

  private struct Shelf: @unchecked Sendable {
    var blocks: [Int: [UnsafeMutableRawPointer]] = [:]
    var kept = 0
    var used = 0
  }
  private let shelf = Mutex(Shelf())

  /// Capacities come in few sizes (steps of an eighth of a power of two), so that blocks are found again.
  static func roundedUp(_ byteCount: Int) -> Int {
    let least = max(byteCount, 256)
    let step = max(alignment, 1 << (Int.bitWidth - least.leadingZeroBitCount - 4))
    return (least + step - 1) / step * step
  }

  /// Bytes in use now.
  var used: Int { shelf.withLock { $0.used } }

  func take(_ capacity: Int) -> UnsafeMutableRawPointer {
    let reused = shelf.withLock { shelf -> UInt? in
      shelf.used += capacity
      guard let block = shelf.blocks[capacity]?.popLast() else { return nil }
      shelf.kept -= capacity
      return UInt(bitPattern: block)
    }
    if let reused { return UnsafeMutableRawPointer(bitPattern: reused)! }
    return Self.allocated(capacity)
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
    let keep = shelf.withLock { shelf in
      shelf.used -= capacity
      guard shelf.kept + capacity <= Self.keptAtMost else { return false }
      shelf.kept += capacity
      shelf.blocks[capacity, default: []].append(UnsafeMutableRawPointer(bitPattern: address)!)
      return true
    }
    if !keep { block.deallocate() }
  }
}
