import Archive
import Testing

extension ArchiveTests {
  @Suite("Foreign files")
  struct ForeignFileTests {
    let folder: TemporaryFolder
    let path: String
    let file: ForeignFile

    init() throws {
      folder = try TemporaryFolder()
      path = try Fixtures.write("h5py", in: folder)
      file = try ForeignFile(path)
    }

    @Test("Names are paths from the root, sorted")
    func names() throws {
      #expect(try file.names() == ["big", "g/labels", "g/values", "half"])
      #expect(try file.names(under: "g") == ["g/labels", "g/values"])
    }

    @Test("Numbers of any type become doubles")
    func arrays() throws {
      let labels = try file.array("g/labels")
      #expect(labels.shape == [1, 3])
      #expect(labels.scalars == [7, 8, -1])
      #expect(try file.array("g/values").scalars == [1.5, .infinity])
      #expect(try file.array("half").scalars == [0.5])
      #expect(try file.array("big").scalars == [258])
    }

    @Test("Attributes are texts or numbers, one or several")
    func attributes() throws {
      #expect(try file.attribute("", "about") == .texts(["gültig"]))
      #expect(try file.attribute("", "order") == .texts(["a", "bé", ""]))
      #expect(try file.attribute("", "fixed") == .texts(["ab", "c"]))
      #expect(try file.attribute("", "seed") == .numbers([7]))
      #expect(try file.attribute("", "range") == .numbers([-0.5, 0.25]))
    }

    @Test("What the file does not hold is an error that names the file")
    func absent() {
      for error in [
        archiveError { try file.array("nothing") }, archiveError { try file.array("g") },
        archiveError { try file.attribute("", "nothing") }, archiveError { try file.attribute("x", "seed") },
        archiveError { try file.names(under: "nothing") },
      ] {
        #expect(error?.description.hasPrefix("\(path): cannot be read (HDF5 says: ") == true)
      }
      #expect(archiveError { try ForeignFile(folder / "none.h5") } == .missingFile(folder / "none.h5"))
    }

    @Test("It reads checkpoints as well")
    func checkpoint() throws {
      try Checkpoint.sample.write(to: folder / "a.h5")
      let file = try ForeignFile(folder / "a.h5")
      #expect(try file.array("correct").scalars == [-1, Double(Int32.max), Double(Int32.min), 0])
      #expect(try file.attribute("", "kind") == .texts(["teacher"]))
    }
  }
}
