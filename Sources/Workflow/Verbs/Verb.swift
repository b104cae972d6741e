import ArgumentParser
import Foundation

/// A command of the driver, `notebook`, over the cells of a catalogue. What goes wrong is one line, and exit code 2.
public protocol Verb: ParsableCommand {
  func work() throws
}

extension Verb {
  public func run() throws {
    do { try work() } catch let error as ValidationError { throw error } catch let code as ExitCode {
      throw code
    } catch {
      FileHandle.standardError.write(Data("notebook: error: \(error)\n".utf8))
      throw ExitCode(2)
    }
  }
}

extension Catalogue {
  /// A cell on the command line: `06-noise`, `06` or `6`.
  ///
  /// - Throws: a usage error that names all cells, on one line.
  static func named(_ text: String) throws -> CellEntry<Options> {
    let found = cells.first { cell in
      let name = cell.description.name
      let number = name.prefix { $0 != "-" }
      return text == name || text == number || (Int(text) != nil && Int(text) == Int(number))
    }
    guard let found else {
      throw ValidationError(
        "there is no cell \(text): choose one of \(cells.map(\.description.name).joined(separator: ", "))")
    }
    return found
  }
}

/// Pads a text, for columns.
func column(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}

/// A number of things by their plural: 2 files, 1 file.
func counted(_ number: Int, _ things: String) -> String {
  "\(number) \(number == 1 && things.hasSuffix("s") ? String(things.dropLast()) : things)"
}

/// A number of bytes in words: 512 B, 88 kB, 27 MB.
func size(_ bytes: Int) -> String {
  switch bytes {
  case ..<1000: "\(bytes) B"
  case ..<1_000_000: String(format: "%.0f kB", Double(bytes) / 1000)
  case ..<10_000_000: String(format: "%.1f MB", Double(bytes) / 1_000_000)
  case ..<1_000_000_000: String(format: "%.0f MB", Double(bytes) / 1_000_000)
  default: String(format: "%.1f GB", Double(bytes) / 1_000_000_000)
  }
}

/// How long ago in words: 40 s, 12 min, 3.5 h, 9 days.
func age(_ seconds: Double) -> String {
  seconds < 2 * 86_400 ? duration(max(0, seconds)) : "\(Int(seconds / 86_400)) days"
}
