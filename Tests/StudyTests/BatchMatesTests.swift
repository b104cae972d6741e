import Archive
import TestSupport
import Testing

@testable import Study

/// What is measured of batch mates, in memory and on disk.
@Suite("Batch mates")
struct BatchMatesTests {
  private let mates = CountsTests.study(learners: ["base_larger", "linear"]).batchMates

  private func filled() -> MatesResults {
    var content = mates.empty
    for key in mates.keys {
      for (index, measure) in BatchMates.measures.enumerated() {
        content.values[MatesUnit(key, measure)] = (0...index).map { Double($0 + key.trial) / 3 }
      }
    }
    return content
  }

  @Test func filesGiveEveryNumberBack() throws {
    let folder = try TemporaryFolder()
    let content = filled()
    #expect(Set(content.values.keys.map(\.key.learner)) == ["base_larger"] && content.values.count > 8)
    try mates.checkpoint(content, .sample).write(to: folder / mates.file)
    let read = try Checkpoint.read(folder / mates.file)
    #expect(try mates.content(of: read) == content)
    #expect(try Set(mates.units(doneIn: read)) == Set(content.values.keys))
  }

  @Test func filesThatDoNotFitTogetherAreRefused() throws {
    var file = mates.checkpoint(filled(), .sample)
    let shape = try #require(file["units/count"]?.shape)
    file.set("units/count", shape: shape, .int32([Int32](repeating: -1, count: shape[0])))
    #expect(throws: ArchiveError.self) { try mates.content(of: file) }
    file = mates.checkpoint(filled(), .sample)
    file.set("units/trial", shape: [1], .int32([1]))
    #expect(throws: ArchiveError.self) { try mates.content(of: file) }
  }

  @Test func forgottenUnitsAreGone() throws {
    var content = filled()
    let unit = try #require(content.values.keys.first)
    mates.forget(unit, in: &content)
    #expect(!mates.units(in: content).contains(unit))
    mates.merge(filled(), into: &content)
    #expect(content == filled())
  }
}
