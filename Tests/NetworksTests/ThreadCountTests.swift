import Networks
import Tensors
import TestSupport
import Testing

/// The same bytes for any number of threads.
@Suite("Thread count", .serialized)
struct ThreadCountTests {
  @Test func convolutionsInBothDirections() {
    // Widths that meet oneDNN's ordinary path, Winograd's algorithm, the path for one channel in and the one
    // for one channel out.
    for (into, out) in [(8, 16), (16, 32), (1, 16), (16, 1)] {
      let images = random([40, 12, 12, into], 1).variable
      let filter = random([out, into, 3, 3], 2).variable
      expectSameBytes("convolution of \(into) to \(out) channels") {
        let output = images.convolved(with: filter, padding: 1)
        return [output] + gradient(of: output.dot(output), wrt: [images, filter])
      }
    }
  }

  @Test func fusedOperations() {
    for (into, out) in [(1, 16), (16, 32), (3, 5)] {
      let images = random([40, 12, 12, into], 1).variable
      let filter = random([out, into, 3, 3], 2).variable
      expectSameBytes("fused operations of \(into) to \(out) channels") {
        [
          images.convolvedAndPooled(with: filter, padding: 1), images.upsampledAndConvolved(with: filter),
          images.centredLeakyReLU().result,
        ].flatMap { [$0] + gradient(of: $0.dot($0), wrt: [images, filter]) }
      }
    }
  }

  @Test func matrixProducts() {
    for (rows, inputs, outputs) in [(128, 400, 64), (40, 64, 900), (3, 5, 7)] {
      let x = random([rows, inputs], 1).variable
      let weights = random([outputs, inputs], 2).variable
      expectSameBytes("product of \(rows) x \(inputs) and \(inputs) x \(outputs)") {
        let output = x.multiplied(byTransposeOf: weights)
        return [output] + gradient(of: output.dot(output), wrt: [x, weights])
      }
    }
  }

  @Test func reductions() {
    for shape in [[2, 100_003], [50_001, 3], [700, 301]] {
      let x = random(shape, 1)
      expectSameBytes("reductions of \(shape)") {
        [
          x.sum(), x.dot(x), x.sumOverColumns(), x.sumOverRows(), x.rowProducts(x), x.centred().centred,
          x.centred().means,
        ]
      }
    }
  }

  @Test func elementwiseFunctions() {
    let x = random([100_003], 1)
    expectSameBytes("functions") {
      [x + x, x * x, 3 * x, x.exponential, x.hyperbolicTangent, x.leakyReLU(), x.sign, x.clipped(to: -1...1)]
    }
  }

  @Test func randomNumbers() {
    expectSameBytes("normal numbers") { [random([100_003], 3)] }
  }

  @Test func gradientOfALearner() throws {
    let widths = Widths(side: 12, first: 8, second: 12, third: 16, dense: 20)
    let architecture = try #require(Learners.architecture("base_larger", widths))
    let images = random([40, 12, 12, 1], 1).variable
    let labels = Tensor.oneHot((0..<40).map { $0 % 10 })
    expectSameBytes("gradient of base_larger, and its own gradient") {
      // Initialised within, because random numbers are drawn by several threads too.
      let parameters = architecture.initialParameters(seed: 3, trial: 1).map(\.variable)
      let (output, statistics) = architecture(images, parameters, .batch)
      let variables = parameters.tensors + [images]
      let gradients = gradient(of: output.crossEntropy(labels), wrt: variables, recording: true)
      let seconds = gradient(of: gradients, along: variables.map(\.detached), wrt: variables)
      return [output] + statistics.entries.compactMap(\.mean) + gradients + seconds
    }
  }

  private func random(_ shape: [Int], _ index: Int) -> Tensor {
    let stream = RandomStream(seed: 1, purpose: "threads", [index])
    return Tensor(shape: shape, stream.normals(shape.reduce(1, *)), .single)
  }

  private func expectSameBytes(_ name: String, _ compute: () -> [Tensor]) {
    let results = onThreads(1...4) { _ in
      // The bits, so that a zero's sign counts and what is not a number is equal to itself.
      return compute().map { $0.floats.map(\.bitPattern) }
    }
    for (index, result) in results.enumerated().dropFirst() {
      let differing = result.indices.filter { result[$0] != results[0][$0] }
      #expect(differing.isEmpty, "\(name): results \(differing) differ with \(index + 1) threads")
    }
  }
}
