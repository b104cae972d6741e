import ArgumentParser
import Testing

@testable import Notebook

@Suite("Filters")
struct FilterTests {
  @Test func withoutFiltersEverythingIsAdmitted() throws {
    let filters = try Filters.parse([])
    #expect(filters.admits())
    #expect(filters.admits(teacher: "base_larger", learner: "base", algorithm: .gtn, trial: 3))
  }

  @Test(arguments: [
    ["--teacher", "base_larger"], ["--learner", "base"], ["--algorithm", "gtn"], ["--trial", "3"],
  ])
  func eachFilterAdmitsItsOwnOnly(arguments: [String]) throws {
    let filters = try Filters.parse(arguments)
    #expect(filters.admits(teacher: "base_larger", learner: "base", algorithm: .gtn, trial: 3))
    #expect(!filters.admits(teacher: "base_larger3", learner: "linear", algorithm: .vanilla, trial: 1))
    // What does not depend on a thing is not excluded by it.
    #expect(filters.admits())
  }

  @Test(arguments: [
    ["--teacher", "linear"], ["--learner", "base_largest"], ["--trial", "0"], ["--trial", "3"],
  ])
  func whatAScaleDoesNotHaveIsAUsageError(arguments: [String]) throws {
    let filters = try Filters.parse(arguments)
    let error = #expect(throws: ValidationError.self) { try filters.check(Settings(.smoke)) }
    #expect(error?.message.contains(arguments.joined(separator: " ")) == true)
    #expect(error?.message.contains("smoke") == true)
  }

  @Test func whatAScaleHasPasses() throws {
    let arguments = ["--teacher", "base_larger3", "--learner", "base_fc", "--trial", "2"]
    try Filters.parse(arguments).check(Settings(.smoke))
  }
}
