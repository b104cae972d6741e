import CHDF5

extension ArrayReader {
  /// Reads an array of integers or floating-point numbers of any width.
  mutating func numbers(_ name: String) throws -> (shape: [Int], scalars: [Double]) {
    let stored = try open(name)
    guard ArrayReader.isNumber(stored.type) else { throw refusal("\"\(name)\" does not hold numbers") }
    let double = try Handle(H5Tcopy(hdf5_native_double()))
    return (stored.shape, try stored.values(double))
  }

  /// Reads an attribute that holds numbers or texts, one or an array of them.
  borrowing func foreignAttribute(_ name: String, of path: String) throws -> ForeignAttribute {
    let object = try Handle(H5Oopen(file.identifier, path.isEmpty ? "/" : path, hdf5_default()))
    let attribute = try Handle(H5Aopen(object.identifier, name, hdf5_default()))
    let type = try Handle(H5Aget_type(attribute.identifier))
    let space = try Handle(H5Aget_space(attribute.identifier))
    guard let count = try Space.shape(space).flatMap(Space.count), count <= fileSize else {
      throw refusal("the attribute \"\(name)\" of \"\(path)\" is empty or too large")
    }
    if count == 0 { return ArrayReader.isNumber(type) ? .numbers([]) : .texts([]) }
    if ArrayReader.isNumber(type) {
      var numbers = [Double](repeating: 0, count: count)
      try LibraryFailure.check(H5Aread(attribute.identifier, hdf5_native_double(), &numbers))
      return .numbers(numbers)
    }
    guard H5Tget_class(type.identifier) == H5T_STRING else {
      throw refusal("the attribute \"\(name)\" of \"\(path)\" holds neither numbers nor texts")
    }
    let texts =
      H5Tis_variable_str(type.identifier) > 0
      ? try ArrayReader.variableTexts(attribute, type, space, count)
      : try fixedTexts(attribute, type, count)
    guard let texts else { throw refusal("the attribute \"\(name)\" of \"\(path)\" is not UTF-8") }
    return .texts(texts)
  }

  private static func isNumber(_ type: borrowing Handle) -> Bool {
    [H5T_INTEGER, H5T_FLOAT].contains(H5Tget_class(type.identifier))
  }

  private static func variableTexts(
    _ attribute: borrowing Handle, _ type: borrowing Handle, _ space: borrowing Handle, _ count: Int
  ) throws -> [String]? {
    var pointers = [UnsafeMutablePointer<CChar>?](repeating: nil, count: count)
    try LibraryFailure.check(H5Aread(attribute.identifier, type.identifier, &pointers))
    defer { _ = hdf5_free_texts(type.identifier, space.identifier, &pointers) }
    let texts = pointers.map { pointer in pointer.map { String(validatingCString: $0) } ?? "" }
    return texts.contains(nil) ? nil : texts.compactMap { $0 }
  }

  private borrowing func fixedTexts(
    _ attribute: borrowing Handle, _ type: borrowing Handle, _ count: Int
  ) throws -> [String]? {
    let width = H5Tget_size(type.identifier)
    guard width <= fileSize / count else { throw refusal("an attribute is too large") }
    var bytes = [UInt8](repeating: 0, count: count * width)
    try LibraryFailure.check(H5Aread(attribute.identifier, type.identifier, &bytes))
    let texts = (0..<count).map { String(padded: bytes[$0 * width..<($0 + 1) * width]) }
    return texts.contains(nil) ? nil : texts.compactMap { $0 }
  }
}
