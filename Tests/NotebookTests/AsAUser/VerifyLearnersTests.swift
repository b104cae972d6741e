import Foundation
import Testing

@testable import Notebook
@testable import Study
@testable import Workflow

extension AsAUser {
  /// Learners are not shipped: where their files are, they are compared with what is trained again.
  @Suite("Verification of learners", .serialized)
  struct VerifyLearnersTests {
    let folder: UserFolder
    init() throws { folder = try UserFolder(copyOf: try FinishedNotebook.shared.get().folder) }

    /// The learner that a sample takes is the same again, so that its file can be changed.
    @Test func changedLearnerIsFound() throws {
      let first = try folder.run("notebook", "verify", "04", "--sample", "3")
      #expect(first.status == 0)
      let line = try #require(first.lines(of: "04-learners").last)
      let file = try #require(line.firstMatch(of: /learners\/[^:]*\.h5/)).output
      try folder.change(String(file)) { try $0.moveFirstWeight(by: 0.25) }
      let second = try folder.run("notebook", "verify", "04", "--sample", "3")
      #expect(second.status == 2)
      #expect(second.output.contains("1 of "), "\(second.output)")
      #expect(second.output.contains("by at most 0.25,"), "\(second.output)")
    }

    /// What became of a learner's file, and what is said of the network when only a test of it is verified.
    static let learners: [(change: String, verdict: String, status: Int32)] = [
      ("none", "equal to the byte (", 0),
      ("removed", "not checked: there is no file, but what was computed from it is (", 0),
      ("stale", "not checked: the file is stale (", 0),
      ("tampered", "DIFFERENT: ", 2),
    ]

    @Test(arguments: learners)
    func learnerOfATestIsCompared(_ learner: (change: String, verdict: String, status: Int32)) throws {
      // All of them, because a network that has a file is preferred.
      for file in try folder.checkpoints().keys where file.hasPrefix("learners/") {
        switch learner.change {
        case "removed": try folder.remove(file)
        case "stale": try folder.change(file) { $0.provenance.cellVersion = 0 }
        case "tampered": try folder.change(file) { try $0.moveFirstWeight(by: 0.25) }
        default: break
        }
      }
      let outcome = try folder.run("notebook", "verify", "06-noise")
      #expect(outcome.status == learner.status, "\(outcome.output)\(outcome.errors)")
      let trained = outcome.lines(of: "04-learners")
      #expect(trained.count == 1 && trained[0].contains(" making of learners/"), "\(outcome.output)")
      #expect(trained.allSatisfy { $0.contains(".h5: " + learner.verdict) }, "\(outcome.output)")
      // The counts are checked in any case, by the network that was trained again.
      let counted = outcome.lines(of: "06-noise").filter { $0.contains("noise.h5, ") }
      #expect(counted.count == 1 && counted[0].contains(": equal to the byte ("), "\(outcome.output)")
    }
  }
}

extension Checkpoint {
  fileprivate mutating func moveFirstWeight(by distance: Float) throws {
    let name = try #require(arrays.keys.sorted().first)
    var values = try floats(name)
    values[0] += distance
    set(name, shape: try #require(self[name]).shape, .float32(values))
  }
}
