import Foundation

/// A folder for the files of one test, removed at its end.
public final class TemporaryFolder: Sendable {
  public let path: String

  public init() throws {
    path = FileManager.default.temporaryDirectory.path + "/notebook-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  public static func / (folder: TemporaryFolder, name: String) -> String { folder.path + "/" + name }
}

public func contents(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }
