import Platform

extension PublishedSet {
  /// Fetches the files that a folder lacks, each from the first mirror that has it. Nothing is written before
  /// it is verified, and files appear whole or not at all.
  ///
  /// - Parameter options: What could name a folder instead, for errors.
  /// - Returns: The mirror of the last file.
  /// - Throws: `DatasetError` naming folder and mirrors if a file cannot be had from any.
  func download(
    to folder: String, orBy options: String = "--data or GTN_DATA", fetch: @escaping Fetch, report: (String) -> Void
  ) throws -> String {
    var used = ""
    for file in missing(in: folder) {
      let (bytes, mirror) = try firstMirror(of: file, for: folder, options, fetch: fetch, report: report)
      do {
        try bytes.withUnsafeBytes { try AtomicFile.replace("\(folder)/\(file.published)", with: $0) }
      } catch {
        throw DatasetError("\(error), or name a folder that holds \(name) by \(options)")
      }
      used = mirror
    }
    return used
  }

  private func firstMirror(
    of file: PublishedFile, for folder: String, _ options: String, fetch: @escaping Fetch, report: (String) -> Void
  ) throws -> (bytes: [UInt8], mirror: String) {
    var failures: [String] = []
    for mirror in mirrors {
      let address = mirror + file.published
      do {
        report("downloading \(address)")
        let bytes = try fetch(address, report)
        _ = try file.decode(bytes, file: address, set: name)
        return (bytes, mirror)
      } catch {
        failures.append("\(error)")
      }
    }
    throw DatasetError(
      "\(name): not in \(folder), and no mirror has it (\(failures.joined(separator: "; "))); "
        + "fetch the files elsewhere and name their folder by \(options)")
  }
}
