import Archive
import Foundation
import TestSupport
import Testing

@testable import Workflow

@Suite("Verifying")
struct VerificationTests {
  let desk: Desk
  init() throws {
    desk = try Desk()
    try desk.complete()
  }

  private func verify(
    _ cells: [CellEntry<SmallOptions>] = SmallNotebook.cells, full: Bool = false, sample: UInt64 = 1
  ) throws -> (agrees: Bool, checks: [Check], remark: String?) {
    var checks: [Check] = []
    let verification = Verification(cells, try desk.options(), full: full, sample: sample) { checks.append($0) }
    let remark = try verification.verify()
    return (verification.agrees, checks, remark)
  }
  private func isComputed(_ check: Check) -> Bool { !check.what.hasPrefix("digest") }

  /// Something of every cell is computed again, and nothing is written.
  @Test(arguments: [true, false])
  func untouchedFilesAgree(full: Bool) throws {
    let before = try desk.checkpoints()
    _ = desk.computed()
    let (agrees, checks, remark) = try verify(full: full)
    #expect(agrees && remark == nil)
    #expect(checks.allSatisfy { $0.outcome == .equal })
    for cell in SmallNotebook.cells {
      #expect(checks.contains { $0.cell.name == cell.description.name && isComputed($0) }, "\(cell.description.name)")
    }
    let computed = desk.computed()
    #expect(!computed.isEmpty && (!full || Set(["a1", "b2", "c1", "c2", "step 1"]).isSubset(of: computed)))
    #expect(full || computed.count < 10)
    #expect(try desk.checkpoints() == before)
  }

  /// A valid file of which one number was changed.
  @Test(arguments: [
    ("source-b.h5", "numbers", "source-b.h5"), ("products.h5", "product/b2", "products.h5, b2"),
    ("products.h5", "product/c2", "products.h5, c2"), ("chain.h5", "values", "chain.h5, 1"),
    ("scratch/1.h5", "power", "making of scratch/1.h5"),
  ])
  func aChangedNumberIsFound(file: String, array: String, what: String) throws {
    try desk.change(file) { file in
      var numbers = try file.doubles(array)
      numbers[0] += 0.5
      file.set(array, shape: try #require(file[array]).shape, .float64(numbers))
    }
    let (agrees, checks, _) = try verify(full: true)
    #expect(!agrees)
    let different = checks.filter(\.isDifferent).filter { $0.what != "settings, seed and inputs" }
    #expect(different.map(\.what) == [what])
    #expect(different.first?.line.contains("by at most 0.5, ") == true)
  }

  @Test func aDamagedFileIsNamed() throws {
    let bytes = try contents(desk.path("products.h5"))
    try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: desk.path("products.h5")))
    _ = desk.computed()
    let (agrees, checks, remark) = try verify()
    #expect(!agrees && remark == "damaged files: nothing was computed again")
    #expect(checks.filter(\.isDifferent).map(\.what) == ["digest of products.h5"])
    #expect(desk.computed() == [])
  }

  @Test func aStaleFileDoesNotAgree() throws {
    desk.bench.change { $0.factor = 3 }
    let (agrees, checks, _) = try verify([SmallNotebook.products])
    #expect(!agrees)
    let stale = try #require(checks.first { $0.isDifferent })
    #expect(stale.what == "settings, seed and inputs")
    #expect(stale.outcome == .different("products.h5: setting factor 2 -> 3"))
  }

  /// Of a file of which some units are stale the others are compared.
  @Test func validUnitsOfAStaleFileAreCompared() throws {
    desk.bench.change { $0.power = 2 }
    let (agrees, checks, _) = try verify([SmallNotebook.products], full: true)
    #expect(!agrees)
    #expect(checks.filter { $0.outcome == .equal && isComputed($0) }.map(\.what).count == 4)
  }

  /// What is not kept is made again for what rests on it, and compared only where it is there and current.
  @Test(arguments: ["gone", "stale", "there"])
  func filesThatAreNotKept(state: String) throws {
    for file in ["scratch/1.h5", "scratch/2.h5"] {
      switch state {
      case "gone": try desk.remove(file)
      case "stale": try desk.change(file) { $0.provenance.cellVersion = 0 }
      default: break
      }
    }
    _ = desk.computed()
    let (agrees, checks, _) = try verify([SmallNotebook.products], full: true)
    #expect(agrees)
    let scratch = checks.filter { $0.what.hasPrefix("making of ") }.map(\.outcome)
    let expected: Check.Outcome =
      switch state {
      case "gone": .notChecked("there is no file, but what was computed from it is")
      case "stale": .notChecked("the file is stale")
      default: .equal
      }
    #expect(scratch == [expected, expected])
    // Each once, and from the source on disk.
    #expect(desk.computed().filter { $0.hasPrefix("scratch") } == ["scratch/1.h5", "scratch/2.h5"])
    #expect(checks.filter { $0.what.hasPrefix("products.h5, ") }.allSatisfy { $0.outcome == .equal })
  }

  @Test func otherSamplesAreOthers() throws {
    let samples = Set(try (1...8).map { try verify(sample: $0).checks.map(\.what) })
    #expect(samples.count > 1)
    #expect(try verify(sample: 3).checks.map(\.what) == verify(sample: 3).checks.map(\.what))
  }
}
