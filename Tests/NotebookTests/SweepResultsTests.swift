import Testing

@testable import Notebook

@Suite("What a sweep stores")
struct SweepResultsTests {
  /// Two images of four pixels, moved by known distances.
  @Test func distancesAreThoseOfEachImage() {
    let before = Tensor(shape: [2, 2, 2, 1], [0, 1, 2, 3, 4, 5, 6, 7] as [Float])
    let after = Tensor(shape: [2, 2, 2, 1], [3, 1, 2, -1, 4, 5, 6.5, 7] as [Float])
    let distance = Distance(from: before, to: after)
    #expect(distance.largest == 5)
    #expect(distance.mean == 2.75)
    #expect(distance.largestPixel == 4)
  }

  /// Counts, clean counts and distances of an attack come back from a file under axes in another order.
  @Test func attacksComeBackByTheirLabels() throws {
    var results = SmallSweep.results(.fgsm) { $0[4] == "3.0" ? nil : Int($0[5].count + $0[3].count) }
    for position in results.counts.positions where position[4] < 2 {
      results.recordClean(10 * position[3] + position[4], at: position)
    }
    let file = results.checkpoint(.sample)
    #expect(file["clean"]?.shape == [2, 1, 3, 3, 3])
    #expect(file["distance/mean_l2"]?.shape == [2, 1, 3, 3, 3, 6])

    let stored = try Counts(file, axes: Sweep.axes)
    var read = SmallSweep.results(.fgsm, learners: ["linear", "base_larger3", "base_larger"]) { _ in nil }
    try read.adopt(file, stored)
    for (mine, theirs) in [("base_larger", 0), ("base_larger3", 1), ("linear", 2)] {
      let place = read.counts.position(["published", "base_larger", "gtn", mine, "2.0", "0.001"])
      let old = results.counts.position(["published", "base_larger", "gtn", mine, "2.0", "0.001"])
      #expect(read.counts[place] == results.counts[old])
      #expect(read.distances[place] == results.distances[old])
      #expect(
        read.cleanAccuracy(.published, teacher: "base_larger", .gtn, learner: mine, trial: "2.0")
          == Double(10 * theirs + 1) / 100)
    }
    #expect(read.distances.count == results.distances.count)
  }

  /// What belongs to counts that are stale does not survive them.
  @Test func forgottenNetworksLoseTheirCleanCountsToo() throws {
    var results = SmallSweep.results(.fgsm) { _ in 50 }
    for position in results.counts.positions { results.recordClean(90, at: position) }
    results.sample[3] = [1, 2, 3, 4]
    let file = results.checkpoint(.sample)
    var stored = try Counts(file, axes: Sweep.axes)
    var whole = SmallSweep.results(.fgsm) { _ in nil }
    try whole.adopt(file, stored)
    #expect(whole.sample == [3: [1, 2, 3, 4]])
    #expect(stored.forget(teacher: "base_larger") > 0)
    var read = SmallSweep.results(.fgsm) { _ in nil }
    try read.adopt(file, stored)
    func clean(_ algorithm: Algorithm) -> Double? {
      read.cleanAccuracy(
        .consistent, teacher: "base_larger", algorithm, learner: "linear", trial: "1.0")
    }
    #expect(clean(.gtn) == nil)
    #expect(clean(.vanilla) == 0.9)
    #expect(read.sample.isEmpty, "the image is an attack on a learner of the teacher")
    #expect(read.distances.count * 3 == results.distances.count)
  }

  /// A corruption's first strength leaves images as they are.
  @Test func corruptionsCountCleanImagesThemselves() {
    let results = SmallSweep.results(.blur) { $0[5] == "0.01" ? 97 : 5 }
    #expect(
      results.cleanAccuracy(.consistent, teacher: "base_larger", .gtn, learner: "linear", trial: "1.0")
        == 0.97)
    #expect(results.checkpoint(.sample)["clean"] == nil)
  }
}
