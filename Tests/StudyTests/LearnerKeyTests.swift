import Testing

@testable import Study

@Suite("Learner files' names")
struct LearnerKeyTests {
  @Test func nameTeacherRecipeLearnerAndTrial() {
    let key = LearnerKey(teacher: "base_larger3", recipe: "10_gtn", learner: "base_fc", trial: 4)
    #expect(key.file == "learners/base_larger3-10_gtn-base_fc-4.h5")
    let all = LearnerKey(teacher: "base_larger", recipe: "gtn", learner: "linear", trial: 1)
    #expect(all.file == "learners/base_larger-gtn-linear-1.h5")
  }

  /// One `vanilla` learner serves all teachers.
  @Test func vanillaHasNoTeacher() {
    let keys = Study(Settings(.report), seed: 1).keys(["base"], Recipes.reported).filter { $0.recipe == "vanilla" }
    #expect(keys.map(\.file) == (1...5).map { "learners/vanilla-base-\($0).h5" })
    #expect(keys.allSatisfy { $0.teacher == nil })
  }

  @Test func everyLearnerOfAScaleHasItsOwnFile() {
    let files = Study(Settings(.report), seed: 1).learners.map(\.file)
    // 9 learner types and 2 corrected ones, 5 trials: two recipes for each of two teachers, and vanilla.
    let reported = (9 + 2) * 5 * (2 * 2 + 1)
    // Two learner types: two recipes for each of two teachers and one without, in either experiment; and the network that
    // withstands attacks.
    #expect(files.count == reported + 2 * 2 * 5 * (2 * 2 + 1) + 1)
    #expect(Set(files).count == files.count)
  }

  /// Another seed of the same learner type stands beside the first.
  @Test func teachersOfOneLearnerTypeStandBesideEachOther() {
    var settings = Settings(.report)
    var second = TeacherPlan(for: "base_larger")
    second.name = "base_larger-seed2"
    second.seed = 2
    settings.teachers = [TeacherPlan(for: "base_larger"), second]
    let study = Study(settings, seed: 1)
    #expect(study.teachers.map(\.file) == ["teacher-base_larger.h5", "teacher-base_larger-seed2.h5"])
    #expect(study.teachers.map(\.seed) == [1, 2])
    let files = study.learners.map(\.file)
    #expect(Set(files).count == files.count)
    #expect(files.contains("learners/base_larger-seed2-gtn-base_larger-1.h5"))
  }
}
