import Archive
import Foundation
import TestSupport
import Testing

@testable import Workflow

@Suite("Why a file is stale")
struct StalenessTests {
  /// What is said when the expected provenance was changed like this.
  private func differences(_ change: (inout Provenance) -> Void) -> [String] {
    var expected = Provenance.sample
    change(&expected)
    return Provenance.sample.differences(from: expected)
  }

  @Test func equalProvenancesDoNotDiffer() {
    #expect(differences { _ in } == [])
  }

  @Test func fieldsAreNamed() {
    #expect(differences { $0.kind = "teacher" } == ["kind metrics -> teacher"])
    #expect(differences { $0.cell = "07-blur" } == ["cell 06-noise -> 07-blur"])
    #expect(differences { $0.cellVersion = 2 } == ["cell version 1 -> 2"])
    #expect(differences { $0.seed = 8 } == ["seed 7 -> 8"])
  }

  @Test func settingsAreNamedByTheirPath() {
    func changing(_ old: String, to new: String) -> [String] {
      differences { $0.settings = $0.settings.replacingOccurrences(of: old, with: new) }
    }
    #expect(changing(#""images":200"#, to: #""images":500"#) == ["setting images 200 -> 500"])
    #expect(changing(#""dense":24"#, to: #""dense":32"#) == ["setting learners.widths.dense 24 -> 32"])
    #expect(changing("[0,0.5]", to: "[0,1]") == ["setting strengths 0, 0.5 -> 0, 1"])
    #expect(changing(#""images":200,"#, to: "") == ["setting images 200 -> none"])
    #expect(changing(#""images""#, to: #""area":3,"images""#) == ["setting area none -> 3"])
    #expect(
      changing(#"{"images":200,"learners":{"lessons":10,"#, to: #"{"images":1,"learners":{"lessons":9,"#)
        == ["setting images 200 -> 1", "setting learners.lessons 10 -> 9"])
  }

  @Test func inputsAreComparedByDigest() {
    #expect(
      differences { $0.inputs[1].digest = "5555555555556666" }
        == ["input teacher-base_larger.h5 333333333333 -> 555555555555"])
    #expect(
      differences { $0.inputs.append(Input(name: "more.h5", digest: "7777777777778888")) }
        == ["input more.h5 none -> 777777777777"])
  }

  /// Results stay valid when what they were computed from is gone, or other libraries are there.
  @Test func absentInputsAndLibrariesDoNotCount() {
    #expect(differences { $0.inputs.removeLast() } == [])
    #expect(differences { $0.inputs = [] } == [])
    #expect(differences { $0.libraries = "oneDNN 3.1.1" } == [])
  }

  /// An input that was recorded by how it is made differs leaf by leaf.
  @Test func declarationsAreComparedLeafByLeaf() {
    func declared(_ text: String) -> Input { Input(name: "recipe gtn", digest: text) }
    let old = declared(#"{"training":{"lessons":10,"rates":[1,2]},"version":3}"#)
    let new = declared(#"{"training":{"lessons":9,"rates":[1,3]},"version":4}"#)
    #expect(
      Provenance.differences(of: "recipe gtn", old, new) == [
        "recipe gtn: training.lessons 10 -> 9", "recipe gtn: training.rates 1, 2 -> 1, 3", "recipe gtn: version 3 -> 4",
      ])
    #expect(Provenance.differences(of: "recipe gtn", old, old) == [])
    // Recorded otherwise before, or not at all.
    #expect(
      Provenance.differences(of: "recipe gtn", declared("0123456789abcdef"), new)
        == ["input recipe gtn 0123456789ab -> declared"])
    #expect(
      Provenance.differences(of: "recipe gtn", nil, new) == ["input recipe gtn none -> declared"])
    #expect(
      differences {
        $0.inputs.append(new)
      } == ["input recipe gtn none -> declared"])
  }
}
