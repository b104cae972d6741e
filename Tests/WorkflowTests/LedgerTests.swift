import Archive
import Foundation
import TestSupport
import Testing

@testable import Workflow

@Suite("What is stale, and why")
struct LedgerTests {
  let desk: Desk
  init() throws {
    desk = try Desk()
    try desk.complete()
    _ = desk.computed()
  }

  /// The provenance of every file, by which it is judged.
  @Test func provenanceListsTheInputsThatAreThere() throws {
    let ledger = try desk.ledger()
    let products = try ledger.provenance(desk.products())
    #expect(products.kind == "products" && products.cell == "03-products" && products.cellVersion == 1)
    #expect(products.settings == #"{"factor":2}"#)
    #expect(products.inputs.map(\.name) == ["source-a.h5", "source-b.h5", "rule"])
    #expect(products.inputs[0].digest == (try Checkpoint.header(desk.path("source-a.h5")).digest))
    #expect(products.inputs[2].digest == #"{"power":1}"#)
    try desk.remove("source-a.h5")
    #expect(try desk.ledger().provenance(desk.products()).inputs.map(\.name) == ["source-b.h5", "rule"])
    #expect(try desk.state(SmallNotebook.products) == .complete, "what is gone is not compared")
  }

  /// Each kind of change is named by its line, and makes these files stale.
  @Test func everyChangeHasItsLine() throws {
    #expect(try desk.artifacts().allSatisfy { try desk.differences($0).isEmpty })
    desk.bench.change { $0.factor = 3 }
    #expect(try desk.differences(desk.products()) == ["setting factor 2 -> 3"])
    #expect(try desk.differences(desk.chain()) == ["setting factor 2 -> 3"])
    desk.bench.change {
      $0.factor = 2
      $0.version = 2
    }
    #expect(try desk.differences(desk.products()) == ["cell version 1 -> 2"])
    #expect(try desk.differences(desk.chain()) == ["cell version 1 -> 2"])
    #expect(try desk.state(SmallNotebook.sources) == .complete)
    desk.bench.change { $0.version = 1 }
    let options = try desk.options(["--seed", "2"])
    for entry in SmallNotebook.cells {
      for artifact in entry.artifacts(options) {
        let state = try options.ledger(quietly: true).state(of: [artifact])
        #expect("\(state)".contains("seed 1 -> 2"), "\(artifact.file): \(state)")
      }
    }
  }

  /// If the whole is stale, inputs that only some units depend on are named all the same.
  @Test func everyDifferenceIsNamed() throws {
    desk.bench.change {
      $0.factor = 3
      $0.power = 2
    }
    #expect(try desk.differences(desk.products()) == ["setting factor 2 -> 3", "rule: power 1 -> 2"])
  }

  /// A changed input costs the units that depend on it, and no others.
  @Test func aChangedInputCostsItsOwnUnits() throws {
    let old = try desk.ledger().content(desk.products())
    let digest = try Checkpoint.header(desk.path("source-b.h5")).digest.prefix(12)
    desk.bench.change { $0.starts["b"] = 20 }
    try desk.complete([SmallNotebook.sources])
    let now = try Checkpoint.header(desk.path("source-b.h5")).digest.prefix(12)
    #expect(desk.computed() == ["source-b.h5"])
    #expect(try desk.differences(desk.products()) == ["input source-b.h5 \(digest) -> \(now)"])
    #expect(try desk.ledger().progress(of: desk.products()) == (4, 6))
    try desk.complete()
    #expect(desk.computed() == ["b1", "b2"], "nothing else, though the chain and scratch files are there, too")
    let new = try desk.ledger().content(desk.products())
    for unit in ["a1", "a2", "c1", "c2"] { #expect(new[unit] == old[unit]) }
    #expect(new["b1"] == 44)
    #expect(try desk.state(SmallNotebook.products) == .complete)
  }

  /// The same of a file that is recorded by how it is made.
  @Test func aChangedRuleCostsItsOwnUnits() throws {
    desk.bench.change { $0.power = 2 }
    #expect(try desk.differences(desk.products()) == ["rule: power 1 -> 2"])
    #expect("\(try desk.state(SmallNotebook.scratch))".hasPrefix("stale: scratch/1.h5: setting power 1 -> 2"))
    try desk.complete()
    #expect(desk.computed() == ["scratch/1.h5", "scratch/2.h5", "c1", "c2"])
  }

  @Test func aDeviceIsNamedWhereItTakesPart() throws {
    let ledger = Ledger(
      folder: desk.folder / "small", libraries: "library 1", instructionSets: "sets", accelerator: "device",
      isQuiet: true, shell: { program, _ in program }, shellToLook: { _ in "notebook" }, tell: { _ in })
    #expect(try ledger.provenance(desk.products()).libraries.hasSuffix("; library 1 (sets; device)"))
    #expect(try ledger.provenance(desk.chain()).libraries.hasSuffix("; library 1 (sets)"))
  }

  @Test func anAddedUnitLeavesTheOthers() throws {
    desk.bench.change { $0.items.insert("a3", at: 1) }
    #expect(try desk.state(SmallNotebook.products) == .partial(done: 6, of: 7, unit: "products"))
    try desk.complete()
    #expect(desk.computed() == ["a3"])
    // And one that is no longer asked for stays in the file.
    desk.bench.change { $0.items = ["a1"] }
    #expect(try desk.state(SmallNotebook.products) == .complete)
  }

  /// A unit that nobody asks for goes with what it was made from. Asked for again, it must not pass for current.
  @Test func whatIsNotAskedForGoesWithItsInput() throws {
    desk.bench.change {
      $0.items = ["a1", "b1"]
      $0.starts["b"] = 20
    }
    try desk.complete()
    #expect(desk.computed() == ["source-b.h5", "b1"])
    desk.bench.change { $0.items += ["a2", "b2"] }
    #expect(try desk.state(SmallNotebook.products) == .partial(done: 3, of: 4, unit: "products"))
    try desk.complete()
    #expect(desk.computed() == ["b2"])
    #expect(try desk.ledger().content(desk.products())["b2"] == 46)
  }

  @Test func anAddedInputLeavesTheOthers() throws {
    let options = try desk.options()
    desk.bench.change {
      $0.items += ["d1"]
      $0.starts["d"] = 100
    }
    try desk.complete(Source("d", options))
    #expect(try desk.state(SmallNotebook.products) == .partial(done: 6, of: 7, unit: "products"))
    _ = desk.computed()
    try desk.complete()
    #expect(desk.computed() == ["d1"])
    #expect(try Checkpoint.header(desk.path("products.h5")).provenance.inputs.count == 4)
  }

  /// Neither times nor order of files say anything about their content.
  @Test func timesOfFilesDoNotCount() throws {
    for (index, name) in try desk.checkpoints().keys.sorted().enumerated() {
      let time = Date(timeIntervalSince1970: Double((index * 5) % 7) * 100_000)
      try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: desk.path(name))
    }
    for cell in SmallNotebook.cells { #expect(try desk.state(cell) == .complete) }
  }

  /// A file that is itself stale makes stale what was made from it, before it is made again.
  @Test func stalenessIsHandedOn() throws {
    desk.bench.change { $0.starts["a"] = 2 }
    #expect(try desk.differences(desk.chain()) == ["source-a.h5: setting start 1 -> 2"])
    #expect("\(try desk.state(SmallNotebook.scratch))".contains("source-a.h5: setting start 1 -> 2"))
    // To the units that depend on it, where not all do.
    #expect(try desk.differences(desk.products()) == ["source-a.h5: setting start 1 -> 2"])
    #expect(try desk.ledger().progress(of: desk.products()) == (4, 6))
  }

  @Test func aFileOfAnotherCellIsStale() throws {
    try desk.copy("source-a.h5", to: "products.h5")
    #expect(
      try desk.differences(desk.products()) == ["kind source -> products", "cell 01-sources -> 03-products"])
  }

  @Test(arguments: ["source-a.h5", "scratch/2.h5", "products.h5", "chain.h5"])
  func whatCannotBeReadIsNamed(file: String) throws {
    try Data("no checkpoint".utf8).write(to: URL(fileURLWithPath: desk.path(file)))
    let artifact = try #require(try desk.artifacts().first { $0.file == file })
    let error = #expect(throws: ArchiveError.self) { try desk.state(artifact) }
    #expect(error?.description.hasPrefix(desk.path(file)) == true)
    #expect(throws: ArchiveError.self) { try desk.complete(artifact) }
    #expect(try contents(desk.path(file)) == Data("no checkpoint".utf8))
  }

  @Test func requiredFilesMustBeCurrent() throws {
    #expect(try desk.ledger().require(desk.products()).count == 6)
    desk.bench.change { $0.power = 2 }
    let error = #expect(throws: NotebookError.self) { try desk.ledger().require(desk.products()) }
    #expect(error?.description.contains("products.h5 is stale (rule: power 1 -> 2): run `") == true)
    #expect(try desk.ledger().requirePart(desk.products()).keys.sorted() == ["a1", "a2", "b1", "b2"])
    desk.bench.change { $0.factor = 7 }
    #expect(throws: NotebookError.self) { try desk.ledger().requirePart(desk.products()) }
  }
}
