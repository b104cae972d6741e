import Foundation
import Platform

/// The version of the installed gnuplot, as "gnuplot 5.4 patchlevel 4", or nil if there is none.
public func gnuplotVersion() -> String? {
  guard let gnuplot = try? Gnuplot() else { return nil }
  return try? gnuplot.output(of: ["--version"]).trimmingCharacters(in: .whitespacesAndNewlines)
}

/// The installed gnuplot.
struct Gnuplot {
  private let executable: URL

  /// - Parameter searchPath: folders separated by colons.
  /// - Throws: ``FigureError/gnuplotMissing``.
  init(searchPath: String? = ProcessInfo.processInfo.environment["PATH"]) throws(FigureError) {
    let candidates = (searchPath ?? "").split(separator: ":").map { "\($0)/gnuplot" }
    guard let found = candidates.first(where: FileManager.default.isExecutableFile(atPath:)) else {
      throw .gnuplotMissing
    }
    executable = URL(fileURLWithPath: found)
  }

  /// Runs a script in its folder, without the user's own gnuplot settings.
  ///
  /// - Throws: ``FigureError`` with the first line of gnuplot's complaint.
  func run(script: String, in folder: URL) throws(FigureError) {
    let place = folder.path.replacing("'", with: "''")
    _ = try output(of: ["--default-settings", "-e", "cd '\(place)'", script])
  }

  /// Standard output and, after it, the messages of a run.
  fileprivate func output(of arguments: [String]) throws(FigureError) -> String {
    let child: ChildProgram
    do {
      child = try ChildProgram(
        executable.path, arguments, environment: Self.environment(ProcessInfo.processInfo.environment),
        collecting: true)
    } catch {
      throw FigureError("gnuplot does not start (\(executable.path)): \(error.localizedDescription)")
    }
    let (status, output) = child.end()
    let text = String(decoding: output, as: UTF8.self)
    guard status == 0 else {
      throw FigureError("gnuplot failed: \(Self.complaint(in: text) ?? "status \(status)")")
    }
    return text
  }

  /// Without what would change the figures, or keep gnuplot from starting: a terminal of the user's choice, which may
  /// not be built in, and places of files. Symbols such as ° need a UTF-8 locale; a fixed one keeps the figures equal
  /// everywhere.
  static func environment(_ user: [String: String]) -> [String: String] {
    user.filter { !$0.key.hasPrefix("GNUTERM") && !$0.key.hasPrefix("GNUPLOT") }
      .merging(["LC_ALL": "C.UTF-8", "TZ": "UTC0"]) { $1 }
  }

  /// gnuplot repeats the offending command, points at it, and only then says what is wrong.
  static func complaint(in text: String) -> String? {
    let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
    let errors = lines.filter { $0.contains(/line \d+:/) && !$0.contains("warning:") }
    return errors.first ?? lines.first { !$0.isEmpty && !$0.contains("warning:") }
  }
}
