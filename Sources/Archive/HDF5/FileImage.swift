import CHDF5
import Foundation

/// The bytes of an HDF5 file that was made in memory.
final class FileImage {
  /// Where HDF5 leaves the bytes when it closes the file.
  let pointer: UnsafeMutablePointer<hdf5_image>

  init() {
    pointer = .allocate(capacity: 1)
    pointer.initialize(to: hdf5_image())
  }

  deinit {
    free(pointer.pointee.bytes)
    pointer.deallocate()
  }

  /// Whether the file was closed, so that the bytes are here.
  var isComplete: Bool { pointer.pointee.bytes != nil }

  /// Calls `body` with the complete file, without the room that the memory has to spare.
  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    let allocation = UnsafeRawBufferPointer(start: pointer.pointee.bytes, count: pointer.pointee.size)
    // The superblock (version 2) gives the end of the file as its third address.
    let end = allocation.loadUnaligned(fromByteOffset: 28, as: UInt64.self)
    return try withExtendedLifetime(self) {
      try body(UnsafeRawBufferPointer(rebasing: allocation.prefix(Int(clamping: end))))
    }
  }
}
