import Networks
import Tensors
import Testing

@Suite("Architectures")
struct ArchitectureTests {
  /// The parameters of the report's nine learner types (DIVERGENCES.md, 14 to 16).
  static let counts = [
    "linear": 235_540, "base": 75_796, "base_fc": 1_683_220, "base_larger": 1_683_220,
    "base_larger2": 1_109_908, "base_larger3": 3_670_484, "base_larger3_global_pooling": 458_708,
    "base_larger4": 3_752_788, "base_larger4_global_pooling": 541_012,
  ]

  @Test func countsAreThoseOfTheTable() {
    #expect(Set(Self.counts.keys) == Set(Learners.report))
    #expect(Learners.report.count == 9)
    for name in Learners.report {
      #expect(Learners.architecture(name)?.parameterCount == Self.counts[name], "\(name)")
    }
  }

  @Test func correctedTypesDifferInNormalisationOnly() throws {
    for name in Learners.corrected {
      let corrected = try #require(Learners.architecture(name))
      let published = try #require(Learners.architecture(String(name.dropLast("_corrected".count))))
      #expect(corrected.parameterCount == published.parameterCount)
      #expect(corrected.layers.count == published.layers.count)
      #expect(corrected.layers != published.layers)
    }
  }

  @Test func unknownNameIsNoType() { #expect(Learners.architecture("base_largest") == nil) }

  @Test(arguments: Learners.names)
  func nameIsKept(name: String) { #expect(Learners.architecture(name)?.name == name) }

  /// Keys and shapes as PyTorch users know them.
  static let keys = [
    "base_larger": """
    convs.0.weight [64, 1, 3, 3]
    convs.0.weight_g [64]
    convs.4.weight [128, 64, 3, 3]
    convs.4.weight_g [128]
    fc.0.weight [256, 6272]
    fc.0.bias [256]
    fc.0.weight_g [256]
    fc.3.weight [10, 256]
    fc.3.bias [10]
    fc.3.weight_g [10]
    """,
    "base": """
    convs.0.weight [64, 1, 3, 3]
    convs.0.weight_g [64]
    convs.4.weight [128, 64, 3, 3]
    convs.4.weight_g [128]
    fc.weight [10, 128]
    fc.bias [10]
    fc.weight_g [10]
    """,
    "linear": """
    fc.0.weight [256, 784]
    fc.0.bias [256]
    fc.0.weight_g [256]
    fc.3.weight [128, 256]
    fc.3.bias [128]
    fc.3.weight_g [128]
    fc.6.weight [10, 128]
    fc.6.bias [10]
    fc.6.weight_g [10]
    """,
    "base_larger2": """
    convs.0.weight [64, 1, 3, 3]
    convs.0.weight_g [64]
    convs.3.weight [128, 64, 3, 3]
    convs.3.weight_g [128]
    convs.6.weight [128, 128, 3, 3]
    convs.6.weight_g [128]
    convs.9.weight [256, 128, 3, 3]
    convs.9.weight_g [256]
    convs.12.weight [256, 256, 3, 3]
    convs.12.weight_g [256]
    fc2.weight [10, 256]
    fc2.bias [10]
    fc2.weight_g [10]
    """,
  ]

  @Test(arguments: keys.keys.sorted())
  func keysAndShapes(name: String) throws {
    let architecture = try #require(Learners.architecture(name))
    let lines = architecture.parameterShapes.map { "\($0.key) \($0.shape)" }
    #expect(lines.joined(separator: "\n") == Self.keys[name])
  }

  @Test func keysOfNormalisations() throws {
    let expected = [
      "base_larger": ["convs.2", "convs.6", "fc.1"], "linear": ["fc.1", "fc.4"],
      "base_larger2": ["convs.1", "convs.4", "convs.7", "convs.10", "convs.13"],
    ]
    for (name, keys) in expected {
      #expect(Learners.architecture(name)?.normalisationKeys == keys, "\(name)")
    }
  }

  /// As published, the full batch norm's scale and shift are zero: whatever the image, the output is one
  /// and the same.
  @Test(arguments: ["base_larger4", "base_larger4_global_pooling"])
  func publishedBatchNormMakesTheOutputConstant(name: String) throws {
    let widths = Widths(side: 12, first: 3, second: 4, third: 5, dense: 6)
    let architecture = try #require(Learners.architecture(name, widths))
    let parameters = architecture.initialParameters(seed: 1, trial: 1)
    let random = RandomStream(seed: 2, purpose: "images")
    let images = Tensor(shape: [3, 12, 12, 1], random.normals(3 * 144), .single)
    let output = architecture(images, parameters, .batch).logProbabilities.floats
    for row in 1..<3 { #expect(output[row * 10..<(row + 1) * 10] == output[0..<10]) }
    #expect(Set(output).count > 1)
  }

  /// Subtracting the batch's own mean, stored, is what training does.
  @Test(arguments: Learners.names)
  func storedStatisticsOfTheSameBatchChangeNothing(name: String) throws {
    let widths = Widths(side: 12, first: 3, second: 4, third: 5, dense: 6)
    let architecture = try #require(Learners.architecture(name, widths))
    let parameters = architecture.initialParameters(seed: 1, trial: 1).map { $0.converted(to: .double) }
    let random = RandomStream(seed: 2, purpose: "images")
    let images = Tensor(shape: [5, 12, 12, 1], random.normals(5 * 144))
    let (training, statistics) = architecture(images, parameters, .batch)
    let (evaluation, _) = architecture(images, parameters, .stored(statistics))
    for (a, b) in zip(training.doubles, evaluation.doubles) { #expect(abs(a - b) < 1e-12) }
    #expect(statistics.entries.count == architecture.normalisationKeys.count)
  }
}
