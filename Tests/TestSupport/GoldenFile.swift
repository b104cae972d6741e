import Archive
import CHDF5

/// Reads what h5py wrote into the golden file: numbers of any type, and attributes. The file is this package's own, so
/// little of it is checked.
struct GoldenFile: Sendable {
  let path: String

  /// The paths of all arrays.
  func names() throws -> Set<String> {
    try reading { file in
      var names: Set<String> = []
      try Self.collect(file, prefix: "", into: &names)
      return names
    }
  }

  private static func collect(_ group: borrowing Handle, prefix: String, into names: inout Set<String>) throws {
    var information = H5G_info_t()
    try LibraryFailure.check(H5Gget_info(group.identifier, &information))
    for index in 0..<information.nlinks {
      var bytes = [CChar](repeating: 0, count: 256)
      try LibraryFailure.check(
        H5Lget_name_by_idx(
          group.identifier, ".", H5_INDEX_NAME, H5_ITER_INC, index, &bytes, bytes.count, hdf5_default()))
      let name = prefix + String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let object = try Handle(
        H5Oopen_by_idx(group.identifier, ".", H5_INDEX_NAME, H5_ITER_INC, index, hdf5_default()))
      if H5Iget_type(object.identifier) == H5I_GROUP {
        try collect(object, prefix: name + "/", into: &names)
      } else {
        names.insert(name)
      }
    }
  }

  /// The array at a path, in row-major order.
  func array(_ name: String) throws -> (shape: [Int], scalars: [Double]) {
    try reading { file in
      let array = try Handle(H5Dopen2(file.identifier, name, hdf5_default()))
      let shape = try Self.shape(Handle(H5Dget_space(array.identifier)))
      var scalars = [Double](repeating: 0, count: shape.reduce(1, *))
      try LibraryFailure.check(
        H5Dread(
          array.identifier, hdf5_native_double(), hdf5_everything(), hdf5_everything(), hdf5_default(), &scalars))
      return (shape, scalars)
    }
  }

  /// An attribute that is one number or more, of the group or array at `path`.
  func numbers(_ path: String, attribute: String) throws -> [Double] {
    try reading { file in
      let attribute = try Self.attribute(attribute, of: path, file)
      let shape = try Self.shape(Handle(H5Aget_space(attribute.identifier)))
      var numbers = [Double](repeating: 0, count: shape.reduce(1, *))
      try LibraryFailure.check(H5Aread(attribute.identifier, hdf5_native_double(), &numbers))
      return numbers
    }
  }

  /// An attribute that is a list of texts of variable length, as h5py writes them.
  func texts(_ path: String, attribute: String) throws -> [String] {
    try reading { file in
      let attribute = try Self.attribute(attribute, of: path, file)
      let type = try Handle(H5Aget_type(attribute.identifier))
      guard H5Tis_variable_str(type.identifier) > 0 else { throw GoldenError(description: "\(path) has no such texts") }
      let space = try Handle(H5Aget_space(attribute.identifier))
      var pointers = [UnsafeMutablePointer<CChar>?](repeating: nil, count: try Self.shape(space).reduce(1, *))
      try LibraryFailure.check(H5Aread(attribute.identifier, type.identifier, &pointers))
      defer { _ = hdf5_free_texts(type.identifier, space.identifier, &pointers) }
      return pointers.map { $0.map { String(cString: $0) } ?? "" }
    }
  }

  private static func attribute(_ name: String, of path: String, _ file: borrowing Handle) throws -> Handle {
    try Handle(H5Aopen_by_name(file.identifier, path, name, hdf5_default(), hdf5_default()))
  }

  private static func shape(_ space: borrowing Handle) throws -> [Int] {
    let rank = H5Sget_simple_extent_ndims(space.identifier)
    try LibraryFailure.check(rank)
    var extents = [hsize_t](repeating: 0, count: Int(rank))
    try LibraryFailure.check(H5Sget_simple_extent_dims(space.identifier, &extents, nil))
    return extents.map { Int($0) }
  }

  private func reading<Result: Sendable>(_ body: (borrowing Handle) throws -> Result) throws -> Result {
    do {
      return try Library.locked {
        let file = try Handle(H5Fopen(path, hdf5_read_only(), hdf5_default()))
        return try body(file)
      }
    } catch let failure as LibraryFailure {
      throw GoldenError(description: "golden file \(path): \(failure.detail)")
    }
  }
}
