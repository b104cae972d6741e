import Archive
import Foundation
import TestSupport
import Testing

@testable import Workflow

@Suite("Files that hours are in")
struct PreciousTests {
  let desk: Desk
  init() throws {
    desk = try Desk()
    try desk.complete()
    _ = desk.computed()
  }

  /// Whatever was changed, it is not replaced unless that is forced.
  @Test(arguments: ["factor", "version", "seed"])
  func nothingReplacesIt(changed: String) throws {
    let before = try desk.checkpoints()
    switch changed {
    case "factor": desk.bench.change { $0.factor = 3 }
    case "version": desk.bench.change { $0.version = 2 }
    default: break
    }
    let seed = changed == "seed" ? ["--seed", "2"] : []
    for name in changed == "seed" ? ["a", "b"] : [] {
      try desk.complete(Source(name, desk.options(seed)), seed + ["--force"])
    }
    let chain = Chain(try desk.options(seed))
    let error = #expect(throws: NotebookError.self) { try desk.complete(chain, seed) }
    let line = try #require(error?.description)
    #expect(line.contains("\(desk.path("chain.h5")) was made from something else ("), "\(line)")
    let change = ["factor": "setting factor 2 -> ", "version": "cell version 1 -> ", "seed": "seed 1 -> "]
    #expect(change[changed].map(line.contains) == true, "\(line)")
    for way in ["accept 04-chain", "--checkpoints", "--force"] { #expect(line.contains(way), "\(line)") }
    #expect(try desk.checkpoints().filter { $0.key.hasPrefix("chain") } == before.filter { $0.key.hasPrefix("chain") })
    try desk.complete(chain, seed + ["--force"])
    #expect(try options(seed).ledger(quietly: true).state(of: [chain]) == .complete)
  }
  private func options(_ more: [String]) throws -> SmallOptions { try desk.options(more) }

  /// Forced, it starts from nothing, but stays on disk until as many steps are computed again.
  @Test func forcedItStaysUntilItIsReached() throws {
    let before = try desk.checkpoints()
    desk.bench.change { $0.failing = "step 3" }
    #expect(throws: NotebookError.self) { try desk.complete([SmallNotebook.chain], "--force") }
    #expect(desk.computed() == ["step 1", "step 2"])
    #expect(try contents(desk.path("chain.h5")) == before["chain.h5"])
    #expect(try desk.state(SmallNotebook.chain) == .complete)
    desk.bench.change { state in
      state.failing = nil
      state.steps = 5
    }
    // What is asked for beyond it is gone on to from the state.
    try desk.complete([SmallNotebook.chain])
    #expect(desk.computed() == ["step 3", "step 4", "step 5"])
    #expect(try desk.state(SmallNotebook.chain) == .complete)
  }

  /// More steps are gone on to from the state.
  @Test func moreStepsGoOn() throws {
    desk.bench.change { $0.steps = 6 }
    #expect(try desk.state(SmallNotebook.chain) == .partial(done: 4, of: 6, unit: "steps"))
    try desk.complete()
    #expect(desk.computed() == ["step 5", "step 6"])
    let whole = try Desk()
    whole.bench.change { $0.steps = 6 }
    try whole.complete()
    #expect(try desk.checkpoints() == whole.checkpoints())
  }

  @Test func withoutItsStateItIsKept() throws {
    let before = try desk.checkpoints()
    for state in ["missing", "stale"] {
      if state == "missing" {
        try desk.remove("chain.resume.h5")
      } else {
        try before["chain.resume.h5"]!.write(to: URL(fileURLWithPath: desk.path("chain.resume.h5")))
        try desk.change("chain.resume.h5") { $0.provenance.cellVersion = 0 }
      }
      try desk.complete()
      desk.bench.change { $0.steps = 6 }
      let error = #expect(throws: NotebookError.self) { try desk.complete([SmallNotebook.chain]) }
      #expect(error?.description == "\(desk.path("chain.resume.h5")) is missing or stale")
      desk.bench.change { $0.steps = 4 }
      #expect(try contents(desk.path("chain.h5")) == before["chain.h5"])
    }
    #expect(desk.computed() == [])
  }

  /// An older state catches up, unit by unit, and until then the file stays as it is.
  @Test func anOlderStateNeverLetsTheFileStepBack() throws {
    let (older, whole) = (try Desk(), try Desk())
    older.bench.change { $0.steps = 2 }
    try older.complete()
    try contents(older.path("chain.resume.h5")).write(to: URL(fileURLWithPath: desk.path("chain.resume.h5")))
    let newer = try contents(desk.path("chain.h5"))
    desk.bench.change { state in
      state.steps = 6
      state.failing = "step 4"
    }
    #expect(throws: NotebookError.self) { try desk.complete() }
    #expect(desk.computed() == ["step 3"])
    #expect(try contents(desk.path("chain.h5")) == newer)
    desk.bench.change { $0.failing = nil }
    try desk.complete()
    #expect(desk.computed() == ["step 4", "step 5", "step 6"], "what the state has reached is not computed again")
    whole.bench.change { $0.steps = 6 }
    try whole.complete()
    #expect(try desk.checkpoints() == whole.checkpoints())
  }

  /// Of a file that was lost, or not written any more after its state, nothing is computed again.
  @Test(arguments: [true, false])
  func aStateThatIsAheadBringsTheFileBack(isLost: Bool) throws {
    let before = try desk.checkpoints()
    if isLost {
      try desk.remove("chain.h5")
    } else {
      try desk.change("chain.h5") { $0.set("values", shape: [2], .float64(Array(try $0.doubles("values").prefix(2)))) }
      #expect(try desk.state(SmallNotebook.chain) == .partial(done: 2, of: 4, unit: "steps"))
    }
    try desk.complete()
    #expect(desk.computed() == [])
    #expect(try desk.checkpoints() == before)
  }

  /// The state says that it is one: nobody takes it for the file.
  @Test func theStateIsNoResult() throws {
    let state = try Checkpoint.read(desk.path("chain.resume.h5"))
    #expect(state.provenance.kind == "resume")
    #expect(try Checkpoint.header(desk.path("chain.h5")).provenance.kind == "chain")
    try desk.copy("chain.resume.h5", to: "chain.h5")
    #expect(try desk.differences(desk.chain()) == ["kind resume -> chain"])
  }
}
