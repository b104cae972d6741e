import Testing

@testable import Notebook

@Suite("Lessons of a teacher")
struct LessonsTests {
  /// A teacher may have no more lessons than `10_gtn` takes, or fewer: then it is the learner that `gtn` is.
  @Test(arguments: [12, 13])
  func firstLessonsMayBeAll(first: Int) throws {
    let folder = try TemporaryFolder()
    let run = Run(
      Cells.dataset, try Options.parse(["--scale", "smoke", "--checkpoints", folder.path]))
    run.settings.firstLessons = first
    let dataset = try run.dataset()
    try DatasetFile(dataset, seed: run.seed).checkpoint(dataset, run.datasetProvenance(), examples: 1)
      .write(to: run.path(DatasetFile.name))
    let teacher = try #require(run.settings.teacher("base_larger"))
    #expect(teacher.innerSteps == 12)
    try TeacherTraining(teacher, run).complete(until: 1)

    let filters = ["--teacher", "base_larger", "--learner", "linear", "--trial", "1", "--algorithm"]
    func learner(_ algorithm: Algorithm) throws -> Checkpoint {
      try LearnerTraining(run).complete(Filters.parse(filters + [algorithm.rawValue]))
      let key = LearnerKey(teacher: "base_larger", algorithm: algorithm, learner: "linear", trial: 1)
      return try Checkpoint.read(run.path(key.file))
    }
    let (short, long) = (try learner(.tenGTN), try learner(.gtn))
    #expect(short.arrays == long.arrays)
    #expect(short.provenance.settings.contains("\"lessons\":12"))
  }
}
