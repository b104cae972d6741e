import Testing

@testable import Workflow

@Suite("Progress on narrow terminals")
struct ProgressTests {
  private func line(_ columns: Int?) -> String {
    Progress.line("  learner 1/24", ", base_larger4 by vanilla, trial 1", ", 40 s left", columns: columns)
  }

  @Test(arguments: 1...80)
  func staysOnItsLine(columns: Int) {
    #expect(line(columns).count < columns)
  }

  @Test func leavesOutTheLeast() {
    #expect(line(nil) == "  learner 1/24, base_larger4 by vanilla, trial 1, 40 s left")
    #expect(line(200) == line(nil))
    #expect(line(41).hasSuffix("..., 40 s left"))
    #expect(line(30) == "  learner 1/24, 40 s left")
    #expect(line(20) == "  learner 1/24")
    #expect(line(12) == "  learne...")
  }
}
