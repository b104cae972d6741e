import Testing

@testable import Notebook

@Suite("Counts")
struct CountsTests {
  static let axes = [
    Counts.Axis("algorithm", ["gtn", "vanilla"]), .init("trial", [1, 2, 3].map { Double($0) }),
    .init("strength", [0, 0.1, 1.6]),
  ]
  static let names = axes.map(\.name)

  @Test func startEmpty() {
    let counts = Counts(axes: Self.axes, total: 200)
    #expect(counts.count == 18)
    #expect(counts.done == 0)
    #expect(counts.correct == Array(repeating: -1, count: 18))
    #expect(counts["gtn", "1.0", "0.0"] == nil)
    #expect(!counts.isComplete)
  }

  @Test func everyPositionIsItsOwn() {
    var counts = Counts(axes: Self.axes, total: 200)
    for (index, position) in positions.enumerated() { counts[position] = index }
    #expect(counts.isComplete)
    #expect(counts.correct == (0..<18).map { Int32($0) })
    #expect(counts["vanilla", "2.0", "1.6"] == 14)
    #expect(counts.position(["vanilla", "2.0", "1.6"]) == [1, 1, 2])
    counts["vanilla", "2.0", "1.6"] = nil
    #expect(counts.correct[14] == -1)
    #expect(counts.done == 17)
  }

  /// What an axis names without a count does not stay in a file.
  @Test func onlyLabelsWithCountsAreCounted() {
    var counts = Counts(axes: Self.axes, total: 200)
    #expect(counts.counted("trial") == [])
    counts["vanilla", "3.0", "1.6"] = 0
    counts["gtn", "1.0", "0.0"] = 7
    #expect(counts.counted("trial") == ["1.0", "3.0"])
    #expect(counts.counted("learner") == [])
  }

  /// No image right is not the same as not counted.
  @Test func zeroIsACount() {
    var counts = Counts(axes: Self.axes, total: 200)
    counts[[0, 0, 0]] = 0
    #expect(counts["gtn", "1.0", "0.0"] == 0)
    #expect(counts.done == 1)
  }

  @Test func fileGivesThemBack() throws {
    let folder = try TemporaryFolder()
    var counts = Counts(axes: Self.axes, total: 200)
    counts["gtn", "3.0", "0.1"] = 117
    counts["vanilla", "1.0", "1.6"] = 0
    try counts.checkpoint(.sample).write(to: folder / "noise.h5")
    let file = try Checkpoint.read(folder / "noise.h5")
    #expect(try Counts(file, axes: Self.names) == counts)
    #expect(file["correct"]?.shape == [2, 3, 3])
    #expect(try file.integers("total", shape: []) == [200])
    #expect(try file.texts("axes/algorithm") == ["gtn", "vanilla"])
    #expect(try file.doubles("axes/trial") == [1, 2, 3])
    #expect(try file.doubles("axes/strength") == [0, 0.1, 1.6])
  }

  /// A strength such as 0.1 + 0.2 must be found under the label that it was written under.
  @Test func strengthsKeepAllDigits() throws {
    let folder = try TemporaryFolder()
    let counts = Counts(axes: [.init("strength", RobustnessTest.noise.strengths)], total: 1)
    try counts.checkpoint(.sample).write(to: folder / "noise.h5")
    let read = try Counts(Checkpoint.read(folder / "noise.h5"), axes: ["strength"])
    #expect(read.labels("strength") == RobustnessTest.noise.strengths.map { "\($0)" })
    #expect(read.numbers("strength") == RobustnessTest.noise.strengths)
  }

  @Test func otherAxesAreRefused() throws {
    let counts = Counts(axes: Self.axes, total: 200).checkpoint(.sample)
    #expect(throws: ArchiveError.self) { try Counts(counts, axes: ["algorithm", "trial"]) }
    #expect(throws: ArchiveError.self) { try Counts(counts, axes: Self.names + ["protocol"]) }
  }

  /// Counts survive when an axis grows or changes its order.
  @Test func countsAreTakenOverByTheirLabels() {
    var old = Counts(axes: Self.axes, total: 200)
    for (index, position) in positions.enumerated() { old[position] = index }
    old["gtn", "1.0", "0.0"] = nil
    var wider = Counts(
      axes: [
        .init("algorithm", ["10_gtn", "vanilla", "gtn"]), .init("trial", [3, 2].map { Double($0) }),
        Self.axes[2],
      ], total: 200)
    wider.adopt(old)
    for trial in ["2.0", "3.0"] {
      for strength in wider.labels("strength") {
        #expect(wider["10_gtn", trial, strength] == nil)
        for algorithm in ["gtn", "vanilla"] {
          #expect(wider[algorithm, trial, strength] == old[algorithm, trial, strength])
        }
      }
    }
    var fewerImages = Counts(axes: Self.axes, total: 100)
    fewerImages.adopt(old)
    #expect(fewerImages.done == 0)
  }

  /// All positions, the last axis fastest.
  private var positions: [[Int]] {
    (0..<2).flatMap { a in (0..<3).flatMap { b in (0..<3).map { c in [a, b, c] } } }
  }
}

extension Provenance {
  static let sample = Provenance(
    kind: "metrics", cell: "06-noise", cellVersion: 1,
    settings: #"{"images":200,"learners":{"lessons":10,"widths":{"dense":24}},"strengths":[0,0.5]}"#, seed: 7,
    inputs: [
      Input(name: "dataset.h5", digest: "1111111111112222"),
      Input(name: "teacher-base_larger.h5", digest: "3333333333334444"),
    ])
}
