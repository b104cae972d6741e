import Foundation

/// The version of the installed gnuplot, as "gnuplot 5.4 patchlevel 4", or nil if there is none.
public func gnuplotVersion() -> String? {
  guard let gnuplot = try? Gnuplot() else { return nil }
  return try? gnuplot.output(of: ["--version"], in: nil).trimmingCharacters(in: .whitespacesAndNewlines)
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
    _ = try output(of: ["--default-settings", script], in: folder)
  }

  /// Standard output and, after it, the messages of a run.
  fileprivate func output(of arguments: [String], in folder: URL?) throws(FigureError) -> String {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    // Symbols such as ° need a UTF-8 locale; a fixed one keeps the figures equal everywhere.
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["LC_ALL": "C.UTF-8", "TZ": "UTC0"], uniquingKeysWith: { $1 })
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    do {
      try process.run()
    } catch {
      throw FigureError("gnuplot does not start (\(executable.path)): \(error.localizedDescription)")
    }
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw FigureError(
        "gnuplot failed: \(Self.complaint(in: text) ?? "status \(process.terminationStatus)")")
    }
    return text
  }

  /// gnuplot repeats the offending command, points at it, and only then says what is wrong.
  static func complaint(in text: String) -> String? {
    let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
    let errors = lines.filter { $0.contains(/line \d+:/) && !$0.contains("warning:") }
    return errors.first ?? lines.first { !$0.isEmpty }
  }
}
