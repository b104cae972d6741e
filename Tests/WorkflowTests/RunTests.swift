import Archive
import Foundation
import Platform
import TestSupport
import Testing

@testable import Workflow

@Suite("Running and resuming, whatever the file")
struct RunTests {
  @Test func everyUnitIsComputedOnce() throws {
    let desk = try Desk()
    try desk.complete()
    #expect(desk.computed() == Bench.everything)
    let files = try desk.checkpoints()
    #expect(
      files.keys.sorted() == [
        "chain.h5", "chain.resume.h5", "products.h5", "scratch/1.h5", "scratch/2.h5", "source-a.h5", "source-b.h5",
      ])
    for cell in SmallNotebook.cells { #expect(try desk.state(cell) == .complete) }
    try desk.complete()
    #expect(desk.computed() == [])
    #expect(try desk.checkpoints() == files)
  }

  /// An error at any unit keeps what was done before it, and the next run ends with the same bytes.
  @Test(arguments: Bench.everything)
  func interruptedGivesTheSameBytes(unit: String) throws {
    let (whole, desk) = (try Desk(), try Desk())
    try whole.complete()
    desk.bench.change { $0.failing = unit }
    #expect(throws: NotebookError.self) { try desk.complete() }
    let before = desk.computed()
    #expect(before == Array(Bench.everything.prefix { $0 != unit }))
    desk.bench.change { $0.failing = nil }
    try desk.complete()
    #expect(before + desk.computed() == Bench.everything)
    #expect(try desk.checkpoints() == whole.checkpoints())
  }

  @Test func whatIsDoneIsOnDiskBeforeTheNextUnit() throws {
    let desk = try Desk()
    let products = desk.path("products.h5")
    desk.bench.change { state in
      state.before = { unit in
        guard unit == "b1" else { return }
        let arrays = try Checkpoint.read(products).arrays
        #expect(arrays.keys.sorted() == ["product/a1", "product/a2"])
      }
    }
    try desk.complete()
    #expect(desk.computed() == Bench.everything)
  }

  @Test func aPartIsComputed() throws {
    let desk = try Desk()
    try desk.complete([SmallNotebook.sources])
    _ = desk.computed()
    let content = try desk.run().complete(desk.products()) { $0.hasPrefix("b") }
    #expect(content == ["b1": 24, "b2": 26])
    #expect(desk.computed() == ["b1", "b2"])
    #expect(try desk.state(SmallNotebook.products) == .partial(done: 2, of: 6, unit: "products"))
  }

  /// Forced, a part is computed again and the rest is left; a precious file is started over.
  @Test func forceComputesAgain() throws {
    let desk = try Desk()
    try desk.complete()
    let before = try desk.checkpoints()
    _ = desk.computed()
    try desk.run(["--force"]).complete(desk.products()) { $0 == "a2" }
    #expect(desk.computed() == ["a2"])
    try desk.complete(SmallNotebook.cells, "--force")
    #expect(desk.computed() == Bench.everything)
    #expect(try desk.checkpoints() == before)
  }

  /// What was there stays until it is computed again, unit by unit.
  @Test func forceOfAnInterruptedRunLosesNothing() throws {
    let desk = try Desk()
    try desk.complete()
    // A number that only computing corrects tells old from new.
    for unit in ["a1", "b2"] {
      try desk.change("products.h5") { $0.set("product/\(unit)", shape: [], .float64([-1])) }
    }
    _ = desk.computed()
    desk.bench.change { $0.failing = "b1" }
    #expect(throws: NotebookError.self) { try desk.complete([SmallNotebook.products], "--force") }
    #expect(desk.computed() == ["a1", "a2"])
    desk.bench.change { $0.failing = nil }
    #expect(try desk.state(SmallNotebook.products) == .complete)
    let content = try desk.ledger().content(desk.products())
    #expect(content["a1"] == 6 && content["b2"] == -1)
    try desk.complete([SmallNotebook.products])
    #expect(desk.computed() == [])
    try desk.complete([SmallNotebook.products], "--force")
    #expect(try desk.ledger().content(desk.products())["b2"] == 26)
  }

  /// The same of the shards of a file.
  @Test func forcedShardsLoseNothing() throws {
    let desk = try Desk()
    try desk.complete()
    let before = try desk.checkpoints()
    _ = desk.computed()
    desk.bench.change { $0.failing = "b1" }
    #expect(throws: NotebookError.self) { try desk.complete(desk.products(), ["--force"], "1/2") }
    #expect(desk.computed() == ["a1", "a2"])
    #expect(try desk.state(SmallNotebook.products) == .complete)
    desk.bench.change { $0.failing = nil }
    try desk.complete(desk.products(), ["--force"], "1/2")
    try desk.complete(desk.products())
    #expect(try desk.checkpoints() == before)
  }

  /// A file that would not change but for the libraries is kept: what was made from it is not stale.
  @Test(arguments: ["source-a.h5", "products.h5", "chain.h5"])
  func anEqualFileIsKept(file: String) throws {
    let desk = try Desk()
    let cell = try desk.artifacts().first { $0.file == file }!.cell.name
    try desk.complete([SmallNotebook.sources])
    // As if another processor had computed it, before anything was made from it.
    func foreign() throws { try desk.change(file) { $0.provenance.libraries = "HDF5 1; a library 1 (of elsewhere)" } }
    if file == "source-a.h5" { try foreign() }
    try desk.complete()
    if file != "source-a.h5" { try foreign() }
    let before = try desk.checkpoints()
    try desk.complete(SmallNotebook.cells.filter { $0.description.name == cell }, "--force")
    #expect(try desk.checkpoints() == before)
    for cell in SmallNotebook.cells { #expect(try desk.state(cell) == .complete) }
    // A number that comes out different is written, with the libraries that computed it.
    desk.bench.change { $0.starts["a"] = 7 }
    try desk.complete([SmallNotebook.sources, SmallNotebook.scratch, SmallNotebook.products])
    try desk.complete([SmallNotebook.chain], "--force")
    #expect(!(try Checkpoint.header(desk.path(file)).provenance.libraries.contains("elsewhere")))
  }

  /// Files of one seed do not give way to those of another in passing.
  @Test func anotherSeedReplacesNothing() throws {
    let desk = try Desk()
    try desk.complete()
    let before = try desk.checkpoints()
    _ = desk.computed()
    let options = try desk.options(["--seed", "2"])
    for artifact in SmallNotebook.cells.dropLast().flatMap({ $0.artifacts(options) }) {
      let error = #expect(throws: NotebookError.self) { try desk.complete(artifact, ["--seed", "2"]) }
      let line = try #require(error?.description)
      #expect(line.hasPrefix("\(desk.path(artifact.file)) was made with another seed (seed 1 -> 2): "), "\(line)")
      for way in ["--checkpoints", "--force"] { #expect(line.contains(way), "\(line)") }
    }
    #expect(try desk.checkpoints() == before)
    #expect(desk.computed() == [])
    try desk.complete(Source("a", desk.options(["--seed", "2"])), ["--seed", "2", "--force"])
    #expect(desk.computed() == ["source-a.h5"])
  }

  /// The error names the file and the cell to run, and nothing is made in a folder that was mistyped.
  @Test(arguments: [("products.h5", "source-a.h5"), ("chain.h5", "source-a.h5"), ("scratch/1.h5", "source-a.h5")])
  func missingInputNamesTheCellToRun(file: String, input: String) throws {
    let desk = try Desk()
    let artifact = try #require(try desk.artifacts().first { $0.file == file })
    let error = #expect(throws: NotebookError.self) { try desk.complete(artifact) }
    let line = try #require(error?.description)
    let folder = Shell.quoted(desk.folder.path)
    let command = "swift run -c release 01-sources --checkpoints \(folder)"
    #expect(line == "\(desk.path(input)) is missing: run `\(command)`", "\(line)")
    #expect(!desk.exists(""), "nothing is written")
    #expect(desk.computed() == [])
  }

  /// Who forgot `--scale` is told where the file is.
  @Test func fileOfAnotherScaleIsPointedOut() throws {
    let desk = try Desk()
    let other = "\(desk.folder.path)/other"
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: "\(other)/products.h5"))
    let error = try #require(throws: NotebookError.self) { try desk.run().ledger.requireFile(desk.products()) }
    #expect(
      error.description.hasPrefix(
        "\(desk.path("products.h5")) is missing: choose the scale of \(other)/products.h5, or run `"))
  }

  /// Of an input that no unit of the part needs nothing is asked.
  @Test func onlyTheNeededInputsAreAskedFor() throws {
    let desk = try Desk()
    try desk.complete(Source("b", desk.options()))
    try desk.run().complete(desk.products()) { $0.hasPrefix("b") }
    #expect(desk.computed() == ["source-b.h5", "b1", "b2"])
    #expect(throws: NotebookError.self) { try desk.run().complete(desk.products()) { $0.hasPrefix("c") } }
  }

  @Test func staleInputNamesTheCellToRun() throws {
    let desk = try Desk()
    try desk.complete([SmallNotebook.sources])
    let before = try desk.checkpoints()
    desk.bench.change { $0.starts["a"] = 3 }
    for artifact in try desk.artifacts([SmallNotebook.scratch, SmallNotebook.products, SmallNotebook.chain]) {
      let error = #expect(throws: NotebookError.self) { try desk.complete(artifact) }
      #expect(error?.description.contains("source-a.h5 is stale (setting start 1 -> 3): run ") == true)
      #expect(error?.description.contains(" 01-sources ") == true)
    }
    #expect(try desk.checkpoints() == before)
  }

  /// While a file is computed no other run computes it.
  @Test func aFileInUseIsRefused() throws {
    for file in try Desk().artifacts().map(\.file) {
      let desk = try Desk()
      for artifact in try desk.artifacts() {
        guard artifact.file == file else {
          try desk.complete(artifact)
          continue
        }
        let lock = try FileLock(for: desk.path(file))
        let error = #expect(throws: ArchiveError.self) { try desk.complete(artifact) }
        withExtendedLifetime(lock) {}
        #expect(error?.description.contains(desk.path(file)) == true)
        #expect(error?.description.contains("(process \(getpid()))") == true)
        #expect(!desk.exists(file))
        break
      }
    }
  }

  /// What another run computed in the meantime is not computed again.
  @Test func unitsOfAnotherRunAreKept() throws {
    let desk = try Desk()
    try desk.complete([SmallNotebook.sources])
    // As if it had come between the look and the lock: all that this run wanted is there.
    let work = try desk.run().begin(desk.products()) { $0 == "a1" }
    #expect(throws: ArchiveError.self) { try desk.run().begin(desk.products()) { $0 == "a2" } }
    while let unit = try work.next() { try work.compute(unit) }
    try work.end()
    withExtendedLifetime(work) {}
    #expect(try desk.ledger().content(desk.products()) == ["a1": 6])
  }

  /// Nothing is stored under an input that is no longer there; what does not depend on it goes on.
  @Test func anInputReplacedMeanwhileIsRefused() throws {
    let desk = try Desk()
    try desk.complete([SmallNotebook.sources, SmallNotebook.scratch])
    let source = desk.path("source-b.h5")
    desk.bench.change { state in
      state.before = { unit in
        guard unit == "a2" else { return }
        var file = try Checkpoint.read(source)
        file.set("numbers", shape: [4], .float64([5, 5, 5, 5]))
        try file.write(to: source)
      }
    }
    _ = desk.computed()
    let error = #expect(throws: NotebookError.self) { try desk.complete([SmallNotebook.products]) }
    let line = try #require(error?.description)
    #expect(line.hasPrefix("\(source) was replaced while products.h5 was computed from it: run this cell again"))
    #expect(desk.computed() == ["a1", "a2"])
    desk.bench.change { $0.before = nil }
    try desk.complete([SmallNotebook.products])
    #expect(desk.computed() == ["b1", "b2", "c1", "c2"])
    #expect(try desk.ledger().content(desk.products())["b1"] == 10)
  }

  /// A failure that cannot be thrown, as of a device while a network is tested, costs the unit at hand and no other.
  @Test func whatCannotBeThrownCostsOneUnit() async throws {
    let folder = try TemporaryFolder()
    await #expect(processExitsWith: .exitCode(2)) { [path = folder.path as String] in
      let options = try SmallOptions.parse(["--checkpoints", path])
      let run = Run(SmallNotebook.chain, of: SmallNotebook.self, options)
      try run.complete([Source("a", options)])
      options.bench.change {
        $0.saveInterval = 1_000
        $0.before = { if $0 == "step 3" { Interruption.end(failing: "lost") } }
      }
      try run.complete(Chain(options))
    }
    #expect(try Checkpoint.read(folder / "small/chain.h5").doubles("values").count == 2)
  }
}
