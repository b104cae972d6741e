import Archive
import TestSupport
import Testing

@testable import Study

/// Images that pages show, in memory and on disk.
@Suite("Pictures on disk")
struct PicturesTests {
  private let study = CountsTests.study(learners: ["base_larger", "linear"])

  @Test func rowsNameNetworksAndWhatTheyRestOn() {
    let pictures = study.attackedPictures
    #expect(
      pictures.rows.map(\.name) == ["gtn, training", "vanilla, training", "gtn, evaluation", "vanilla, evaluation"])
    #expect(pictures.inputs(of: "vanilla, training") == ["dataset.h5", "recipe vanilla"])
    #expect(pictures.inputs(of: "gtn, training") == ["dataset.h5", "recipe gtn", "teacher-a.h5"])
    let known = Set(pictures.inputs.map(\.name))
    #expect(pictures.rows.allSatisfy { $0.inputs.allSatisfy(known.contains) })
    let lessons = study.ofOuterSteps.lessonPictures
    #expect(lessons.file == "outer-steps/images.h5" && !lessons.rows.isEmpty)
    #expect(lessons.rows.allSatisfy { $0.inputs == ["teacher-\($0.name).h5"] })
  }

  @Test func filesGiveEveryPixelBack() throws {
    let folder = try TemporaryFolder()
    let pictures = study.attackedPictures
    var content: [String: Pictures.Row] = [
      "gtn, training": [[1, 2, 3, 4], [5, 6, 7, 8.5]], "vanilla, training": [[0]],
    ]
    try pictures.checkpoint(content, .sample).write(to: folder / pictures.file)
    let read = try Checkpoint.read(folder / pictures.file)
    #expect(try pictures.content(of: read) == content)
    #expect(pictures.evidence(of: "gtn, training", in: content)["gtn, training"]?.shape == [2, 4])
    pictures.forget("gtn, training", in: &content)
    #expect(pictures.units(in: content) == ["vanilla, training"])
    pictures.merge(try pictures.content(of: read), into: &content)
    #expect(pictures.units(in: content).count == 2)
  }

  @Test func whatIsNoRowOfImagesIsRefused() {
    var file = study.attackedPictures.checkpoint([:], .sample)
    file.set("gtn, training", shape: [4], .float32([1, 2, 3, 4]))
    #expect(throws: ArchiveError.self) { try study.attackedPictures.content(of: file) }
  }
}
