import Foundation
import Platform

/// The log beside the checkpoints, `runs.log`: one JSON object a line for every run that computed anything, and
/// for every acceptance of stale results.
public struct RunLog {
  /// A run that computed something.
  public struct Entry: Codable, Sendable {
    public let cell: String
    /// When the run began, in UTC.
    public let date: String
    /// From its start to this entry, on a clock.
    public let seconds: Double
    /// Threads that computed, and the processor's name with the number of processors.
    public let threads: Int
    public let machine: String
    /// Units of the cell's work that were done: outer steps, learners, networks tested at one strength, files.
    public var units: Int?
    /// Processes that shared the work, started together by `mpirun`; nil for one.
    public var ranks: Int?
    /// Of this package; nil in entries that older versions wrote. It stands here and not in the checkpoints, whose bytes
    /// must not change where their numbers do not.
    public var version: String? = Package.version
  }

  /// Somebody declared stale results valid.
  struct AcceptanceEntry: Codable {
    let cell: String
    /// In UTC.
    let date: String
    let user: String
    /// By file, the differences that were waved through.
    let accepted: [String: [String]]
  }
  let path: String

  /// - Parameter folder: the folder of a scale's checkpoints (`NotebookOptions.folder`).
  public init(folder: String) { path = "\(folder)/runs.log" }

  /// Lines that cannot be read are passed over: a log is a convenience.
  public func entries() -> [Entry] {
    lines.compactMap { try? JSONDecoder().decode(Entry.self, from: $0) }
  }

  /// How many lines are no entry of any kind.
  var unreadableLines: Int {
    lines.count { !((try? JSONSerialization.jsonObject(with: $0)) is [String: Any]) }
  }

  /// As bytes: one that is not UTF-8 must not take the others with it.
  private var lines: [Data] {
    let bytes = (try? Data(contentsOf: URL(fileURLWithPath: path))) ?? Data()
    return bytes.split(separator: UInt8(ascii: "\n")).map { Data($0) }
  }

  /// - Returns: why it could not be written; nil if it was.
  @discardableResult
  func append(_ entry: some Encodable) -> String? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let line = try? encoder.encode(entry) else { return "the entry is no JSON" }
    let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return String(cString: strerror(errno)) }
    defer { close(descriptor) }
    // A run that was killed, or a full disk, may have left a part of a line.
    var last = UInt8(ascii: "\n")
    let size = lseek(descriptor, 0, SEEK_END)
    if size > 0 { pread(descriptor, &last, 1, size - 1) }
    let start = last == UInt8(ascii: "\n") ? "" : "\n"
    let bytes = Array(start.utf8) + line + Array("\n".utf8)
    // At once, so that the lines of runs that end together do not mix.
    let written = write(descriptor, bytes, bytes.count)
    if written == bytes.count { return nil }
    return written < 0 ? String(cString: strerror(errno)) : "no room for a whole line"
  }

  /// The processor's name, where the system tells.
  static let machine: String = {
    let info = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let model = info.split(separator: "\n").first { $0.hasPrefix("model name") }?.split(separator: ":").last
    let name = model.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown processor"
    return "\(name), \(ProcessInfo.processInfo.activeProcessorCount) processors"
  }()
}
