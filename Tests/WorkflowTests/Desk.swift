import Archive
import Foundation
import TestSupport
import Testing

@testable import Workflow

/// A folder with a small notebook, and what a user does there.
struct Desk {
  let folder: TemporaryFolder
  private let more: [String]

  init(_ more: [String] = []) throws {
    folder = try TemporaryFolder()
    self.more = more
  }

  func options(_ arguments: [String] = []) throws -> SmallOptions {
    try SmallOptions.parse(["--checkpoints", folder.path] + more + arguments)
  }
  var bench: Bench { Bench.at(folder.path) }
  func ledger() throws -> Ledger { try options().ledger(quietly: true) }

  /// The artifacts of some cells, all if not said, in the order in which they are computed.
  func artifacts(_ cells: [CellEntry<SmallOptions>] = SmallNotebook.cells) throws -> [any Artifact] {
    let options = try options()
    return cells.flatMap { $0.artifacts(options) }
  }
  func products() throws -> Products { Products(try options()) }
  func chain() throws -> Chain { Chain(try options()) }

  func run(_ arguments: [String] = []) throws -> Run {
    Run(SmallNotebook.products, of: SmallNotebook.self, try options(arguments))
  }

  /// Computes what is missing of some cells, all if not said.
  func complete(_ cells: [CellEntry<SmallOptions>] = SmallNotebook.cells, _ arguments: String...) throws {
    for artifact in try artifacts(cells) { try complete(artifact, arguments) }
  }
  func complete(_ artifact: some Artifact, _ arguments: [String] = [], _ shard: String? = nil) throws {
    try run(arguments).complete(artifact, shard: shard.flatMap { Shard(argument: $0) })
  }

  func state(_ cell: CellEntry<SmallOptions>) throws -> State { try ledger().state(of: artifacts([cell])) }
  func state(_ artifact: any Artifact) throws -> State { try ledger().state(of: [artifact]) }

  func path(_ file: String) -> String { "\(folder.path)/small/\(file)" }
  func exists(_ file: String) -> Bool { FileManager.default.fileExists(atPath: path(file)) }
  func remove(_ file: String) throws { try FileManager.default.removeItem(atPath: path(file)) }
  func copy(_ file: String, to other: String) throws {
    try contents(path(file)).write(to: URL(fileURLWithPath: path(other)))
  }

  /// The bytes of all checkpoints by their names.
  func checkpoints() throws -> [String: Data] {
    let names = FileManager.default.enumerator(atPath: path(""))?.compactMap { $0 as? String } ?? []
    return Dictionary(
      uniqueKeysWithValues: try names.filter { $0.hasSuffix(".h5") }.map { ($0, try contents(path($0))) })
  }

  /// Rewrites a checkpoint as another, as valid as it was.
  func change(_ file: String, _ change: (inout Checkpoint) throws -> Void) throws {
    var checkpoint = try Checkpoint.read(path(file))
    try change(&checkpoint)
    try checkpoint.write(to: path(file))
  }

  /// What was computed since the last look.
  func computed() -> [String] {
    let computed = bench.now.computed
    bench.change { $0.computed = [] }
    return computed
  }

  /// What the differences of a stale file are.
  func differences(_ artifact: any Artifact) throws -> [String] {
    guard case .stale(let lines) = try state(artifact) else { return [] }
    return lines[0].dropFirst("\(artifact.file): ".count).components(separatedBy: "; ")
  }
}

extension Bench {
  /// All of ``SmallNotebook``, in order.
  static let everything =
    ["source-a.h5", "source-b.h5", "scratch/1.h5", "scratch/2.h5", "a1", "a2", "b1", "b2", "c1", "c2"]
    + (1...4).map { "step \($0)" }
}
