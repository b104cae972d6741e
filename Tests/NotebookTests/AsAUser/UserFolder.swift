import Foundation
import TestSupport
import Testing

@testable import Notebook
@testable import Study
@testable import Workflow

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
    try start(program, arguments)
  }

  func start(_ program: String, _ arguments: [String]) throws -> Program {
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

  /// The state of each cell as `notebook status` tells it.
  func status(_ arguments: String...) throws -> [String: String] {
    try statusRows(arguments).mapValues { $0[4] }
  }

  /// The rows of `notebook status` under their cells: cell, files, size, age, state.
  func statusRows(_ arguments: [String] = []) throws -> [String: [String]] {
    let outcome = try Program(
      "notebook", ["status"] + arguments + ["--scale", "smoke", "--checkpoints", folder.path]
    ).outcome()
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n").dropFirst(2)
    return Dictionary(
      uniqueKeysWithValues: lines.map { line in
        // Columns are at least two spaces apart; a text holds no two together.
        let fields = line.components(separatedBy: "  ").map { $0.trimmingCharacters(in: .whitespaces) }
          .filter { !$0.isEmpty }
        // A damaged cell has empty columns.
        return (
          fields[0], [fields[0]] + Array(repeating: "", count: max(0, 5 - fields.count)) + fields.dropFirst()
        )
      })
  }

  /// Rewrites a checkpoint as another, as valid as it was.
  func change(_ file: String, _ change: (inout Checkpoint) throws -> Void) throws {
    var checkpoint = try Checkpoint.read(path(file))
    try change(&checkpoint)
    try checkpoint.write(to: path(file))
  }

  /// Makes a file stale: it says that it was made of 99 images instead of 100.
  func makeStale(_ file: String) throws {
    try change(file) { try $0.replaceSetting("\"images\":100", by: "\"images\":99") }
  }

  /// Makes the counts of one recipe stale: the file says that it was of nine lessons instead of ten.
  func changeLessons(_ file: String) throws {
    try change(file) { file in
      let index = try #require(file.provenance.inputs.firstIndex { $0.name == "recipe 10_gtn" })
      let declared = file.provenance.inputs[index].digest
      file.provenance.inputs[index].digest = declared.replacingOccurrences(of: "\"lessons\":10", with: "\"lessons\":9")
      try #require(file.provenance.inputs[index].digest != declared)
    }
  }

  /// The options that a cell has on this folder, and what it finds there.
  func options() throws -> StudyOptions { try StudyOptions.parse(["--scale", "smoke", "--checkpoints", folder.path]) }
  func ledger() throws -> Ledger { try options().ledger(quietly: true) }
}

extension Checkpoint {
  /// Makes the file say that it was made with another setting.
  mutating func replaceSetting(_ setting: String, by other: String) throws {
    let settings = provenance.settings.replacingOccurrences(of: setting, with: other)
    try #require(settings != provenance.settings)
    provenance.settings = settings
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
      try folder.run("04-learners", "--learner", "linear", "--recipe", "vanilla", "--trial", "2"))
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
