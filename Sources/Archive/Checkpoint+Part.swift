extension Checkpoint {
  /// Reads the provenance and only the arrays named, as far as they are there: quick where a file is large. The
  /// digest covers the whole file, so it is not verified. Throws `ArchiveError`.
  public static func part(_ path: String, arrays wanted: [String]) throws -> Checkpoint {
    try Library.locked {
      try ArrayReader.reading(path) { reader in
        var part = Checkpoint(provenance: try reader.header().provenance)
        for name in try reader.names() where wanted.contains(name) { part[name] = try reader.array(name) }
        return part
      }
    }
  }
}
