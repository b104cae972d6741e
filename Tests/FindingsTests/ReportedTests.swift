import Figures
import Robustness
import Study
import Testing

@testable import Findings

@Suite("Reported numbers beside ours")
struct ReportedTests {
  /// Signed means and the differences of largest size, figure by figure; a dash where nothing is counted.
  @Test func differencesKeepTheirSigns() throws {
    let findings = SmallCounts.findings(.fgsm) { tested, _ in tested.key.recipe == "gtn" ? 0 : 100 }
    let comparison = ReportedComparison(["fgsm": findings])
    let rows = try comparison.differences().rows
    #expect(rows.count == 8)
    let row = try #require(rows.first { $0[0] == "fgsm" && $0[1] == "base_larger" })
    let reported = Reported.curve("fgsm", teacher: "base_larger", recipe: "gtn").map(\.mean)
    let mean = reported.reduce(0, +) / Double(reported.count)
    #expect(row[3] == "-\(formatted(mean, "%.3f")) (-\(formatted(reported.max(), "%.3f")))")
    #expect(row[2].hasPrefix("+") && row[4].hasPrefix("+"))
    #expect(
      rows.filter { $0[0] != "fgsm" || $0[1] != "base_larger" }.allSatisfy { $0[2...] == ["–", "–", "–"] })
  }

  /// Within two reported standard deviations: 73.8% ± 0.3 of vanilla networks under the strongest noise, as published.
  @Test func agreementIsCountedByProtocol() throws {
    let reported = try #require(Reported.curve("noise", teacher: "base_larger", recipe: "vanilla").last)
    let near = Int(((reported.mean + 1.9 * reported.deviation) * 100_000).rounded())
    let far = Int(((reported.mean + 2.1 * reported.deviation) * 100_000).rounded())
    let findings = SmallCounts.findings(.noise, total: 100_000) { tested, strength in
      tested.key.recipe == "vanilla" && strength == 1.6 ? (tested.mode == .training ? near : far) : nil
    }
    // A curve with one strength is none: no learner type is shown.
    #expect(ReportedComparison(["noise": findings]).agreement(.published).of == 0)
    let complete = SmallCounts.findings(.noise, total: 100_000) { tested, strength in
      tested.key.recipe == "vanilla" ? (strength == 1.6 ? (tested.mode == .training ? near : far) : 0) : nil
    }
    let comparison = ReportedComparison(["noise": complete])
    #expect(comparison.agreement(.published) == (1, 10))
    #expect(comparison.agreement(.evaluation) == (0, 10))
    let rows = try comparison.summary().rows
    #expect(rows.first == ["noise, teacher base_larger", "1 of 10", "0 of 10"])
    #expect(rows.last == ["all", "1 of 10", "0 of 10"])
    #expect(try comparison.table().rows.count == 198)
  }

  /// Counted apart from this code, from the table of points.
  @Test(arguments: [("10_gtn", 2, 0.273), ("gtn", 13, 0.34649), ("vanilla", 33, 0.02794)])
  func curvesOfTheTwoTeachersDiffer(recipe: String, agreeing: Int, largest: Double) {
    let found = Reported.betweenTeachers(recipe)
    #expect(found.agreeing == agreeing && found.of == 33)
    #expect(abs(found.largest - largest) < 1e-5)
  }

  /// A network stands for many: tolerances by test, and nothing is said of what is not counted.
  @Test func protocolCheckJudgesEveryNumber() throws {
    /// Counts as the independent network has them, but for `slip` in one number.
    func findings(_ test: RobustnessTest, slip: Double) -> TestFindings {
      SmallCounts.findings(test, SmallCounts.settings(learners: ["base_larger"]), total: 1000) { tested, strength in
        guard tested.key.recipe == "vanilla" else { return 1 }
        let point = Reported.check.first {
          $0.test == test.name && abs($0.strength - strength) < 1e-3 * strength
        }
        guard let point else { return 0 }
        let isLast = tested.mode == .training && strength == test.strengths.last!
        let accuracy = tested.mode == .training ? point.trainingMode : point.evaluationMode
        return Int(((accuracy - (isLast ? slip : 0)) * 1000).rounded())
      }
    }
    func check(_ slip: Double, _ tests: [RobustnessTest]) -> ProtocolCheck {
      ProtocolCheck(
        Dictionary(uniqueKeysWithValues: tests.map { ($0.name, findings($0, slip: slip)) }), trials: 3)
    }
    let tests: [RobustnessTest] = [.noise, .fgsm, .lbfgsAsRun]
    #expect(check(0.02, tests).verdict(.training, .report).contains("passed, 9 of 9"))
    #expect(check(0.05, tests).verdict(.training, .report).contains("failed, 8 of 9"))
    #expect(check(0.07, tests).verdict(.training, .report).contains("failed, 6 of 9"))
    #expect(check(0.07, tests).verdict(.training, .quick).contains("not judged at quick scale, 6 of 9"))
    #expect(check(0.07, tests).verdict(.evaluation, .report).contains("passed, 9 of 9"))
    let some = check(0, [.noise])
    #expect(some.verdict(.training, .report).contains("so far, on 3 of 3 trials, 3 of 3 numbers"))
    #expect(some.verdict(.training, .report).contains("6 not computed yet"))
    #expect(try some.table().rows.count == 18)
  }
}
