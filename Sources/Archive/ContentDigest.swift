import Digest

/// The digest of a checkpoint's content, independent of the file format: SHA-256 over
/// - schema version, kind, cell, cell version, settings, seed, the number of inputs and name and digest of each,
///   libraries;
/// - the number of arrays and, for each in the order of the UTF-8 bytes of its name: name, type ("float32", "float64",
///   "int32", "uint8", "text"), rank, extents, elements.
///
/// Numbers of the header are 8 bytes, little-endian; a text is its number of bytes, as such a number, and its UTF-8;
/// the elements of an array are its little-endian bytes, or its texts one after the other.
struct ContentDigest: ~Copyable {
  private let digest = SHA256()

  init(_ provenance: Provenance, arrayCount: Int) {
    add(provenance.schemaVersion)
    add(provenance.kind)
    add(provenance.cell)
    add(provenance.cellVersion)
    add(provenance.settings)
    add(Int(bitPattern: UInt(provenance.seed)))
    add(provenance.inputs.count)
    for input in provenance.inputs {
      add(input.name)
      add(input.digest)
    }
    add(provenance.libraries)
    add(arrayCount)
  }

  /// Adds the next array, in sorted order.
  borrowing func add(_ name: String, _ array: NamedArray) {
    add(name)
    add(array.scalars.typeName)
    add(array.shape.count)
    array.shape.forEach { add($0) }
    switch array.scalars {
    case .float32(let values): values.withUnsafeBytes { digest.update($0) }
    case .float64(let values): values.withUnsafeBytes { digest.update($0) }
    case .int32(let values): values.withUnsafeBytes { digest.update($0) }
    case .uint8(let values): values.withUnsafeBytes { digest.update($0) }
    case .text(let values): values.forEach { add($0) }
    }
  }

  consuming func finish() -> String { digest.finish() }

  private borrowing func add(_ number: Int) {
    withUnsafeBytes(of: Int64(number).littleEndian) { digest.update($0) }
  }

  private borrowing func add(_ text: String) {
    add(text.utf8.count)
    digest.update(text)
  }
}

extension Checkpoint {
  /// SHA-256 over provenance and arrays, 64 hexadecimal digits: equal for equal content, whatever the file's layout.
  public var digest: String {
    let digest = ContentDigest(provenance, arrayCount: arrays.count)
    for name in sortedNames {
      if let array = arrays[name] { digest.add(name, array) }
    }
    return digest.finish()
  }
}
