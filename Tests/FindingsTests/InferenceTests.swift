import Testing

@testable import Findings

/// Against published values: tables of Student's t, the examples of R's documentation, binomial sums.
@Suite("Inference")
struct InferenceTests {
  @Test(arguments: [(1.0, 12.706), (2, 4.303), (4, 2.776), (9, 2.262), (30, 2.042), (1000, 1.962)])
  func quantilesAreThoseOfTables(freedom: Double, expected: Double) {
    let student = StudentT(degreesOfFreedom: freedom)
    let t = student.quantile(above: 0.025)
    #expect(abs(t - expected) < 0.0006)
    #expect(abs(student.twoSided(-t) - 0.05) < 1e-12)
    #expect(abs(student.above(-t) - 0.975) < 1e-12)
  }

  /// With whole numbers it is a binomial sum: I_0.2(2, 3) = P(at least 2 of 4 at 0.2).
  @Test(arguments: [(0.2, 2.0, 3.0, 0.1808), (0.8, 3, 2, 0.8192), (0.5, 2, 2, 0.5), (0, 1, 1, 0), (1, 1, 1, 1)])
  func incompleteBetaIsABinomialSum(x: Double, a: Double, b: Double, expected: Double) {
    #expect(abs(incompleteBeta(x, a, b) - expected) < 1e-12)
  }

  /// Student's own data on sleep, paired: t = 4.0621 with 9 degrees of freedom, p = 0.002833, 0.70 to 2.46.
  @Test func pairedMeanIsThatOfStudent() throws {
    let sleep = try #require(MeanDifference([1.2, 2.4, 1.3, 1.3, 0, 1.0, 1.8, 0.8, 4.6, 1.4]))
    let interval = try #require(sleep.interval)
    #expect(abs(sleep.mean - 1.58) < 1e-12)
    #expect(abs(interval.lowerBound - 0.7001) < 1e-4 && abs(interval.upperBound - 2.4599) < 1e-4)
    #expect(abs(try #require(sleep.p) - 0.002833) < 1e-6)
    #expect(sleep.text == "+1.580 [+0.700, +2.460]")
  }

  /// The same data as if of twenty people; R: `t.test(extra ~ group, sleep)`, 17.776 degrees of freedom.
  @Test func independentMeansAreWelchs() throws {
    let (first, second) = (
      [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2], [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    )
    let sleep = try #require(MeanDifference(first, less: second))
    #expect(abs(sleep.mean + 1.58) < 1e-12 && sleep.count == 10)
    let interval = try #require(sleep.interval)
    #expect(abs(interval.lowerBound + 3.36548) < 1e-5 && abs(interval.upperBound - 0.20548) < 1e-5)
    #expect(abs(try #require(sleep.p) - 0.07939) < 1e-5)
    // Of unequal sizes, 4.0755 degrees of freedom.
    let unequal = try #require(MeanDifference([1, 2, 3], less: [2, 4, 6, 8]))
    #expect(abs(try #require(unequal.interval).lowerBound + 6.89798) < 1e-4 && unequal.count == 3)
    #expect(MeanDifference([], less: second) == nil)
    #expect(MeanDifference([1], less: second)?.interval == nil)
    #expect(MeanDifference([1, 1], less: [3, 3])?.text == "−2.000 [−2.000, −2.000]")
  }

  @Test func fewDifferencesHaveNoInterval() throws {
    #expect(MeanDifference([]) == nil)
    let one = try #require(MeanDifference([-0.25]))
    #expect(one.interval == nil && one.p == nil && one.text == "−0.250")
    #expect(MeanDifference([0.5, 0.5])?.p == 0 && MeanDifference([0, 0, 0])?.p == 1)
  }

  /// R: `p.adjust(c(0.04, 0.01, 0.03, 0.02), "holm")`.
  @Test func holmStepsDown() {
    let adjusted = holm([0.04, 0.01, 0.03, 0.02], family: 4)
    #expect(zip(adjusted, [0.06, 0.04, 0.06, 0.06]).allSatisfy { abs($0 - $1) < 1e-12 })
    // Those of the family that are not there raise the others.
    #expect(zip(holm([0.01, 0.02], family: 16), [0.16, 0.3]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(holm([0.5], family: 16) == [1])
  }

  /// Standard error 0.010646 and 5.959 degrees of freedom: t has to exceed 1.945, which 0.02 does (2.818) and 0.03 does
  /// not (1.879).
  @Test func equivalenceTakesBothOneSidedTests() {
    func equivalent(_ difference: Double) -> Bool {
      isEquivalent(difference, (0.01, 3), (0.02, 5), within: 0.05)
    }
    #expect(equivalent(0.02) && equivalent(-0.02))
    #expect(!equivalent(0.03) && !equivalent(-0.03) && !equivalent(0.2))
    #expect(isEquivalent(0.04, (0, 3), (0, 5), within: 0.05) && !isEquivalent(0.06, (0, 3), (0, 5), within: 0.05))
  }
}

@Suite("Spread")
struct SpreadTests {
  @Test func isMeanAndSampleDeviation() throws {
    let spread = try #require(Spread([2, 4, 4, 4, 5, 5, 7, 9]))
    #expect(spread.mean == 5)
    #expect(abs(try #require(spread.deviation) - (32.0 / 7).squareRoot()) < 1e-12)
    #expect(Spread([3, 3])?.deviation == 0 && Spread([3, 3])?.count == 2)
    #expect(Spread([3]) != nil && Spread([3])?.deviation == nil, "one number has no spread")
    #expect(Spread([]) == nil)
    #expect(Spread([0.5, 0.54])?.percentage == "52.0%")
    #expect(Spread([0.5, 0.54])?.text(digits: 3) == "0.520 ± 0.028")
  }
}
