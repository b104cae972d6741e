import Tensors
import Testing

@testable import Robustness

@Suite("Laws of noise and blur")
struct CorruptionTests {
  let sample = SampleNetwork()

  @Test(arguments: [Precision.double, .single])
  func withoutStrengthNothingChanges(precision: Precision) {
    let sample = SampleNetwork(precision: precision)
    let noisy = RobustnessTest.noise.perturbed(sample.request(strength: 0))
    #expect(noisy.doubles == sample.images.doubles)
  }

  /// The weakest corruption is none: its counts are those of clean images, which claims are judged against.
  @Test(arguments: RobustnessTests.all.filter { !$0.isAttack }, [Precision.double, .single])
  func firstStrengthChangesNothing(test: RobustnessTest, precision: Precision) {
    let sample = SampleNetwork(precision: precision)
    let images = test.perturbed(sample.request(strength: test.strengths[0]))
    #expect(images.doubles == sample.images.doubles)
  }

  /// The noise itself, with a range that cuts nothing off.
  private func noise(
    strength: Double = 1, images: Range<Int>? = nil, seed: UInt64 = 1, trial: Int = 1,
    network: NetworkUnderTest? = nil
  ) -> Tensor {
    let request = sample.request(
      strength: strength, images: images, validRange: -1e9...1e9, seed: seed, trial: trial, network: network)
    return (1 / strength) * (RobustnessTest.noise.perturbed(request) - request.images)
  }

  @Test func allStrengthsAndNetworksSeeTheSameNoise() {
    let expected = noise()
    for strength in RobustnessTest.noise.strengths.dropFirst() {
      #expect(largestDistance(noise(strength: strength), expected) < 1e-12)
    }
    for learner in ["linear", "base_larger3"] {
      let other = SampleNetwork(learner).network(.training)
      #expect(noise(network: other).doubles == expected.doubles)
    }
  }

  @Test func noiseBelongsToSeedTrialAndImage() {
    let expected = noise()
    #expect(largestDistance(noise(images: 0..<2), expected.images(0..<2)) == 0)
    #expect(largestDistance(noise(seed: 2), expected) > 1)
    #expect(largestDistance(noise(trial: 2), expected) > 1)
    #expect(largestDistance(expected.images(0..<1), expected.images(1..<2)) > 1)
  }

  @Test func noiseIsStandardNormal() {
    let numbers = noise().doubles
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    let variance = numbers.map { $0 * $0 }.reduce(0, +) / Double(numbers.count)
    #expect(abs(mean) < 4 / Double(numbers.count).squareRoot())
    #expect(abs(variance - 1) < 4 * (2 / Double(numbers.count)).squareRoot())
  }

  /// Also where the filter is wider than the image, and reflected again and again.
  @Test(arguments: [1, 3, 12, 28], RobustnessTest.blur.strengths)
  func blurredLinesKeepTheirSum(side: Int, deviation: Double) {
    let matrix = blurMatrix(side: side, deviation: deviation)
    for row in 0..<side {
      #expect(abs(matrix[row * side..<(row + 1) * side].reduce(0, +) - 1) < 1e-12)
      // A pixel gives to another what it takes from it, so the filter keeps the brightness.
      for column in 0..<side {
        #expect(abs(matrix[row * side + column] - matrix[column * side + row]) < 1e-12)
        #expect(matrix[row * side + column] >= 0)
      }
    }
  }

  /// One bright pixel in the middle spreads alike in all directions.
  @Test func blurTreatsRowsAndColumnsAlike() {
    let side = 9
    var scalars = [Double](repeating: 0, count: side * side)
    scalars[2 * side + 5] = 1
    func blurred(_ scalars: [Double]) -> [Double] {
      Tensor(shape: [1, side, side, 1], scalars).blurred(deviation: 1.5).doubles
    }
    func transposed(_ scalars: [Double]) -> [Double] {
      (0..<side * side).map { scalars[$0 % side * side + $0 / side] }
    }
    let (straight, crossed) = (blurred(scalars), transposed(blurred(transposed(scalars))))
    for (a, b) in zip(straight, crossed) { #expect(abs(a - b) < 1e-12) }
    #expect(straight.indices.max { straight[$0] < straight[$1] } == 2 * side + 5)
  }
}
