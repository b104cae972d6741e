import CHDF5

/// An HDF5 file made in memory, so that only the plain writing of its bytes can meet a full or faulty disk.
///
/// Nothing in it depends on time or on the order of calls: no object times, one fixed format.
struct ArrayWriter: ~Copyable {
  /// Arrays of bytes from this size on are compressed.
  static let compressedFrom = 1 << 16
  /// The largest chunk of a compressed array, in bytes.
  static let chunkSize = 1 << 20

  let file: Handle
  private let groupCreation: Handle
  private var groups: Set<Substring> = []

  /// The bytes of a file with what `body` adds.
  static func image(_ body: (inout ArrayWriter) throws -> Void) throws -> FileImage {
    let image = FileImage()
    // HDF5 hands the bytes over when the writer ends, so the image must outlive it.
    try withExtendedLifetime(image) {
      var writer = try ArrayWriter(image)
      try body(&writer)
    }
    guard image.isComplete else { throw LibraryFailure() }
    return image
  }

  private init(_ image: FileImage) throws {
    let created = try ArrayWriter.createFile(image)
    let creation = try Handle(H5Pcreate(hdf5_group_creation()))
    try ArrayWriter.configureGroup(creation)
    file = created
    groupCreation = creation
  }

  private static func createFile(_ image: FileImage) throws -> Handle {
    let access = try Handle(H5Pcreate(hdf5_file_access()))
    try LibraryFailure.check(hdf5_set_image(access.identifier, 1 << 20, image.pointer))
    // The oldest format whose structures carry checksums and whose attributes may exceed 64 KiB.
    try LibraryFailure.check(H5Pset_libver_bounds(access.identifier, H5F_LIBVER_V18, H5F_LIBVER_V18))
    let creation = try Handle(H5Pcreate(hdf5_file_creation()))
    try ArrayWriter.configureGroup(creation)
    // Attributes in one block up to this many: a header is then read in one go.
    try LibraryFailure.check(H5Pset_attr_phase_change(creation.identifier, 16, 8))
    return try Handle(H5Fcreate("memory", hdf5_truncate(), creation.identifier, access.identifier))
  }

  /// Sets the properties of a group, of which the file's are a kind because of its root.
  private static func configureGroup(_ creation: borrowing Handle) throws {
    try LibraryFailure.check(H5Pset_obj_track_times(creation.identifier, false))
    // Links in the group's header whatever their number, instead of in a heap and a tree: `ArrayReader` says why.
    try LibraryFailure.check(H5Pset_link_phase_change(creation.identifier, 65_535, 0))
  }

  /// Adds an array and the groups of its path. Names and shape must be valid, and names come in sorted order.
  mutating func add(_ name: String, _ array: NamedArray) throws {
    try createGroups(of: name)
    switch array.scalars {
    case .float32(let values): try values.withUnsafeBytes { try add(name, array.shape, .float32, $0) }
    case .float64(let values): try values.withUnsafeBytes { try add(name, array.shape, .float64, $0) }
    case .int32(let values): try values.withUnsafeBytes { try add(name, array.shape, .int32, $0) }
    case .uint8(let values): try values.withUnsafeBytes { try add(name, array.shape, .uint8, $0) }
    case .text(let values):
      let width = max(1, values.map(\.utf8.count).max() ?? 1)
      var bytes: [UInt8] = []
      bytes.reserveCapacity(width * values.count)
      for value in values {
        bytes += value.utf8
        bytes += repeatElement(0, count: width - value.utf8.count)
      }
      try bytes.withUnsafeBytes { try add(name, array.shape, .text(width: width), $0) }
    }
  }

  private mutating func createGroups(of name: String) throws {
    for index in name.indices where name[index] == "/" {
      let path = name[..<index]
      if groups.insert(path).inserted {
        _ = try Handle(
          H5Gcreate2(
            file.identifier, String(path), hdf5_default(), groupCreation.identifier, hdf5_default()))
      }
    }
  }

  private borrowing func add(
    _ name: String, _ shape: [Int], _ element: Element, _ bytes: UnsafeRawBufferPointer
  ) throws {
    let creation = try Handle(H5Pcreate(hdf5_dataset_creation()))
    try LibraryFailure.check(H5Pset_obj_track_times(creation.identifier, false))
    // All elements are about to be written: filling the space first would only cost time.
    try LibraryFailure.check(H5Pset_fill_time(creation.identifier, H5D_FILL_TIME_NEVER))
    if element == .uint8, bytes.count >= ArrayWriter.compressedFrom {
      let chunk = ArrayWriter.chunk(shape).map { hsize_t($0) }
      try LibraryFailure.check(H5Pset_chunk(creation.identifier, Int32(chunk.count), chunk))
      try LibraryFailure.check(H5Pset_deflate(creation.identifier, 6))
    }
    let type = try element.type()
    let space = try Space.create(shape)
    let dataset = try Handle(
      H5Dcreate2(
        file.identifier, name, type.identifier, space.identifier, hdf5_default(), creation.identifier,
        hdf5_default()))
    if bytes.isEmpty { return }
    try LibraryFailure.check(
      H5Dwrite(
        dataset.identifier, type.identifier, hdf5_everything(), hdf5_everything(), hdf5_default(),
        bytes.baseAddress))
  }

  /// The extents of one chunk: as many trailing axes as fit `chunkSize` whole, and a part of the next.
  static func chunk(_ shape: [Int]) -> [Int] {
    var room = chunkSize
    let extents = shape.reversed().map { extent in
      let part = min(extent, room)
      room /= part
      return part
    }
    return extents.reversed()
  }
}
