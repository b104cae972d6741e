import Networks
import Tensors
import Testing

@Suite("Stored statistics")
struct StatisticsTests {
  private func statistics(_ mean: [Double]?, _ variance: [Double]? = nil) -> Statistics {
    func tensor(_ scalars: [Double]?) -> Tensor? { scalars.map { Tensor(shape: [$0.count], $0) } }
    return Statistics([.init(mean: tensor(mean), variance: tensor(variance))])
  }

  @Test func withoutMomentumTheLastBatchCounts() {
    let average = statistics([3, 5]).averaged(into: statistics([1, 1]), momentum: 0)
    #expect(average.entries[0].mean?.doubles == [3, 5])
  }

  /// stored <- m stored + (1 - m) batch, from zero.
  @Test func runningAverage() throws {
    let first = statistics([4, 8], [2, 2]).averaged(into: nil, momentum: 0.75)
    #expect(first.entries[0].mean?.doubles == [1, 2])
    #expect(first.entries[0].variance?.doubles == [0.5, 0.5])
    let second = statistics([8, 0], [4, 6]).averaged(into: first, momentum: 0.75)
    #expect(second.entries[0].mean?.doubles == [2.75, 1.5])
    #expect(second.entries[0].variance?.doubles == [1.375, 1.875])
  }

  @Test func whatIsNotKeptIsNotAveraged() {
    let average = statistics(nil).averaged(into: statistics(nil), momentum: 0.9)
    #expect(average.entries[0].mean == nil)
    #expect(average.entries[0].variance == nil)
  }

  /// No gradient passes through what is stored.
  @Test func statisticsAreConstants() throws {
    let widths = Widths(side: 8, first: 2, second: 3, third: 3, dense: 4)
    for name in ["base_larger", "base_larger4_corrected"] {
      let architecture = try #require(Learners.architecture(name, widths))
      let parameters = architecture.initialParameters(seed: 1, trial: 1).map(\.variable)
      let images = Tensor(shape: [3, 8, 8, 1], RandomStream(seed: 1, purpose: "x").normals(192), .single)
      let seen = architecture(images, parameters, .batch).statistics
      for tensor in seen.entries.flatMap({ [$0.mean, $0.variance].compactMap { $0 } }) {
        let gradients = gradient(of: tensor, wrt: parameters.tensors)
        #expect(gradients.allSatisfy { $0.floats.allSatisfy { $0 == 0 } })
      }
    }
  }
}
