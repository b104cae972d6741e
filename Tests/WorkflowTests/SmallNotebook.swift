import Archive
import ArgumentParser
import Foundation
import Synchronization

@testable import Workflow

// A notebook of plain numbers: what the workflow does can be seen without a network. Its cells:
//   01-sources   source-a.h5, source-b.h5     each in one go
//   02-scratch   scratch/1.h5, scratch/2.h5   not kept
//   03-products  products.h5                  units that depend on one source each, or on a scratch file
//   04-chain     chain.h5, chain.resume.h5    precious; each unit follows from the one before

enum SmallNotebook: Catalogue {
  static let cells = [sources, scratch, products, chain]

  static let sources = CellEntry<SmallOptions>(
    cell("01-sources"), outputs: { _ in [.table("sources")] },
    artifacts: { [Source("a", $0), Source("b", $0)] })
  static let scratch = CellEntry<SmallOptions>(
    cell("02-scratch"), outputs: { _ in [] }, artifacts: { [Scratch(1, $0), Scratch(2, $0)] })
  static let products = CellEntry<SmallOptions>(
    cell("03-products"), outputs: { _ in [.figure("products"), .figure("rest")] }, artifacts: { [Products($0)] })
  static let chain = CellEntry<SmallOptions>(
    cell("04-chain"), outputs: { _ in [] }, artifacts: { [Chain($0)] })

  static func cell(_ name: String, version: Int = 1) -> CellDescription {
    CellDescription(name, version: version, section: "Numbers", title: "Cell \(name)")
  }
}

struct SmallOptions: NotebookOptions {
  @OptionGroup var common: CommonOptions

  var folderName: String { "small" }
  var defaultPaper: String? { nil }
  var ownArguments: [String] { [] }
  var shownSettings: [(name: String, value: String)] { [("scale", "small")] }
  var libraries: String { "" }
  var instructionSets: String { "" }
  /// What a test changes, and sees.
  var bench: Bench { Bench.at(common.checkpoints) }
}

/// What stands for the code and settings of the notebook in one folder, so that a test can change them; and what was
/// computed there.
final class Bench: Sendable {
  struct State: Sendable {
    var version = 1
    var factor = 2.0
    var power = 1.0
    var starts = ["a": 1.0, "b": 10.0]
    var items = ["a1", "a2", "b1", "b2", "c1", "c2"]
    var steps = 4
    /// Seconds between two writes of the chain.
    var saveInterval = 0.0
    /// Names of what was computed, in order.
    var computed: [String] = []
    /// The unit at which computing fails.
    var failing: String?
    /// Called before a unit is computed.
    var before: (@Sendable (String) throws -> Void)?
  }
  private let state = Mutex(State())
  var now: State { state.withLock { $0 } }
  func change(_ change: @Sendable (inout State) -> Void) { state.withLock { change(&$0) } }

  /// Every unit of every artifact says so here first.
  func computes(_ unit: String) throws {
    try now.before?(unit)
    if now.failing == unit { throw NotebookError("\(unit) fails") }
    state.withLock { $0.computed.append(unit) }
  }

  private static let benches = Mutex<[String: Bench]>([:])
  static func at(_ folder: String) -> Bench {
    benches.withLock { benches in
      let bench = benches[folder] ?? Bench()
      benches[folder] = bench
      return bench
    }
  }
}

/// Four numbers.
struct Source: WholeArtifact {
  let name: String
  let options: SmallOptions
  init(_ name: String, _ options: SmallOptions) { (self.name, self.options) = (name, options) }

  struct Settings: Encodable { let start: Double }
  var file: String { "source-\(name).h5" }
  var kind: String { "source" }
  var cell: CellDescription { SmallNotebook.cell("01-sources") }
  var settings: Settings { Settings(start: options.bench.now.starts[name] ?? 0) }
  var seed: UInt64 { options.common.seed }
  var inputs: [Dependency] { [Dependency("chance", .outside)] }

  func make(_ ledger: Ledger) throws -> [Double] {
    try options.bench.computes(file)
    return (0..<4).map { settings.start + Double($0) + Double(seed) }
  }
  func made(of file: Checkpoint) throws -> [Double] { try file.doubles("numbers", shape: [4]) }
  func checkpoint(of made: [Double], _ provenance: Provenance) -> Checkpoint {
    var file = Checkpoint(provenance: provenance)
    file.set("numbers", shape: [4], .float64(made))
    return file
  }
}

/// A power of the sum of source a; not kept.
struct Scratch: WholeArtifact {
  let number: Int
  let options: SmallOptions
  init(_ number: Int, _ options: SmallOptions) { (self.number, self.options) = (number, options) }

  struct Settings: Encodable { let power: Double }
  var file: String { "scratch/\(number).h5" }
  var kind: String { "scratch" }
  var cell: CellDescription { SmallNotebook.cell("02-scratch") }
  var settings: Settings { Settings(power: options.bench.now.power) }
  var seed: UInt64 { options.common.seed }
  var inputs: [Dependency] { [.content(Source("a", options))] }
  var unitName: String { "powers" }
  var isKept: Bool { false }

  func make(_ ledger: Ledger) throws -> Double {
    try options.bench.computes(file)
    return pow(try ledger.require(Source("a", options))?.reduce(0, +) ?? 0, settings.power * Double(number))
  }
  func made(of file: Checkpoint) throws -> Double { try file.doubles("power", shape: [])[0] }
  func checkpoint(of made: Double, _ provenance: Provenance) -> Checkpoint {
    var file = Checkpoint(provenance: provenance)
    file.set("power", shape: [], .float64([made]))
    return file
  }

  /// How scratch files are made, in place of their content.
  static func rule(_ options: SmallOptions) -> Dependency {
    let text = (try? JSON.text(Settings(power: options.bench.now.power))) ?? ""
    return Dependency("rule", title: "scratch/*.h5", .declaration(text, by: SmallNotebook.cell("02-scratch")))
  }
}
