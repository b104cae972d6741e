import CHDF5
import Foundation
import Synchronization

/// The HDF5 library: one lock around every call, because the library is not safe for threads.
package enum Library {
  private static let lock = Mutex(())
  /// HDF5 has nothing to tidy at exit: files are whole once written. Without this it would complain then of
  /// what damaged files have left open.
  private static let tidiesAtExit: Void = { _ = H5dont_atexit() }()

  /// Runs `body` while no other thread uses HDF5. Does not nest. HDF5's own printing of errors is off inside.
  package static func locked<Result: Sendable>(_ body: () throws -> Result) rethrows -> Result {
    try lock.withLock { _ in
      tidiesAtExit
      // Each time, because a library built for threads keeps this switch per thread.
      _ = hdf5_silence()
      return try body()
    }
  }

  /// The name and version of the library in use, such as "HDF5 1.10.8".
  static let version = locked {
    var (major, minor, release): (UInt32, UInt32, UInt32) = (0, 0, 0)
    H5get_libversion(&major, &minor, &release)
    return "HDF5 \(major).\(minor).\(release)"
  }
}

/// A call that HDF5 refused, in HDF5's own words.
package struct LibraryFailure: Error {
  package let detail: String
  /// The file is shorter than it says.
  let truncated: Bool

  /// The complaint of the call that failed last.
  init() {
    var complaint = hdf5_last_complaint()
    truncated = complaint.truncated != 0
    let text = withUnsafeBytes(of: &complaint.text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    detail = text.isEmpty ? "HDF5 gives no reason" : "HDF5 says: \(text)"
  }

  /// What it means for the file that was being read.
  func error(of path: String) -> ArchiveError {
    if truncated { return .truncated(path) }
    // Where HDF5 is too old to be told not to lock (``ArrayReader``), it fails with the system's number.
    if detail.contains("unable to lock file") {
      return detail.contains("errno = \(EWOULDBLOCK)")
        ? .openElsewhere(path)
        : .unreadableFile(
          path, reason: "its file system has no locks that work: set HDF5_USE_FILE_LOCKING=FALSE; \(detail)")
    }
    return detail.contains("version")
      ? .unknownFormat(path, reason: detail) : .damaged(path, reason: detail)
  }

  /// Throws the library's complaint where a call returned a negative status.
  package static func check(_ status: some SignedInteger) throws {
    if status < 0 { throw LibraryFailure() }
  }
}

/// One open HDF5 object (file, group, data set, type, space, attribute, property list), closed at its end.
package struct Handle: ~Copyable {
  package let identifier: hid_t

  /// Takes over what a creating or opening call returned; throws the library's complaint if that failed.
  package init(_ identifier: hid_t) throws {
    try LibraryFailure.check(identifier)
    self.identifier = identifier
  }

  deinit { H5Idec_ref(identifier) }
}
