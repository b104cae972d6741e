import Foundation
import Platform

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
      try content.withUnsafeBytes { try AtomicFile.replace(file.path, with: $0) }
    } catch {
      throw FigureError("\(error)")
    }
  }
}
