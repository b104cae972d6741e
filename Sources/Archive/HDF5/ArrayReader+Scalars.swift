import CHDF5

/// A data set that is open for reading.
struct StoredArray: ~Copyable {
  let dataset: Handle
  /// The type of its elements in the file.
  let type: Handle
  let shape: [Int]
  let count: Int

  /// Reads all elements into values of the memory type `type`.
  borrowing func values<Value: BitwiseCopyable>(
    _ type: borrowing Handle, perElement: Int = 1
  ) throws -> [Value] {
    if count == 0 { return [] }
    return try [Value](unsafeUninitializedCapacity: count * perElement) { buffer, initialised in
      try LibraryFailure.check(
        H5Dread(
          dataset.identifier, type.identifier, hdf5_everything(), hdf5_everything(), hdf5_default(),
          buffer.baseAddress))
      initialised = count * perElement
    }
  }
}

extension ArrayReader {
  /// Reads an array of one of the types that checkpoints hold.
  mutating func array(_ name: String) throws -> NamedArray {
    let stored = try open(name)
    guard let element = try Element(stored.type) else {
      throw refusal("\"\(name)\" is of a type that checkpoints do not hold")
    }
    let scalars: Scalars =
      switch element {
      case .float32: .float32(try stored.values(stored.type))
      case .float64: .float64(try stored.values(stored.type))
      case .int32: .int32(try stored.values(stored.type))
      case .uint8: .uint8(try stored.values(stored.type))
      case .text(let width): .text(try texts(name, stored, width: width))
      }
    return NamedArray(shape: stored.shape, scalars: scalars)
  }

  private borrowing func texts(
    _ name: String, _ stored: borrowing StoredArray, width: Int
  ) throws -> [String] {
    let bytes: [UInt8] = try stored.values(stored.type, perElement: width)
    return try (0..<stored.count).map { index in
      guard let text = String(padded: bytes[index * width..<(index + 1) * width]) else {
        throw refusal("\"\(name)\" holds text that is not UTF-8")
      }
      return text
    }
  }
}
