import Foundation
import Testing

/// A user's folder of checkpoints, at the smallest scale.
final class UserFolder: Sendable {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A copy of another folder.
  init(copyOf other: UserFolder) throws {
    folder = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: other.folder / "smoke", toPath: folder / "smoke")
  }

  var path: String { folder.path }
  func path(_ file: String) -> String { folder / "smoke/\(file)" }

  func start(_ program: String, _ arguments: String...) throws -> Program {
    try Program(program, arguments + ["--scale", "smoke", "--checkpoints", folder.path])
  }

  func run(_ program: String, _ arguments: String...) throws -> Outcome {
    try Program(program, arguments + ["--scale", "smoke", "--checkpoints", folder.path]).outcome()
  }

  func remove(_ file: String) throws { try FileManager.default.removeItem(atPath: path(file)) }

  func exists(_ file: String) -> Bool { FileManager.default.fileExists(atPath: path(file)) }

  /// The bytes of all checkpoints by their names.
  func checkpoints() throws -> [String: Data] {
    let names = FileManager.default.enumerator(atPath: path(""))?.compactMap { $0 as? String } ?? []
    return Dictionary(
      uniqueKeysWithValues: try names.filter { $0.hasSuffix(".h5") }.map { ($0, try contents(path($0))) })
  }

  /// Names of files that should not stay behind.
  func leftovers() -> [String] {
    (FileManager.default.enumerator(atPath: path(""))?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(".tmp") }
  }

  /// Lines of the log of runs.
  func logLines() throws -> Int {
    String(decoding: try contents(path("runs.log")), as: UTF8.self).split(separator: "\n").count
  }

  /// What `notebook status` says of each cell.
  func status(_ arguments: String...) throws -> [String: String] {
    let outcome = try Program(
      "notebook", ["status"] + arguments + ["--scale", "smoke", "--checkpoints", folder.path]
    ).outcome()
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n").dropFirst()
    return Dictionary(
      uniqueKeysWithValues: lines.map { line in
        let (cell, state) = (line.prefix { $0 != " " }, line.drop { $0 != " " })
        return (String(cell), state.trimmingCharacters(in: .whitespaces))
      })
  }
}

/// The first cells up to the noise test, run once in order for all tests.
struct FinishedNotebook {
  static let cells = ["01-dataset", "02-meta-training", "04-learners", "05-accuracy-table", "06-noise"]
  let folder: UserFolder
  /// How each run of a cell ended.
  let outcomes: [Outcome]
  /// The learners' files after one was asked for alone, and how `04-learners` stood then.
  let firstLearners: [String]
  let firstState: String?

  static let shared = Result { try FinishedNotebook() }

  private init() throws {
    let folder = try UserFolder()
    var outcomes = try Self.cells.prefix(2).map { try folder.run($0) }
    outcomes.append(
      try folder.run("04-learners", "--learner", "linear", "--algorithm", "vanilla", "--trial", "2"))
    firstLearners = try folder.checkpoints().keys.filter { $0.hasPrefix("learners/") }
    firstState = try folder.status()["04-learners"]
    outcomes += try Self.cells.dropFirst(2).map { try folder.run($0) }
    self.folder = folder
    self.outcomes = outcomes
  }
}

/// Everything that starts programs lies within this suite, one after another.
@Suite("As a user", .serialized)
enum AsAUser {}
