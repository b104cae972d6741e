import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// How to get the content of an address, reporting progress; throws `DatasetError`.
typealias Fetch = (_ address: String, _ report: (String) -> Void) throws -> [UInt8]

/// Reading from the network.
enum Download {
  /// How long a server may stay silent, in seconds.
  static let patience = 5

  /// The content of an address, waiting for it.
  ///
  /// - Parameter report: Takes a line every second.
  /// - Throws: `DatasetError` if the server does not answer, answers with an error, or sends too much.
  static func fetch(_ address: String, report: (String) -> Void) throws -> [UInt8] {
    guard let url = URL(string: address) else { throw DatasetError("\(address): not an address") }
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = TimeInterval(patience)
    let reception = Reception()
    let session = URLSession(configuration: configuration, delegate: reception, delegateQueue: nil)
    // The session keeps its delegate, and the delegate's threads, until it is told to end.
    defer { session.invalidateAndCancel() }
    session.dataTask(with: url).resume()
    while reception.end.wait(timeout: .now() + 1) == .timedOut {
      report("downloading \(address): \(reception.count / 1000) kB")
    }
    return try reception.bytes(from: address)
  }
}

/// Collects what a server sends, on the session's threads, for the one that waits.
private final class Reception: NSObject, URLSessionDataDelegate {
  private struct Content {
    var bytes: [UInt8] = []
    var problem: String?
  }

  /// Signalled once, when nothing more will come.
  let end = DispatchSemaphore(value: 0)
  private let content = Mutex(Content())

  /// The number of bytes received so far.
  var count: Int { content.withLock { $0.bytes.count } }

  func bytes(from address: String) throws -> [UInt8] {
    let content = content.withLock { $0 }
    if let problem = content.problem { throw DatasetError("\(address): \(problem)") }
    return content.bytes
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    content.withLock {
      $0.bytes += data
      guard $0.bytes.count > IDX.largestFile else { return }
      $0.problem = "the server sends more than the \(IDX.largestFile) bytes expected"
      dataTask.cancel()
    }
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    let status = (task.response as? HTTPURLResponse)?.statusCode
    content.withLock {
      if $0.problem == nil { $0.problem = Self.problem(error: error, status: status) }
    }
    end.signal()
  }

  private static func problem(error: (any Error)?, status: Int?) -> String? {
    if let error {
      // On Linux a timeout describes itself by a number only.
      let isTimeout = (error as? URLError)?.code == .timedOut
      return isTimeout ? "no answer for \(Download.patience) seconds" : error.localizedDescription
    }
    return status == 200 ? nil : "the server answers \(status.map(String.init) ?? "nothing")"
  }
}
