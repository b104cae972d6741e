import Foundation

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

  /// - Parameter folder: the folder of a scale's checkpoints (``Run/folder``).
  public init(folder: String) { path = "\(folder)/runs.log" }

  /// Lines that cannot be read are passed over: a log is a convenience.
  public func entries() -> [Entry] {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").compactMap {
      try? JSONDecoder().decode(Entry.self, from: Data($0.utf8))
    }
  }

  /// - Returns: whether it could be written.
  @discardableResult
  func append(_ entry: some Encodable) -> Bool {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let line = try? encoder.encode(entry) else { return false }
    let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    // A run that was killed, or a full disk, may have left a part of a line.
    var last = UInt8(ascii: "\n")
    let size = lseek(descriptor, 0, SEEK_END)
    if size > 0 { pread(descriptor, &last, 1, size - 1) }
    let start = last == UInt8(ascii: "\n") ? "" : "\n"
    let bytes = Array(start.utf8) + line + Array("\n".utf8)
    // At once, so that the lines of runs that end together do not mix.
    return write(descriptor, bytes, bytes.count) == bytes.count
  }

  /// The processor's name, where the system tells.
  static let machine: String = {
    let info = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let model = info.split(separator: "\n").first { $0.hasPrefix("model name") }?.split(separator: ":").last
    let name = model.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown processor"
    return "\(name), \(ProcessInfo.processInfo.activeProcessorCount) processors"
  }()
}
