import Testing

@testable import Notebook

@Suite("Learner files' names")
struct LearnerKeyTests {
  @Test func nameTeacherAlgorithmLearnerAndTrial() {
    let key = LearnerKey(teacher: "base_larger3", algorithm: .tenGTN, learner: "base_fc", trial: 4)
    #expect(key.file == "learners/base_larger3-10_gtn-base_fc-4.h5")
    let all = LearnerKey(teacher: "base_larger", algorithm: .gtn, learner: "linear", trial: 1)
    #expect(all.file == "learners/base_larger-gtn-linear-1.h5")
  }

  /// One `vanilla` learner serves all teachers.
  @Test func vanillaHasNoTeacher() {
    let keys = ["base_larger", "base_larger3"].map {
      LearnerKey(teacher: $0, algorithm: .vanilla, learner: "base", trial: 2)
    }
    #expect(keys[0] == keys[1])
    #expect(keys[0].teacher == nil)
    #expect(keys[0].file == "learners/vanilla-base-2.h5")
  }

  @Test func everyLearnerOfAScaleHasItsOwnFile() throws {
    let run = Run(Cells.learners, try Options.parse(["--scale", "report"]))
    let files = LearnerTraining(run).allKeys.map(\.file)
    // 9 learner types and 2 corrected ones, 5 trials: two algorithms for each of two teachers, and vanilla.
    #expect(files.count == (9 + 2) * 5 * (2 * 2 + 1))
    #expect(Set(files).count == files.count)
  }
}

@Suite("Spread")
struct SpreadTests {
  @Test func isMeanAndPopulationDeviation() throws {
    let spread = try #require(Spread([2, 4, 4, 4, 5, 5, 7, 9]))
    #expect(spread.mean == 5)
    #expect(spread.deviation == 2)
    #expect(Spread([3, 3])?.deviation == 0)
    #expect(Spread([3, 3])?.count == 2)
    #expect(Spread([3]) != nil && Spread([3])?.deviation == nil, "one number has no spread")
    #expect(Spread([]) == nil)
  }
}
