import Foundation
import Testing

@testable import Datasets

@Suite("Finding and reading the files of a data set")
struct LoadingTests {
  private static let names = Array(Fixtures.smallFiles.keys)

  /// No network, no environment, no folder of its own.
  private func nowhere(_ folder: String) -> Surroundings {
    Surroundings(environmentFolder: nil, ownFolder: "\(folder)/own") { address, _ in
      throw DatasetError("\(address): unreachable")
    }
  }

  private func load(
    _ set: PublishedSet = Fixtures.smallSet(), folder: String?, in surroundings: Surroundings
  ) throws -> Dataset {
    try set.load(folder: folder, in: surroundings) { _ in }
  }

  private func check(_ dataset: Dataset) {
    #expect(dataset.name == "small")
    #expect(dataset.training.count == 3)
    #expect(dataset.test.count == 2)
    #expect(dataset.training.labels == [0, 1, 2])
    #expect(dataset.training.pixels.prefix(3) == [0, 7, 14])
  }

  @Test("Files are found compressed or not, in both spellings, directly or in a folder of the set's name")
  func spellings() throws {
    for subfolder in ["", "/small"] {
      for rename: (String) -> String in [
        { $0 }, { String($0.dropLast(3)) },
        { $0.replacing("-idx", with: ".idx") }, { String($0.replacing("-idx", with: ".idx").dropLast(3)) },
      ] {
        try Fixtures.withFolder { folder in
          let files = try Fixtures.smallFiles.map { name, bytes in
            let content = try Gzip.expand(bytes, limit: 1 << 20, file: name)
            return (rename(name), rename(name).hasSuffix(".gz") ? bytes : content)
          }
          try Fixtures.write(Dictionary(uniqueKeysWithValues: files), to: folder + subfolder)
          let dataset = try load(folder: folder, in: nowhere(folder))
          check(dataset)
          #expect(dataset.source == folder + subfolder)
        }
      }
    }
  }

  @Test("The folders of torchvision are found", arguments: ["Small/raw", "raw"])
  func torchvision(subfolder: String) throws {
    try Fixtures.withFolder { folder in
      try Fixtures.write(Fixtures.smallFiles, to: "\(folder)/\(subfolder)")
      let dataset = try load(folder: folder, in: nowhere(folder))
      check(dataset)
      #expect(dataset.source == "\(folder)/\(subfolder)")
    }
  }

  @Test("Folders that bear the files' names are passed over")
  func foldersNamedLikeFiles() throws {
    try Fixtures.withFolder { folder in
      for (name, bytes) in Fixtures.smallFiles {
        try FileManager.default.createDirectory(
          atPath: "\(folder)/\(name)", withIntermediateDirectories: false)
        try Fixtures.write([name.replacing("-idx", with: ".idx"): bytes], to: folder)
      }
      check(try load(folder: folder, in: nowhere(folder)))
    }
  }

  @Test(
    "The folder named goes before GTN_DATA, which goes before the own folder, which goes before the system's")
  func order() throws {
    try Fixtures.withFolder { folder in
      for place in ["named", "environment", "own/small", "system"] {
        try Fixtures.write(Fixtures.smallFiles, to: "\(folder)/\(place)")
      }
      var surroundings = nowhere(folder)
      let set = Fixtures.smallSet(systemFolders: ["\(folder)/system"])
      #expect(try load(set, folder: nil, in: surroundings).source == "\(folder)/own/small")
      surroundings.environmentFolder = ""
      #expect(try load(set, folder: nil, in: surroundings).source == "\(folder)/own/small")
      surroundings.environmentFolder = "\(folder)/environment"
      #expect(try load(set, folder: nil, in: surroundings).source == "\(folder)/environment")
      #expect(try load(set, folder: "\(folder)/named", in: surroundings).source == "\(folder)/named")
      surroundings.environmentFolder = nil
      surroundings.ownFolder = "\(folder)/elsewhere"
      #expect(try load(set, folder: nil, in: surroundings).source == "\(folder)/system")
    }
  }

  @Test("A named folder without the files is an error that lists them, not a reason to download")
  func incompleteFolder() throws {
    try Fixtures.withFolder { folder in
      var files = Fixtures.smallFiles
      files["t10k-labels-idx1-ubyte.gz"] = nil
      try Fixtures.write(files, to: folder)
      var surroundings = nowhere(folder)
      surroundings.fetch = { _, _ in
        Issue.record("nobody asked for a download")
        return []
      }
      let byOption = Fixtures.failure { _ = try load(folder: folder, in: surroundings) }
      let line =
        "small: \(folder)/small, \(folder)/Small/raw, \(folder)/raw and \(folder) (--data): missing t10k-labels-idx1-ubyte.gz, also looked for "
        + "uncompressed; put the files there or name another folder by --data or GTN_DATA"
      #expect(byOption == line)
      surroundings.environmentFolder = folder
      let byEnvironment = Fixtures.failure { _ = try load(folder: nil, in: surroundings) }
      #expect(byEnvironment == line.replacing("--data)", with: "GTN_DATA)"))
    }
  }

  @Test("The second set of a run is taken from its own folder alone: the first one's files have the same names")
  func second() throws {
    try Fixtures.withFolder { folder in
      try Fixtures.write(Fixtures.smallFiles, to: "\(folder)/first")
      var surroundings = nowhere(folder)
      surroundings.ownVariable = { _ in nil }
      func source(_ named: String? = "\(folder)/first") throws -> String {
        try Fixtures.smallSet(systemFolders: ["\(folder)/system"])
          .loadSecond(beside: named, in: surroundings) { _ in }.source
      }
      let nowhere = Fixtures.failure { _ = try source() }
      #expect(nowhere?.contains("no mirror has it") == true, "\(nowhere ?? "taken")")
      #expect(nowhere?.hasSuffix("name their folder by GTN_SMALL_DATA") == true, "\(nowhere ?? "taken")")
      for place in ["system", "own/small", "first/small", "variable"] {
        try Fixtures.write(Fixtures.smallFiles, to: "\(folder)/\(place)")
        if place == "variable" {
          surroundings.ownVariable = { "\(folder)/\($0.variable == "GTN_SMALL_DATA" ? place : "")" }
        }
        #expect(try source() == "\(folder)/\(place)")
      }
      surroundings.ownVariable = { _ in nil }
      surroundings.environmentFolder = "\(folder)/first"
      #expect(try source(nil) == "\(folder)/first/small")
      surroundings.ownVariable = { _ in "\(folder)/none" }
      let absent = Fixtures.failure { _ = try source() }
      #expect(absent?.hasSuffix("correct its name, or name another by GTN_SMALL_DATA") == true, "\(absent ?? "taken")")
    }
  }

  @Test("Well-formed files with other content than the published are refused", arguments: names)
  func otherContent(name: String) throws {
    try Fixtures.withFolder { folder in
      var files = Fixtures.smallFiles
      var content = try Gzip.expand(files[name]!, limit: 1 << 20, file: name)
      content[content.count - 1] ^= 1
      files[name] = Fixtures.gzip(content)
      try Fixtures.write(files, to: folder)
      let failure = Fixtures.failure { _ = try load(folder: folder, in: nowhere(folder)) }
      #expect(
        failure?.hasPrefix("\(folder)/\(name): not the published file") == true, "\(failure ?? "accepted")")
    }
  }

  @Test("Files that cannot be read or are far too large are refused")
  func unreadable() throws {
    try Fixtures.withFolder { folder in
      let name = "train-images-idx3-ubyte.gz"
      try Fixtures.write(Fixtures.smallFiles, to: folder)
      try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
      // A folder by now, beyond the reach even of root.
      let unreadable = Fixtures.failure { _ = try PublishedSet.bytes(of: folder) }
      #expect(unreadable?.hasPrefix("\(folder): cannot be read") == true)

      try Fixtures.write([name: []], to: folder)
      let file = try #require(FileHandle(forWritingAtPath: "\(folder)/\(name)"))
      try file.truncate(atOffset: 1 << 40)
      try file.close()
      let large = Fixtures.failure { _ = try load(folder: folder, in: nowhere(folder)) }
      #expect(large?.hasPrefix("\(folder)/\(name): larger than") == true)
    }
  }

  @Test("An unknown name is answered with the names there are")
  func unknownName() {
    let failure = Fixtures.failure { _ = try Dataset.load("mist", seed: 1) { _ in } }
    #expect(failure == "there is no data set 'mist': choose one of mnist, fashion-mnist, strokes")
  }

  @Test("A line break in a folder's name does not break the line")
  func lineBreaks() {
    let failure = Fixtures.failure { _ = try Dataset.load("mnist", folder: "a\nb", seed: 1) { _ in } }
    #expect(failure?.hasPrefix("mnist: there is no folder a b (--data): correct its name") == true)
  }
}
