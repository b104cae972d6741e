import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// How to get the content of an address, reporting progress; throws `DatasetError`.
typealias Fetch = (_ address: String, _ report: (String) -> Void) throws -> [UInt8]

extension PublishedSet {
  /// Fetches the files that a folder lacks, each from the first mirror that has it. Nothing is written before it
  /// is verified, and files appear whole or not at all.
  ///
  /// - Returns: The mirror of the last file.
  /// - Throws: `DatasetError` naming folder and mirrors if a file cannot be had from any.
  func download(
    to folder: String, fetch: @escaping Fetch, report: (String) -> Void
  ) throws -> String {
    var used = ""
    for file in missing(in: folder) {
      let (bytes, mirror) = try firstMirror(of: file, for: folder, fetch: fetch, report: report)
      do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(file.published)"), options: .atomic)
      } catch {
        throw DatasetError(
          "\(folder)/\(file.published): cannot be written (\(error.localizedDescription)); "
            + "free the way or name a folder that holds \(name) by --data or GTN_DATA")
      }
      used = mirror
    }
    return used
  }

  private func firstMirror(
    of file: PublishedFile, for folder: String, fetch: @escaping Fetch, report: (String) -> Void
  ) throws -> (bytes: [UInt8], mirror: String) {
    var failures: [String] = []
    for mirror in mirrors {
      let address = mirror + file.published
      do {
        report("downloading \(address)")
        let bytes = try fetch(address, report)
        _ = try file.decode(bytes, file: address)
        return (bytes, mirror)
      } catch {
        failures.append("\(error)")
      }
    }
    throw DatasetError(
      "\(name): not in \(folder), and no mirror has it (\(failures.joined(separator: "; "))); "
        + "fetch the files elsewhere and name their folder by --data or GTN_DATA")
  }
}

enum Download {
  /// How long a server may stay silent, in seconds.
  static let patience = 5.0

  /// The content of an HTTPS address, waiting for it.
  ///
  /// - Throws: `DatasetError` if the server does not answer, answers with an error, or sends too much.
  static func fetch(_ address: String, report: (String) -> Void) throws -> [UInt8] {
    guard let url = URL(string: address) else { throw DatasetError("\(address): not an address") }
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = patience
    let session = URLSession(configuration: configuration)
    defer { session.invalidateAndCancel() }

    let answer = Answer()
    let task = session.dataTask(with: url) { data, response, error in
      answer.set(data, (response as? HTTPURLResponse)?.statusCode, error)
    }
    task.resume()
    while answer.arrival.wait(timeout: .now() + 1) == .timedOut {
      report("downloading \(address): \(task.countOfBytesReceived / 1000) kB")
      if task.countOfBytesReceived > IDX.largestFile { task.cancel() }
    }
    return try answer.bytes(from: address)
  }
}

/// What a server said, handed from the session's thread to the waiting one.
private final class Answer: Sendable {
  let arrival = DispatchSemaphore(value: 0)
  private let content = Mutex<(data: Data?, status: Int?, problem: String?)>((nil, nil, nil))

  func set(_ data: Data?, _ status: Int?, _ error: (any Error)?) {
    content.withLock { $0 = (data, status, error?.localizedDescription) }
    arrival.signal()
  }

  func bytes(from address: String) throws -> [UInt8] {
    let (data, status, problem) = content.withLock { $0 }
    if let problem { throw DatasetError("\(address): \(problem)") }
    guard let data, status == 200 else {
      throw DatasetError("\(address): the server answers \(status.map(String.init) ?? "nothing")")
    }
    return [UInt8](data)
  }
}
