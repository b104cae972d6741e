import CHDF5

/// Attributes of the kinds that checkpoints use: a single text, a single integer.
enum Attribute {
  static func write(_ text: String, name: String, to object: borrowing Handle) throws {
    let bytes = Array(text.utf8)
    // HDF5 has no text of no bytes: an empty one is a single padding byte.
    let type = try Element.text(width: max(1, bytes.count)).type()
    try write(bytes.isEmpty ? [0] : bytes, type: type, name: name, to: object)
  }

  static func write(_ number: Int64, name: String, to object: borrowing Handle) throws {
    try write([number], type: Handle(H5Tcopy(hdf5_int64())), name: name, to: object)
  }

  static func write(_ number: UInt64, name: String, to object: borrowing Handle) throws {
    try write([number], type: Handle(H5Tcopy(hdf5_uint64())), name: name, to: object)
  }

  private static func write<Value: BitwiseCopyable>(
    _ values: [Value], type: consuming Handle, name: String, to object: borrowing Handle
  ) throws {
    let space = try Space.create([])
    let attribute = try Handle(
      H5Acreate2(
        object.identifier, name, type.identifier, space.identifier, hdf5_default(), hdf5_default()))
    try LibraryFailure.check(H5Awrite(attribute.identifier, type.identifier, values))
  }

  /// The text of an attribute; nil if it is absent or not a single text of fixed width, at most `limit` bytes, in UTF-8.
  static func text(_ name: String, of object: borrowing Handle, limit: Int) throws -> String? {
    guard try exists(name, of: object) else { return nil }
    let attribute = try Handle(H5Aopen(object.identifier, name, hdf5_default()))
    let type = try Handle(H5Aget_type(attribute.identifier))
    guard case .text(let width) = try Element(type), width <= limit, try isSingle(attribute) else {
      return nil
    }
    var bytes = [UInt8](repeating: 0, count: width)
    try LibraryFailure.check(H5Aread(attribute.identifier, type.identifier, &bytes))
    return String(padded: bytes[...])
  }

  /// The number of an attribute; nil if it is absent or not a single integer of 64 bits, signed or not as asked.
  static func number<Number: FixedWidthInteger>(
    _ name: String, of object: borrowing Handle, as _: Number.Type
  ) throws -> Number? {
    guard try exists(name, of: object) else { return nil }
    let attribute = try Handle(H5Aopen(object.identifier, name, hdf5_default()))
    let type = try Handle(H5Aget_type(attribute.identifier))
    let expected = Number.isSigned ? hdf5_int64() : hdf5_uint64()
    guard H5Tequal(type.identifier, expected) > 0, Number.bitWidth == 64, try isSingle(attribute) else {
      return nil
    }
    var number: Number = 0
    try LibraryFailure.check(H5Aread(attribute.identifier, type.identifier, &number))
    return number
  }

  private static func exists(_ name: String, of object: borrowing Handle) throws -> Bool {
    let status = H5Aexists(object.identifier, name)
    try LibraryFailure.check(status)
    return status > 0
  }

  private static func isSingle(_ attribute: borrowing Handle) throws -> Bool {
    try Space.shape(Handle(H5Aget_space(attribute.identifier))) == []
  }
}

extension String {
  /// Text from a null-padded field, or nil if it is not UTF-8.
  init?(padded bytes: ArraySlice<UInt8>) {
    let end = bytes.lastIndex { $0 != 0 }.map { $0 + 1 } ?? bytes.startIndex
    self.init(validating: bytes[..<end], as: UTF8.self)
  }
}
