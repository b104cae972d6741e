import Foundation

/// What a search for files may see; tests replace it.
struct Surroundings {
  /// The value of GTN_DATA.
  var environmentFolder: String? = Self.variable("GTN_DATA")
  /// The folder that a variable of one set's own names.
  var ownVariable: (PublishedSet) -> String? = { Self.variable($0.variable) }
  /// The folder that downloads go to.
  var ownFolder = "data"
  var fetch: Fetch = Download.fetch

  private static func variable(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension PublishedSet {
  /// Reads the four files from the folder named, or GTN_DATA, or `data`, or the system's folders, or
  /// downloads them. A folder that someone named must hold them: it is not silently replaced by a download.
  func load(
    folder: String?, in surroundings: Surroundings = Surroundings(), report: (String) -> Void
  ) throws -> Dataset {
    if let folder { return try read(from: named(folder, by: "--data")) }
    if let folder = surroundings.environmentFolder, !folder.isEmpty {
      return try read(from: named(folder, by: "GTN_DATA"))
    }
    let own = surroundings.ownFolder
    if let complete = (subfolders(of: own) + systemFolders).first(where: { missing(in: $0).isEmpty }) {
      return try read(from: complete)
    }
    let mirror = try download(to: "\(own)/\(name)", fetch: surroundings.fetch, report: report)
    return try read(from: "\(own)/\(name)", source: "downloaded from \(mirror) into \(own)/\(name)")
  }

  /// The same of the second set of a run: from the folder that its own variable names, or a subfolder, named after it, of
  /// the first one's, or of `data`, or the system's folders, or a download.
  ///
  /// - Parameter folder: the first set's; nil where no option names one.
  func loadSecond(
    beside folder: String?, in surroundings: Surroundings = Surroundings(), report: (String) -> Void
  ) throws -> Dataset {
    if let folder = surroundings.ownVariable(self) {
      return try read(from: named(folder, by: variable, orBy: variable))
    }
    let own = surroundings.ownFolder
    let places = [folder ?? surroundings.environmentFolder, own].compactMap { $0 }.flatMap(namedSubfolders)
    if let complete = (places + systemFolders).first(where: { missing(in: $0).isEmpty }) {
      return try read(from: complete)
    }
    let mirror = try download(to: "\(own)/\(name)", orBy: variable, fetch: surroundings.fetch, report: report)
    return try read(from: "\(own)/\(name)", source: "downloaded from \(mirror) into \(own)/\(name)")
  }

  /// The part of a named folder that holds all files.
  ///
  /// - Parameter options: what else could name one, for errors.
  private func named(_ folder: String, by option: String, orBy options: String = "--data or GTN_DATA") throws -> String
  {
    guard FileManager.default.fileExists(atPath: folder) else {
      throw DatasetError(
        "\(name): there is no folder \(folder) (\(option)): correct its name, or name another by \(options)")
    }
    let candidates = subfolders(of: folder)
    if let complete = candidates.first(where: { missing(in: $0).isEmpty }) { return complete }
    let best = candidates.min { missing(in: $0).count < missing(in: $1).count }!
    let names = missing(in: best).map(\.published).joined(separator: ", ")
    throw DatasetError(
      "\(name): \(candidates.dropLast().joined(separator: ", ")) and \(folder) (\(option)): missing \(names), also looked for "
        + "uncompressed; put the files there or name another folder by \(options)")
  }

  /// The set's own subfolders come first: the files of all published sets have the same names.
  private func subfolders(of folder: String) -> [String] {
    namedSubfolders(of: folder) + ["\(folder)/raw", folder]
  }
  private func namedSubfolders(of folder: String) -> [String] {
    ["\(folder)/\(name)", "\(folder)/\(torchvisionName)/raw"]
  }

  func missing(in folder: String) -> [PublishedFile] { files.filter { $0.path(in: folder) == nil } }

  private func read(from folder: String, source: String? = nil) throws -> Dataset {
    Dataset(
      name: name,
      training: try images(trainingImages, trainingLabels, in: folder),
      test: try images(testImages, testLabels, in: folder),
      source: source ?? folder)
  }

  private func images(
    _ images: PublishedFile, _ labels: PublishedFile, in folder: String
  ) throws -> ImageSet {
    let imageFile = images.path(in: folder) ?? "\(folder)/\(images.published)"
    let labelFile = labels.path(in: folder) ?? "\(folder)/\(labels.published)"
    return try ImageSet(
      images: images.decode(Self.bytes(of: imageFile), file: imageFile, set: name),
      labels: labels.decode(Self.bytes(of: labelFile), file: labelFile, set: name),
      imageFile: imageFile, labelFile: labelFile)
  }

  static func bytes(of path: String) throws -> [UInt8] {
    guard let file = FileHandle(forReadingAtPath: path),
      let data = try? file.read(upToCount: IDX.largestFile + 1)
    else { throw DatasetError("\(path): cannot be read; check that it is a file and its permissions") }
    guard data.count <= IDX.largestFile else {
      throw DatasetError("\(path): larger than the \(IDX.largestFile) bytes expected; fetch it again")
    }
    return [UInt8](data)
  }
}

extension PublishedFile {
  /// Where this file is in a folder, under any of its names. Some archives unpack to folders of these names.
  func path(in folder: String) -> String? {
    names.map { "\(folder)/\($0)" }.first {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder) && !isFolder.boolValue
    }
  }
}
