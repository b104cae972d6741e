import Foundation

/// The log beside the checkpoints, `runs.log`: one JSON object a line for every run that computed anything.
public struct RunLog {
  public struct Entry: Codable, Sendable {
    public let cell: String
    /// When the run began, in UTC.
    public let date: String
    public let seconds: Double
    public let threads: Int
    public let machine: String
  }
  let path: String

  public init(folder: String) { path = "\(folder)/runs.log" }

  /// Lines that cannot be read are passed over: a log is a convenience.
  public func entries() -> [Entry] {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").compactMap {
      try? JSONDecoder().decode(Entry.self, from: Data($0.utf8))
    }
  }

  func append(_ entry: Entry) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let line = try? encoder.encode(entry), let file = fopen(path, "a") else { return }
    defer { fclose(file) }
    fputs(String(decoding: line, as: UTF8.self) + "\n", file)
  }

  /// The processor's name, where the system tells.
  static let machine: String = {
    let info = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let model = info.split(separator: "\n").first { $0.hasPrefix("model name") }?.split(separator: ":").last
    let name = model.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown processor"
    return "\(name), \(ProcessInfo.processInfo.activeProcessorCount) processors"
  }()
}
