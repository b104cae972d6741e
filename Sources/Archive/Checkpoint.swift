/// What one cell hands to the next: named arrays and where they come from, written and read whole.
///
/// The file is plain HDF5 of the 1.8 format, whose structures carry checksums; h5py, h5dump and h5ls open it.
/// Attributes of the root group: `schema_version`, `cell_version` (int64), `seed` (uint64) and, as fixed-length UTF-8,
/// `kind`, `cell`, `settings` (JSON), `inputs` (JSON: a list of `name` and `digest`), `libraries`, `digest`.
/// An array's name is its path: "generator/model.0.weight" is the data set `model.0.weight` of the group `generator`.
/// Numbers are little-endian and contiguous; `uint8` arrays of 64 KiB and more are in chunks compressed by gzip; texts
/// are null-padded UTF-8 of the width of the longest. The same content always gives the same bytes (for the
/// compressed arrays: with the same zlib).
public struct Checkpoint: Equatable, Sendable {
  public var provenance: Provenance
  public var arrays: [String: NamedArray] = [:]
  /// The file that it was read from, for error lines.
  var source: String?

  /// A checkpoint without arrays.
  public init(provenance: Provenance) {
    self.provenance = provenance
  }

  /// The array of this name, nil if there is none.
  public subscript(name: String) -> NamedArray? {
    get { arrays[name] }
    set { arrays[name] = newValue }
  }

  /// Adds or replaces an array. The number of scalars must be the product of the shape.
  public mutating func set(_ name: String, shape: [Int], _ scalars: Scalars) {
    arrays[name] = NamedArray(shape: shape, scalars: scalars)
  }

  // The typed getters throw `ArchiveError.missingArray`, `.wrongType`, and, where a shape is asked for, `.wrongShape`.

  /// The numbers of a `float32` array, in row-major order.
  public func floats(_ name: String, shape: [Int]? = nil) throws -> [Float] {
    try values(name, shape: shape, expected: "float32") {
      if case .float32(let values) = $0 { values } else { nil }
    }
  }

  /// The numbers of a `float64` array, in row-major order.
  public func doubles(_ name: String, shape: [Int]? = nil) throws -> [Double] {
    try values(name, shape: shape, expected: "float64") {
      if case .float64(let values) = $0 { values } else { nil }
    }
  }

  /// The numbers of an `int32` array, in row-major order.
  public func integers(_ name: String, shape: [Int]? = nil) throws -> [Int32] {
    try values(name, shape: shape, expected: "int32") {
      if case .int32(let values) = $0 { values } else { nil }
    }
  }

  /// The bytes of a `uint8` array, in row-major order.
  public func bytes(_ name: String, shape: [Int]? = nil) throws -> [UInt8] {
    try values(name, shape: shape, expected: "uint8") {
      if case .uint8(let values) = $0 { values } else { nil }
    }
  }

  /// The texts of a `text` array, in row-major order.
  public func texts(_ name: String, shape: [Int]? = nil) throws -> [String] {
    try values(name, shape: shape, expected: "text") {
      if case .text(let values) = $0 { values } else { nil }
    }
  }

  private func values<Value>(
    _ name: String, shape: [Int]?, expected: String, as unwrap: (Scalars) -> [Value]?
  ) throws -> [Value] {
    guard let array = arrays[name] else { throw ArchiveError.missingArray(name, of: owner) }
    guard let values = unwrap(array.scalars) else {
      throw ArchiveError.wrongType(
        name, found: array.scalars.typeName, expected: expected, of: owner)
    }
    if let shape, shape != array.shape {
      throw ArchiveError.wrongShape(name, found: array.shape, expected: shape, of: owner)
    }
    return values
  }

  /// The name of the first array, in sorted order, that holds an infinity or something not a number.
  public func firstNonFinite() -> String? {
    sortedNames.first { arrays[$0]?.scalars.isFinite == false }
  }

  /// Throws `ArchiveError.unusable` if any number is not finite.
  public func requireFinite() throws {
    if let name = firstNonFinite() { throw unusable("array \"\(name)\" holds numbers that are not finite") }
  }

  /// The error of a reader that finds content which no cell writes.
  public func unusable(_ reason: String) -> ArchiveError { .unusable(owner, reason: reason) }

  private var owner: String { source ?? provenance.title }

  /// Whether content and provenance are equal, wherever they come from.
  public static func == (first: Checkpoint, second: Checkpoint) -> Bool {
    first.provenance == second.provenance && first.arrays == second.arrays
  }

  /// The arrays' names in the order of their UTF-8 bytes: the order of the digest and of the file.
  var sortedNames: [String] { arrays.keys.sorted(by: precedesInBytes) }
}

/// An order of names that does not depend on the version of Unicode.
func precedesInBytes(_ first: String, _ second: String) -> Bool {
  first.utf8.lexicographicallyPrecedes(second.utf8)
}
