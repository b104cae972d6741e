import Archive
import Testing

extension ArchiveTests {
  @Suite("Getters")
  struct GetterTests {
    let sample = Checkpoint.sample

    @Test("Arrays come as their type")
    func values() throws {
      #expect(
        try sample.floats("generator/model.0.weight", shape: [2, 3]) == [1, -0.0, 1e-38, .pi, -7, 0.1])
      #expect(try sample.doubles("curriculum/log_momentum", shape: []) == [0.1])
      #expect(try sample.integers("correct") == [-1, .max, .min, 0])
      #expect(try sample.bytes("images/small") == [0, 1, 254, 255])
      #expect(try sample.texts("axes/protocol", shape: [3]) == ["published", "konsistént", ""])
      #expect(sample["nothing"] == nil)
    }

    @Test("A missing array is named, with the cell that should have written it")
    func missing() {
      let error = archiveError { try sample.floats("nothing") }
      #expect(
        error?.description
          == "the teacher checkpoint of cell 02-meta-training: has no array \"nothing\"; delete the file and"
          + " run the cell that writes it")
    }

    @Test("A wrong type says what was found and what was expected")
    func type() {
      let error = archiveError { try sample.doubles("correct") }
      #expect(error?.description.contains("\"correct\" holds int32, expected float64") == true)
      #expect(archiveError { try sample.texts("correct") } != nil)
      #expect(archiveError { try sample.integers("images/small") } != nil)
      #expect(archiveError { try sample.bytes("axes/protocol") } != nil)
      #expect(archiveError { try sample.floats("curriculum/log_momentum") } != nil)
    }

    @Test("A wrong shape says what was found and what was expected")
    func shape() {
      let error = archiveError { try sample.integers("correct", shape: [4]) }
      #expect(error?.description.contains("\"correct\" has shape [1, 2, 2], expected [4]") == true)
    }

    @Test("The first array that is not finite is found, in sorted order")
    func finite() {
      var checkpoint = sample
      #expect(checkpoint.firstNonFinite() == nil)
      #expect(archiveError { try checkpoint.requireFinite() } == nil)
      checkpoint.set("z", shape: [2], .float64([0, .infinity]))
      #expect(checkpoint.firstNonFinite() == "z")
      checkpoint.set("b", shape: [2], .float32([.nan, 0]))
      #expect(checkpoint.firstNonFinite() == "b")
      let error = archiveError { try checkpoint.requireFinite() }
      #expect(
        error?.description
          == "the teacher checkpoint of cell 02-meta-training: array \"b\" holds numbers that are not finite; delete"
          + " the file and run the cell that writes it")
    }
  }
}
