import Robustness
import Tensors
import Testing

@testable import Study

@Suite("Results of a test")
struct TestResultsTests {
  /// Two images of four pixels, moved by known distances.
  @Test func distancesAreThoseOfEachImage() {
    let before = Tensor(shape: [2, 2, 2, 1], [0, 1, 2, 3, 4, 5, 6, 7] as [Float])
    let after = Tensor(shape: [2, 2, 2, 1], [3, 1, 2, -1, 4, 5, 6.5, 7] as [Float])
    let distance = Distance(from: before, to: after)
    #expect(distance.largest == 5)
    #expect(distance.mean == 2.75)
    #expect(distance.largestPixel == 4)
  }

  private func tested(_ teacher: String?, _ recipe: String, _ mode: EvaluationMode = .evaluation) -> TestedNetwork {
    TestedNetwork(LearnerKey(teacher: teacher, recipe: recipe, learner: "base_larger", trial: 1), mode)
  }

  /// With its last count goes what else is known of a network.
  @Test func forgottenNetworksLoseTheirCleanCountsToo() {
    var results = TestResults(test: "fgsm", strengths: [0.1, 0.2], total: 100, isAttack: true)
    let moved = Distance(mean: 1, largest: 2, largestPixel: 3)
    for recipe in ["gtn", "10_gtn"] {
      for strength in 0..<2 {
        results.record(50, clean: 90, moved: moved, at: CountUnit(tested("a", recipe), strength: strength))
      }
    }
    results.forget(CountUnit(tested("a", "gtn"), strength: 0))
    #expect(results.cleanCount(tested("a", "gtn")) == 90)
    #expect(results[tested("a", "gtn"), 0] == nil && results[tested("a", "gtn"), 1] == 50)
    results.forget(CountUnit(tested("a", "gtn"), strength: 1))
    #expect(results.cleanCount(tested("a", "gtn")) == nil)
    #expect(results.cleanCount(tested("a", "10_gtn")) == 90)
    #expect(results.distances.count == 2)
    #expect(results.tested == [tested("a", "10_gtn")])
  }

  /// The sample image is an attack on one network: it goes with that network's count, and with no other.
  @Test func sampleGoesWithItsNetwork() {
    let counts = CountsTests.study(learners: ["base_larger"]).counts(.fgsm)
    var content = CountsTests.filled(counts)
    content.sample = [0: [1], 3: [2]]
    counts.forget(CountUnit(tested("a", "gtn", .training), strength: 3), in: &content)
    counts.forget(CountUnit(tested("b", "gtn"), strength: 3), in: &content)
    counts.forget(CountUnit(tested("a", "gtn"), strength: 2), in: &content)
    #expect(content.sample == [0: [1], 3: [2]])
    counts.forget(CountUnit(tested("a", "gtn"), strength: 3), in: &content)
    #expect(content.sample == [0: [1]])
  }

  /// A corruption's first strength leaves images as they are.
  @Test func corruptionsCountCleanImagesThemselves() {
    var results = TestResults(test: "blur", strengths: [0.01, 5], total: 100, isAttack: false)
    results.record(97, at: CountUnit(tested(nil, "vanilla"), strength: 0))
    results.record(5, at: CountUnit(tested(nil, "vanilla"), strength: 1))
    #expect(results.cleanCount(tested(nil, "vanilla")) == 97)
    #expect(results.cleanCount(tested(nil, "vanilla", .training)) == nil)
  }

  /// Shards put their counts together; of other images nothing is taken over.
  @Test func resultsMerge() {
    func results(_ recipe: String, total: Int = 100) -> TestResults {
      var results = TestResults(test: "fgsm", strengths: [0.1], total: total, isAttack: true)
      results.record(
        7, clean: 9, moved: Distance(mean: 1, largest: 2, largestPixel: 3),
        at: CountUnit(tested("a", recipe), strength: 0))
      results.sample = [0: [1]]
      return results
    }
    var merged = results("gtn")
    merged.merge(results("10_gtn"))
    #expect(merged.tested == [tested("a", "gtn"), tested("a", "10_gtn")])
    #expect(merged.clean.count == 2 && merged.distances.count == 2)
    var other = results("gtn")
    other.merge(results("10_gtn", total: 50))
    #expect(other == results("gtn"))
  }
}
