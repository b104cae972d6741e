import Testing

@testable import Notebook

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

  /// Two learner types and one strength beside the clean one, counted by hand.
  @Test func differencesAreMeansOverLearnersAndStrengths() throws {
    var counts = Counts(
      axes: [
        .init("protocol", EvaluationProtocol.allCases.map(\.rawValue)), .init("teacher", ["base_larger3"]),
        .init("algorithm", Algorithm.allCases.map(\.rawValue)),
        .init("learner", ["base_larger", "base_larger3"]),
        .init("trial", [1.0, 2.0]), .init("strength", [0.0, 1.0]),
      ], total: 100)
    for (algorithm, clean, noisy) in [("10_gtn", 80, 60), ("gtn", 90, 50)] {
      for (learner, offset) in [("base_larger", 0), ("base_larger3", 2)] {
        counts["published", "base_larger3", algorithm, learner, "2.0", "0.0"] = clean + offset
        counts["published", "base_larger3", algorithm, learner, "2.0", "1.0"] = noisy + offset
      }
    }
    let judgements = Judge(counts: ["noise": counts]).judgements("noise", teacher: "base_larger3")
    func found(_ relative: Bool) throws -> [Double?] {
      try #require(
        judgements.first {
          $0.claim.a == .tenGTN && $0.claim.b == .gtn && $0.claim.relativeToClean == relative
            && $0.evaluation == .published
        }
      ).byTrial
    }
    // Mean over strengths: 0.70 against 0.70; less the clean accuracy: -0.10 against -0.20.
    #expect(try found(false)[0] == nil)
    #expect(abs(try #require(found(false)[1])) < 1e-12)
    #expect(abs(try #require(found(true)[1]) - 0.1) < 1e-12)
  }
}
