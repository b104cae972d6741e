import Archive
import Foundation
import Testing

extension ArchiveTests {
  @Suite("Round trips")
  struct RoundTripTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    @Test("Everything written is read back")
    func sample() throws {
      let sample = Checkpoint.sample
      try sample.write(to: folder / "new/folders/sample.h5")
      let read = try Checkpoint.read(folder / "new/folders/sample.h5")
      #expect(read == sample)
      #expect(read.digest == sample.digest)
      let header = try Checkpoint.header(folder / "new/folders/sample.h5")
      #expect(header.provenance == sample.provenance)
      #expect(header.digest == sample.digest)
      #expect(try folder.names == ["new"])
    }

    @Test("Floating-point numbers keep every bit, those that are not numbers too")
    func bits() throws {
      let floats = [0x7fc0_1234, 0xff80_0000, 0x0000_0001, 0x8000_0000].map { Float(bitPattern: $0) }
      let doubles = [0x7ff8_0000_dead_beef, 0x8000_0000_0000_0000, 1].map { Double(bitPattern: $0) }
      var checkpoint = Checkpoint.sample
      checkpoint.set("floats", shape: [4], .float32(floats))
      checkpoint.set("doubles", shape: [3], .float64(doubles))
      try checkpoint.write(to: folder / "bits.h5")
      let read = try Checkpoint.read(folder / "bits.h5")
      #expect(try read.floats("floats").map(\.bitPattern) == floats.map(\.bitPattern))
      #expect(try read.doubles("doubles").map(\.bitPattern) == doubles.map(\.bitPattern))
    }

    @Test("Large images are compressed in several chunks and read back")
    func images() throws {
      var checkpoint = Checkpoint.sample
      let pixels = (0..<(3000 * 28 * 28)).map { UInt8(truncatingIfNeeded: $0 / 100) }
      checkpoint.set("images/train", shape: [3000, 28, 28], .uint8(pixels))
      try checkpoint.write(to: folder / "images.h5")
      #expect(try contents(folder / "images.h5").count < pixels.count / 10)
      #expect(try Checkpoint.read(folder / "images.h5") == checkpoint)
    }

    @Test("Hundreds of arrays and long lists of inputs are read back")
    func many() throws {
      var checkpoint = Checkpoint.sample
      for index in 0..<300 { checkpoint.set("many/array \(index)", shape: [1], .int32([Int32(index)])) }
      checkpoint.provenance.inputs = (0..<1500).map {
        Input(name: "learners/\($0).h5", digest: String(repeating: "0", count: 64))
      }
      try checkpoint.write(to: folder / "many.h5")
      #expect(try Checkpoint.read(folder / "many.h5") == checkpoint)
    }

    @Test("Equal content gives equal bytes, whatever the order and the time")
    func sameBytes() throws {
      let sample = Checkpoint.sample
      var reversed = Checkpoint(provenance: sample.provenance)
      for name in sample.arrays.keys.sorted(by: >) { reversed[name] = sample[name] }
      try sample.write(to: folder / "first.h5")
      // HDF5 stores times in whole seconds.
      Thread.sleep(forTimeInterval: 1.1)
      try reversed.write(to: folder / "second.h5")
      #expect(try contents(folder / "first.h5") == contents(folder / "second.h5"))
    }

    @Test("The digest is the documented one")
    func goldenDigest() {
      // Computed from a file of this content by h5py and hashlib, following the comment on `ContentDigest`.
      #expect(Checkpoint.sample.digest == "47a421f11ee98a72b7ebbe93fdd9c6c1a564188c9b1912f98509b0af183d748e")
    }

    @Test("The digest depends on every part")
    func digestParts() {
      var digests = [Checkpoint.sample.digest]
      func change(_ edit: (inout Checkpoint) -> Void) {
        var changed = Checkpoint.sample
        edit(&changed)
        digests.append(changed.digest)
      }
      change { $0.provenance.kind = "learner" }
      change { $0.provenance.cell = "03-curriculum" }
      change { $0.provenance.cellVersion += 1 }
      change { $0.provenance.settings = "{}" }
      change { $0.provenance.seed -= 1 }
      change { $0.provenance.inputs[0].name = "data.h5" }
      change { $0.provenance.inputs[0].digest = "ab13" }
      change { $0.provenance.inputs = [] }
      change { $0.provenance.libraries = "" }
      change { $0["correct"] = nil }
      change { $0["correct"]?.shape = [4] }
      change { $0["correct"]?.scalars = .int32([0, .max, .min, 0]) }
      change { $0["images/small"]?.scalars = .uint8([0, 1, 254, 254]) }
      change { $0["axes/protocol"]?.scalars = .text(["publishe", "dkonsistént", ""]) }
      change { $0["generator/other"] = $0.arrays.removeValue(forKey: "generator/model.0.weight") }
      #expect(Set(digests).count == digests.count)
    }

    @Test("Provenance names HDF5 before the caller's libraries")
    func libraries() {
      let provenance = Provenance(
        kind: "dataset", cell: "01-dataset", cellVersion: 1, settings: "", seed: 0, libraries: "zlib 1.2")
      #expect(provenance.libraries.wholeMatch(of: /HDF5 \d+\.\d+\.\d+; zlib 1\.2/) != nil)
    }
  }
}
