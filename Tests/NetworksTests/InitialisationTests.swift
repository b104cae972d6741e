import Foundation
import Networks
import Tensors
import Testing

@Suite("Initialisation")
struct InitialisationTests {
  /// g starts as the norm of W, so weight norm leaves W as it is.
  @Test(arguments: Learners.names)
  func weightNormLeavesWeights(name: String) throws {
    let widths = Widths(side: 12, first: 5, second: 6, third: 7, dense: 8)
    let architecture = try #require(Learners.architecture(name, widths))
    let parameters = architecture.initialParameters(seed: 4, trial: 2)
    for key in parameters.keys where key.hasSuffix(".weight") {
      let weights = parameters[key]
      let factors = weights.weightNormFactors(parameters["\(key)_g"])
      for factor in factors.floats { #expect(abs(factor - 1) < 1e-6) }
      let effective = factors.scalingRows(of: weights)
      for (a, b) in zip(effective.floats, weights.floats) { #expect(abs(a - b) <= 1e-6 * abs(b)) }
    }
  }

  /// W ~ N(0, 2 / fan-in), b ~ U(-1 / sqrt(fan-in), 1 / sqrt(fan-in)).
  @Test func distributions() throws {
    let architecture = try #require(Learners.architecture("linear"))
    let parameters = architecture.initialParameters(seed: 4, trial: 2)
    let weights = parameters["fc.0.weight"].doubles
    let count = Double(weights.count)
    let variance = weights.map { $0 * $0 }.reduce(0, +) / count
    #expect(abs(variance * 784 / 2 - 1) < 5 * (2 / count).squareRoot())
    #expect(abs(weights.reduce(0, +) / count) < 5 * (variance / count).squareRoot())

    let biases = parameters["fc.0.bias"].doubles
    let bound = 1.0 / 28
    #expect(biases.allSatisfy { abs($0) <= bound })
    #expect(biases.min()! < -0.9 * bound && biases.max()! > 0.9 * bound)
  }

  /// Paired comparisons rest on this: a trial's initial weights are a function of seed, type and trial.
  @Test func weightsDependOnSeedTypeAndTrialAlone() throws {
    let widths = Widths(side: 12, first: 5, second: 6, third: 7, dense: 8)
    func weights(_ name: String, seed: UInt64, trial: Int) throws -> [[Float]] {
      try #require(Learners.architecture(name, widths))
        .initialParameters(seed: seed, trial: trial).tensors.map(\.floats)
    }
    let first = try weights("base_larger", seed: 1, trial: 1)
    #expect(try weights("base_larger", seed: 1, trial: 1) == first)
    #expect(try weights("base_larger", seed: 1, trial: 2) != first)
    #expect(try weights("base_larger", seed: 2, trial: 1) != first)
    // The same network under another name is another network.
    #expect(try weights("base_fc", seed: 1, trial: 1) != first)
  }

  /// No two tensors of a network share their numbers.
  @Test func tensorsDiffer() throws {
    let architecture = try #require(Learners.architecture("base_larger3"))
    let weights = architecture.initialParameters(seed: 1, trial: 1)
    let starts = weights.keys.filter { !$0.hasSuffix("_g") }.map { Array(weights[$0].floats.prefix(8)) }
    // Scaled by another fan-in they would still be proportional, so compare directions.
    let directions = starts.map { start in start.map { ($0 / start[0] * 1000).rounded() } }
    #expect(Set(directions).count == directions.count)
  }
}
