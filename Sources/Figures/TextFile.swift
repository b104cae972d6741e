import Foundation

/// Files that appear whole or not at all, and keep their date while their content is the same.
public enum TextFile {
  /// Writes a text as UTF-8, creating its folder; a file that already holds it is left untouched.
  ///
  /// - Throws: ``FigureError`` naming the path.
  public static func write(_ text: String, to path: String) throws(FigureError) {
    try write(Data(text.utf8), to: URL(fileURLWithPath: path))
  }

  static func write(_ content: Data, to file: URL) throws(FigureError) {
    if let present = try? Data(contentsOf: file), present == content { return }
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try replace(file, with: content)
    } catch {
      throw FigureError(
        "cannot write \(file.path): \(cause(of: error)). Check that its folder can be written and has room.")
    }
  }

  /// What the system says. Foundation's own words are about some operation that could not be completed.
  private static func cause(of error: any Error) -> String {
    let error = error as NSError
    let system = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
    return system.domain == NSPOSIXErrorDomain
      ? String(cString: strerror(Int32(system.code))) : error.localizedDescription
  }

  /// By way of a temporary file that is named and locked as those of checkpoints are, so that a run which is killed
  /// here leaves nothing that the next does not tidy up.
  private static func replace(_ file: URL, with content: Data) throws {
    let temporary = file.deletingLastPathComponent()
      .appendingPathComponent(".\(file.lastPathComponent).\(getpid()).tmp")
    do {
      let handle = try create(temporary.path)
      defer { try? handle.close() }
      try handle.write(contentsOf: content)
      guard rename(temporary.path, file.path) == 0 else {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
    } catch {
      unlink(temporary.path)
      throw error
    }
  }

  /// Opens an empty file, locked until it is closed. One that an ended run left is taken over.
  ///
  /// - Parameter opened: called whenever the file was opened; tests remove it there.
  static func create(_ path: String, opened: () -> Void = {}) throws -> FileHandle {
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o666)
      guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
      opened()
      flock(descriptor, LOCK_SH)
      // Between the two calls another run that tidies up may have taken the file for a leftover.
      var status = stat()
      if fstat(descriptor, &status) == 0, status.st_nlink > 0 {
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      }
      close(descriptor)
    }
  }
}
