import Foundation
import Platform
import Testing

@testable import Notebook

extension AsAUser {
  /// The version stands in one place, and whatever else tells it agrees.
  @Suite("Version", .serialized)
  struct VersionTests {
    @Test(arguments: Report.cells.map(\.description.name) + ["notebook", "benchmark"])
    func everyProgramPrintsIt(program: String) throws {
      let outcome = try Program(program, ["--version"]).outcome()
      #expect(outcome.status == 0 && outcome.output == "\(Package.version)\n", "\(outcome.output)\(outcome.errors)")
    }

    @Test func documentsTellIt() throws {
      #expect(Package.version.contains(/^\d+\.\d+\.\d+$/))
      let newest = try Document("CHANGELOG.md").text.firstMatch(of: /\n## (\S+)/)?.1
      #expect(newest.map(String.init) == Package.version)
      #expect(try Document("CITATION.cff").text.contains("\nversion: \"\(Package.version)\"\n"))
    }
  }
}
