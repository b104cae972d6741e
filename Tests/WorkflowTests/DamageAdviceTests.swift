import Archive
import Foundation
import TestSupport
import Testing

@testable import Workflow

@Suite("What to do about damaged files")
struct DamageAdviceTests {
  let desk: Desk
  init() throws {
    desk = try Desk()
    try desk.complete()
  }

  private func damage(_ file: String) throws {
    let bytes = try contents(desk.path(file))
    try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: desk.path(file)))
  }
  /// What computing some file says.
  private func error(of artifact: any Artifact) throws -> String {
    try #require(#expect(throws: ArchiveError.self) { try desk.complete(artifact) }?.description)
  }
  private func command(_ cell: String) -> String { "`swift run -c release \(cell) --checkpoints \(desk.folder.path)`" }

  @Test func itIsDeletedAndComputedAgain() throws {
    try damage("products.h5")
    let advice = "\(desk.path("products.h5")): is truncated; delete it and run \(command("03-products"))"
    #expect(try error(of: desk.products()) == advice)
    try desk.remove("products.h5")
    try desk.complete()
  }

  /// An input says what to do about itself.
  @Test func theInputIsMeant() throws {
    try damage("source-a.h5")
    #expect(try error(of: desk.chain()).hasSuffix("delete it and run \(command("01-sources"))"))
  }

  /// Nobody is told to delete what hours are in, unless it comes back at once.
  @Test func whatIsPreciousIsRestored() throws {
    try damage("chain.h5")
    let path = desk.path("chain.h5")
    let restoring = "restore it from a copy (in git: `git checkout -- \(path)`)"
    let withState = "or delete it and run \(command("04-chain")), which goes on from chain.resume.h5"
    #expect(try error(of: desk.chain()) == "\(path): is truncated; \(restoring), \(withState)")
    try desk.remove("chain.resume.h5")
    #expect(try error(of: desk.chain()) == "\(path): is truncated; \(restoring)")
    let verification = Verification([SmallNotebook.chain], try desk.options(), full: false, sample: 1) { check in
      #expect(check.line.contains(restoring) && !check.line.contains("delete"), "\(check.line)")
    }
    _ = try verification.verify()
    #expect(!verification.agrees)
  }
}
