import Foundation
import TestSupport
import Testing

@testable import Notebook

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

  @Test func filesOnDiskAreMissingCurrentOrStale() throws {
    let folder = try TemporaryFolder()
    let run = Run(Cells.noise, try Options.parse(["--scale", "smoke", "--checkpoints", folder.path]))
    #expect(try run.state("noise.h5", .sample) == .missing)
    #expect(try run.needs("noise.h5", .sample))
    try Checkpoint(provenance: .sample).write(to: run.path("noise.h5"))
    #expect(try run.state("noise.h5", .sample) == .current)
    #expect(try !run.needs("noise.h5", .sample))
    var other = Provenance.sample
    other.seed = 8
    #expect(try run.state("noise.h5", other) == .stale(["seed 7 -> 8"]))
    #expect(try run.needs("noise.h5", other))
    let forced = Run(
      Cells.noise, try Options.parse(["--scale", "smoke", "--checkpoints", folder.path, "--force"]))
    #expect(try forced.needs("noise.h5", .sample))
  }

  /// The provenance that a run expects lists the inputs that are there, with their digests.
  @Test func expectedInputsAreThoseOnDisk() throws {
    let folder = try TemporaryFolder()
    let run = Run(Cells.noise, try Options.parse(["--scale", "smoke", "--checkpoints", folder.path]))
    let input = Checkpoint(provenance: .sample)
    try input.write(to: run.path("dataset.h5"))
    let provenance = try run.provenance(
      kind: "metrics", settings: ["b": 1, "a": 2], inputs: ["dataset.h5", "teacher-base_larger.h5"])
    #expect(provenance.inputs.map(\.name) == ["dataset.h5"])
    #expect(provenance.inputs[0].digest == (try Checkpoint.header(run.path("dataset.h5")).digest))
    #expect(provenance.settings == #"{"a":2,"b":1}"#)
    #expect(provenance.cell == "06-noise")
  }

  @Test func missingInputNamesTheCellToRun() throws {
    let folder = try TemporaryFolder()
    let run = Run(Cells.noise, try Options.parse(["--scale", "smoke", "--checkpoints", folder.path]))
    let error = #expect(throws: NotebookError.self) { try run.require("dataset.h5", from: Cells.dataset) }
    let text = try #require(error?.description)
    #expect(text.contains("01-dataset --scale smoke"))
    #expect(text.contains(run.path("dataset.h5")))
    #expect(!text.contains("\n"))
  }
}
