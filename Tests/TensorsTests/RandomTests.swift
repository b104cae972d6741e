import Testing

@testable import Tensors

@Suite("Random numbers")
struct RandomTests {
  /// The known answers that Random123 publishes for philox4x32-10.
  @Test func philoxKnownAnswers() {
    let ones = UInt32.max
    #expect(
      RandomStream.philox(counter: SIMD4(repeating: 0), key: (0, 0))
        == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    #expect(
      RandomStream.philox(counter: SIMD4(repeating: ones), key: (ones, ones))
        == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    #expect(
      RandomStream.philox(
        counter: SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
        key: (0xa409_3822, 0x299f_31d0))
        == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  @Test func momentsOfNormals() {
    let count = 200_000
    let x = RandomStream(seed: 3, purpose: "moments").normals(count)
    func moment(_ power: Int) -> Double {
      x.map { number in (0..<power).reduce(1) { product, _ in product * number } }
        .reduce(0, +) / Double(count)
    }
    // Five standard errors: the variance of z^k is (2k - 1)!! less the square of the moment.
    let expected: [(moment: Double, variance: Double)] = [(0, 1), (1, 2), (0, 15), (3, 96)]
    for (index, (value, variance)) in expected.enumerated() {
      let standardError = (variance / Double(count)).squareRoot()
      #expect(abs(moment(index + 1) - value) < 5 * standardError)
    }
    // Neighbours come from one block, and must not be related.
    let product = zip(x, x.dropFirst()).map { $0 * $1 }.reduce(0, +) / Double(count)
    #expect(abs(product) < 5 / Double(count).squareRoot())
  }

  @Test func momentsOfUniforms() {
    let x = RandomStream(seed: 3, purpose: "moments").uniforms(100_001)
    #expect(x.count == 100_001)
    #expect(x.allSatisfy { 0 <= $0 && $0 < 1 })
    let mean = x.reduce(0, +) / 100_001
    let standardError = (1.0 / 12 / 100_001).squareRoot()
    #expect(abs(mean - 0.5) < 5 * standardError)
  }

  /// A number's position fixes it, however many are asked for.
  @Test(arguments: [1, 2, 3, 4, 5, 4097, 16385])
  func numbersDependOnTheirPositionAlone(count: Int) {
    let stream = RandomStream(seed: 1, purpose: "prefix")
    #expect(stream.normals(count) == Array(stream.normals(20_000).prefix(count)))
    #expect(stream.uniforms(count) == Array(stream.uniforms(20_000).prefix(count)))
  }

  @Test func streamsDiffer() {
    let streams = [
      RandomStream(seed: 1, purpose: "a"), RandomStream(seed: 2, purpose: "a"),
      RandomStream(seed: 1 << 32, purpose: "a"), RandomStream(seed: 1, purpose: "b"),
      RandomStream(seed: 1, purpose: "a", [0]), RandomStream(seed: 1, purpose: "a", [1]),
      RandomStream(seed: 1, purpose: "a", [1, 2]), RandomStream(seed: 1, purpose: "a", [2, 1]),
      RandomStream(seed: 1, purpose: "a", [256]), RandomStream(seed: 1, purpose: "a", [-1]),
    ]
    #expect(Set(streams.map { $0.block(0) }).count == streams.count)
    #expect(Set(streams.map { $0.normals(8) }).count == streams.count)
    let stream = streams[0]
    #expect(stream.block(0) != stream.block(1))
    #expect(stream.block(0) != stream.block(1 << 32))
  }
}
