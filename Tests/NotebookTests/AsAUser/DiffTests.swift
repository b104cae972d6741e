import Foundation
import TestSupport
import Testing

@testable import Notebook
@testable import Study
@testable import Workflow

extension AsAUser {
  @Suite("Comparing two files", .serialized)
  struct DiffTests {
    let folder: TemporaryFolder
    init() throws {
      folder = try TemporaryFolder()
      try Self.sample.write(to: folder / "a.h5")
    }

    private static let sample = {
      var file = Checkpoint(provenance: .sample)
      file.set("learner/weight", shape: [2, 2], .float32([1, 2, -4, 0]))
      file.set("correct", shape: [3], .int32([5, 6, 7]))
      file.set("axes/learner", shape: [2], .text(["base", "linear"]))
      return file
    }()

    private func diff(_ change: (inout Checkpoint) -> Void) throws -> Outcome {
      var other = Self.sample
      change(&other)
      try other.write(to: folder / "b.h5")
      return try Program("notebook", ["diff", folder / "a.h5", folder / "b.h5"]).outcome()
    }

    private func lines(_ outcome: Outcome) -> [String] {
      outcome.output.split(separator: "\n").map(String.init)
    }

    @Test func equalFiles() throws {
      let outcome = try diff { _ in }
      #expect(outcome.status == 0)
      #expect(lines(outcome) == ["equal: 3 arrays and their provenance"])
    }

    @Test func everyDifferenceIsTold() throws {
      let outcome = try diff { file in
        file.set("learner/weight", shape: [2, 2], .float32([1, 2.5, -4, -0.0]))
        file.set("correct", shape: [1, 3], .int32([5, 6, 7]))
        file["axes/learner"] = nil
        file.set("total", shape: [], .int32([9]))
        file.provenance.seed = 8
        file.provenance.inputs.removeLast()
        file.provenance.libraries += "; more"
      }
      #expect(outcome.status == 1)
      #expect(
        lines(outcome) == [
          "seed 7 -> 8", "input teacher-base_larger.h5 333333333333 -> none",
          "libraries \(Self.sample.provenance.libraries) -> \(Self.sample.provenance.libraries); more",
          "axes/learner: only in the first", "correct: shape [3] -> [1, 3]",
          // The sign of zero is a bit, too.
          "learner/weight: 2 of 4 numbers differ, by at most 0.5, relatively 0.2",
          "total: only in the second",
        ], "\(outcome.output)")
    }

    @Test func provenanceAlone() throws {
      let outcome = try diff { $0.provenance.cellVersion = 3 }
      #expect(outcome.status == 1)
      #expect(lines(outcome) == ["cell version 1 -> 3", "the 3 arrays are equal"])
    }

    @Test func unreadableFiles() throws {
      try Data("no checkpoint".utf8).write(to: URL(fileURLWithPath: folder / "foreign.h5"))
      for other in [folder / "foreign.h5", folder / "none.h5"] {
        let outcome = try Program("notebook", ["diff", folder / "a.h5", other]).outcome()
        #expect(outcome.status == 2)
        try expectOneLine(outcome, of: "notebook", naming: [other])
        #expect(!outcome.errors.contains("delete"))
      }
    }
  }
}
