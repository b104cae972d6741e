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

  /// Of ten trials all ten thousand million resamples would never end; one in a hundred thousand stands for them.
  @Test func manyTrialsHaveAnInterval() throws {
    let numbers = (0..<10).map { Double($0) }
    let interval = try #require(bootstrapInterval(numbers))
    #expect(bootstrapInterval(numbers) == interval)
    // The mean of ten draws from 0...9 has a standard deviation of 0.91.
    #expect(abs(interval.lowerBound - (4.5 - 1.96 * 0.908)) < 0.1)
    #expect(abs(interval.upperBound - (4.5 + 1.96 * 0.908)) < 0.1)
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
    let results = SweepResults(counts: counts, isAttack: false)
    let judge = Judge(results: ["noise": results]) { _, _ in ["base_larger", "base_larger3"] }
    let judgements = judge.judgements("noise", teacher: "base_larger3")
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
    #expect(try found(false)[1] == 0, "a rounding with a sign would decide over trials that are all equal")
    #expect(abs(try #require(found(true)[1]) - 0.1) < 1e-12)
  }

  /// An attack's clean accuracy is that of its own images, whatever the noise test counts.
  @Test func cleanAccuracyIsThatOfTheAttackedImages() throws {
    var attack = SmallSweep.results(.fgsm) { $0[2] == "gtn" ? 40 : 60 }
    for position in attack.counts.positions {
      attack.recordClean(position[2] == 1 ? 50 : 90, at: position)
    }
    let noise = SmallSweep.results(.noise) { _ in 10 }
    let judge = Judge(results: ["fgsm": attack, "noise": noise]) { _, _ in SmallSweep.learners }
    let judgement = try #require(
      judge.judgements("fgsm", teacher: "base_larger").first {
        $0.claim.a == .tenGTN && $0.claim.b == .gtn && $0.claim.relativeToClean
      })
    // 0.6 - 0.9 against 0.4 - 0.5.
    #expect(judgement.differences.count == 3)
    #expect(judgement.differences.allSatisfy { abs($0 + 0.2) < 1e-12 })
  }

  /// Statements of which nothing is counted are none.
  @Test func nothingIsClaimedOfWhatIsNotThere() {
    let results = SmallSweep.results(.noise, teachers: ["base_larger", "base_larger3"]) {
      $0[1] == "base_larger" && $0[2] != "vanilla" ? 50 : nil
    }
    let judge = Judge(results: ["noise": results]) { _, _ in ["base_larger"] }
    #expect(judge.judgements("noise", teacher: "base_larger").count == 4)
    #expect(judge.judgements("noise", teacher: "base_larger3").isEmpty)
    #expect(judge.judgements("blur", teacher: "base_larger").isEmpty)
  }
}
