import Foundation

/// The attributes of the root group.
private enum Key {
  static let schemaVersion = "schema_version"
  static let kind = "kind"
  static let cell = "cell"
  static let cellVersion = "cell_version"
  static let settings = "settings"
  static let seed = "seed"
  static let inputs = "inputs"
  static let libraries = "libraries"
  static let digest = "digest"
}

extension ArrayWriter {
  borrowing func add(_ header: Header) throws {
    let provenance = header.provenance
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let inputs = String(decoding: try encoder.encode(provenance.inputs), as: UTF8.self)
    try Attribute.write(Int64(provenance.schemaVersion), name: Key.schemaVersion, to: file)
    try Attribute.write(provenance.kind, name: Key.kind, to: file)
    try Attribute.write(provenance.cell, name: Key.cell, to: file)
    try Attribute.write(Int64(provenance.cellVersion), name: Key.cellVersion, to: file)
    try Attribute.write(provenance.settings, name: Key.settings, to: file)
    try Attribute.write(provenance.seed, name: Key.seed, to: file)
    try Attribute.write(inputs, name: Key.inputs, to: file)
    try Attribute.write(provenance.libraries, name: Key.libraries, to: file)
    try Attribute.write(header.digest, name: Key.digest, to: file)
  }
}

extension ArrayReader {
  /// Reads the attributes of the root group. Throws `ArchiveError` where one is absent or of another schema.
  borrowing func header() throws -> Header {
    let schemaVersion = Int(try number(Key.schemaVersion) as Int64)
    guard schemaVersion == Provenance.currentSchemaVersion else {
      throw ArchiveError.wrongSchema(path, found: schemaVersion, expected: Provenance.currentSchemaVersion)
    }
    guard let inputs = try? JSONDecoder().decode([Input].self, from: Data(text(Key.inputs).utf8)) else {
      throw missing(Key.inputs)
    }
    let provenance = Provenance(
      kind: try text(Key.kind), cell: try text(Key.cell),
      cellVersion: Int(try number(Key.cellVersion) as Int64),
      settings: try text(Key.settings), seed: try number(Key.seed), inputs: inputs,
      allLibraries: try text(Key.libraries))
    return Header(provenance: provenance, digest: try text(Key.digest))
  }

  private borrowing func text(_ key: String) throws -> String {
    guard let text = try Attribute.text(key, of: file, limit: fileSize) else { throw missing(key) }
    return text
  }

  private borrowing func number<Number: FixedWidthInteger>(_ key: String) throws -> Number {
    guard let number = try Attribute.number(key, of: file, as: Number.self) else { throw missing(key) }
    return number
  }

  private borrowing func missing(_ key: String) -> ArchiveError {
    .notCheckpoint(path, reason: "the attribute \"\(key)\" is absent or not of its type")
  }
}
