import ArgumentParser
import Testing

@testable import Study

@Suite("Filters")
struct FilterTests {
  private let key = LearnerKey(teacher: "base_larger", recipe: "gtn", learner: "base", trial: 3)

  @Test func withoutFiltersEverythingIsAdmitted() throws {
    let filters = try Filters.parse([])
    #expect(filters.admits(key))
    #expect(filters.admits(LearnerKey(teacher: nil, recipe: "vanilla", learner: "linear", trial: 1)))
  }

  @Test(arguments: [
    ["--teacher", "base_larger"], ["--learner", "base"], ["--recipe", "gtn"], ["--trial", "3"],
  ])
  func eachFilterAdmitsItsOwnOnly(arguments: [String]) throws {
    let filters = try Filters.parse(arguments)
    #expect(filters.admits(key))
    #expect(!filters.admits(LearnerKey(teacher: "base_larger3", recipe: "10_gtn", learner: "linear", trial: 1)))
  }

  /// A learner without a teacher belongs to all of them.
  @Test func ordinaryLearnersBelongToEveryTeacher() throws {
    let filters = try Filters.parse(["--teacher", "base_larger"])
    #expect(filters.admits(LearnerKey(teacher: nil, recipe: "vanilla", learner: "base", trial: 1)))
  }

  @Test(arguments: [
    ["--teacher", "linear"], ["--learner", "base_largest"], ["--recipe", "20_gtn"], ["--trial", "0"], ["--trial", "3"],
  ])
  func whatAScaleDoesNotHaveIsAUsageError(arguments: [String]) throws {
    let filters = try Filters.parse(arguments)
    let error = #expect(throws: ValidationError.self) { try filters.check(Settings(.smoke)) }
    #expect(error?.message.contains(arguments.joined(separator: " ")) == true)
    #expect(error?.message.contains("smoke") == true)
  }

  @Test func whatAScaleHasPasses() throws {
    let arguments = ["--teacher", "base_larger3", "--learner", "base_fc", "--recipe", "vanilla", "--trial", "2"]
    try Filters.parse(arguments).check(Settings(.smoke))
  }
}
