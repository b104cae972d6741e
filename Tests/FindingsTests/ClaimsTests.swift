import Robustness
import Study
import Testing

@testable import Findings

@Suite("Claims")
struct ClaimsTests {
  private func judgement(_ differences: [Double?]) -> Judgement {
    Judgement(
      claim: Claim.all[0], test: "noise", teacher: "base_larger", evaluation: .published, byTrial: differences
    )
  }

  @Test func verdictsFollowTheInterval() {
    #expect(judgement([0.1, 0.2, 0.15]).verdict == .holds)
    #expect(judgement([-0.1, -0.2, -0.15]).verdict == .doesNotHold)
    #expect(judgement([-0.1, 0.1, 0.02]).verdict == .undecided)
    #expect(judgement([0.1, nil, 0.2]).verdict == .undecided, "two trials decide nothing")
  }

  /// All 27 resamples of 0, 0, 1: means 0 (8 times), 1/3 (12), 2/3 (6) and 1 (once).
  @Test func intervalIsThatOfAllResamples() throws {
    let interval = try #require(bootstrapInterval([0, 0, 1]))
    #expect(interval.lowerBound == 0)
    // 97.5% of 26 is 25.35: between 2/3 (the 26th) and 1 (the 27th).
    #expect(abs(interval.upperBound - (2.0 / 3 + 0.35 / 3)) < 1e-12)
    #expect(bootstrapInterval([]) == nil)
  }

  /// Of ten trials all ten thousand million resamples would never end; one in a hundred thousand stands for them.
  @Test func manyTrialsHaveAnInterval() throws {
    let numbers = (0..<10).map { Double($0) }
    let interval = try #require(bootstrapInterval(numbers))
    #expect(bootstrapInterval(numbers) == interval)
    // The mean of ten draws from 0...9 has a standard deviation of 0.91.
    #expect(abs(interval.lowerBound - (4.5 - 1.96 * 0.908)) < 0.1)
    #expect(abs(interval.upperBound - (4.5 + 1.96 * 0.908)) < 0.1)
  }

  private func differences(
    _ findings: TestFindings, _ kind: EvaluationProtocol = .published, relativeToClean: Bool
  ) throws -> [Double?] {
    let statement = try #require(
      findings.statements(findings.teachers[0]).first {
        $0.claim.a == "10_gtn" && $0.claim.b == "gtn" && $0.claim.relativeToClean == relativeToClean
      })
    return try #require(statement.judgements.first { $0.evaluation == kind }).byTrial
  }

  /// Two learner types and one strength beside the clean ones, counted by hand.
  @Test func differencesAreMeansOverLearnersAndStrengths() throws {
    let settings = SmallCounts.settings(
      teachers: ["base_larger3"], learners: ["base_larger", "base_larger3"], trials: 2)
    let findings = SmallCounts.findings(.noise, settings) { tested, strength in
      guard tested.key.trial == 2, tested.key.teacher != nil else { return nil }
      let offset = tested.key.learner == "base_larger" ? 0 : 2
      return offset + (tested.key.recipe == "gtn" ? (strength == 0 ? 90 : 50) : (strength == 0 ? 54 : 54))
    }
    // Mean over ten strengths: 0.54 against (0.90 + 9 * 0.50) / 10; less the clean accuracy: 0 against -0.36.
    #expect(try differences(findings, relativeToClean: false)[0] == nil)
    #expect(
      try differences(findings, relativeToClean: false)[1] == 0,
      "a rounding with a sign would decide over trials that are all equal")
    #expect(abs(try #require(try differences(findings, relativeToClean: true)[1]) - 0.36) < 1e-12)
  }

  /// An attack's clean accuracy is that of its own images, in the mode of the protocol.
  @Test func cleanAccuracyIsThatOfTheAttackedImages() throws {
    let findings = SmallCounts.findings(
      .fgsm, clean: { $0.key.recipe == "gtn" ? 50 : $0.mode == .training ? 90 : 70 }
    ) { tested, _ in tested.key.recipe == "gtn" ? 40 : 60 }
    // 0.6 - 0.9 against 0.4 - 0.5, and 0.6 - 0.7.
    for (kind, expected) in [(EvaluationProtocol.published, -0.2), (.evaluation, 0)] {
      let found = try differences(findings, kind, relativeToClean: true).compactMap { $0 }
      #expect(found.count == 3)
      #expect(found.allSatisfy { abs($0 - expected) < 1e-12 })
    }
  }

  /// Statements of which nothing is counted are none.
  @Test func nothingIsClaimedOfWhatIsNotThere() {
    let settings = SmallCounts.settings(teachers: ["base_larger", "base_larger3"])
    let findings = SmallCounts.findings(.noise, settings) { tested, _ in
      tested.key.teacher == "base_larger" ? 50 : nil
    }
    let statements = findings.statements("base_larger")
    #expect(statements.map(\.claim.text) == ["more steps, less robust", "more steps, less robust"])
    #expect(statements.allSatisfy { $0.judgements.map(\.evaluation) == EvaluationProtocol.compared })
    #expect(findings.statements("base_larger3").isEmpty)
    #expect(SmallCounts.findings(.blur, settings) { _, _ in nil }.statements("base_larger").isEmpty)
  }
}
