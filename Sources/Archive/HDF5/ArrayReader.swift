import CHDF5
import Foundation

/// An HDF5 file opened for reading, that trusts nothing it reads: links, layouts, filters and sizes are checked before
/// anything is followed or allocated.
struct ArrayReader: ~Copyable {
  /// More bytes of arrays than this are refused.
  static let largestContent = 16 << 30
  /// More bytes of arrays than this multiple of the file's size are refused; gzip cannot exceed it by much.
  static let largestExpansion = 1000
  static let deepestGroup = 16
  static let mostObjects = 10_000

  let path: String
  /// Held as long as the file is read: programs that write into a file lock it exclusively.
  private let descriptor: Descriptor
  let file: Handle
  let fileSize: Int
  private var contentSize = 0
  private var storedSize = 0

  /// Opens the file. Throws `ArchiveError` for a path that is no file or no HDF5 file, `LibraryFailure` for the rest.
  init(_ path: String) throws {
    let descriptor = try ArrayReader.inspect(path)
    // Not by HDF5, which would not read at all where there are no locks (NFS, Lustre), and tells nothing of the cause.
    guard flock(descriptor.number, LOCK_SH | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
      throw ArchiveError.openElsewhere(path)
    }
    let access = try Handle(H5Pcreate(hdf5_file_access()))
    try LibraryFailure.check(hdf5_take_no_locks(access.identifier))
    let opened = try Handle(H5Fopen(path, hdf5_read_only(), access.identifier))
    var status = stat()
    fstat(descriptor.number, &status)
    self.path = path
    fileSize = Int(status.st_size)
    file = opened
    self.descriptor = descriptor
  }

  /// Opens a file that begins as HDF5 files do.
  private static func inspect(_ path: String) throws -> Descriptor {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw errno == ENOENT || errno == ENOTDIR
        ? ArchiveError.missingFile(path)
        : ArchiveError.unreadableFile(path, reason: String(cString: strerror(errno)))
    }
    if status.st_mode & S_IFMT == S_IFDIR { throw ArchiveError.isFolder(path) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw ArchiveError.notHDF5(path) }
    let number = Foundation.open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else {
      throw ArchiveError.unreadableFile(path, reason: String(cString: strerror(errno)))
    }
    let descriptor = Descriptor(number: number)
    let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]
    var start = [UInt8](repeating: 0, count: signature.count)
    // At the beginning or, after a block of another program, at 512 bytes or twice that and so on.
    var offset = 0
    while pread(number, &start, start.count, off_t(offset)) == start.count {
      if start == signature { return descriptor }
      offset = max(512, 2 * offset)
    }
    throw ArchiveError.notHDF5(path)
  }

  /// The paths of all data sets, in the order of their UTF-8 bytes.
  borrowing func names() throws -> [String] {
    var names: [String] = []
    var remaining = ArrayReader.mostObjects
    let root = try Handle(H5Gopen2(file.identifier, "/", hdf5_default()))
    try collect(root, prefix: "", depth: 0, into: &names, remaining: &remaining)
    return names.sorted(by: precedesInBytes)
  }

  private borrowing func collect(
    _ group: borrowing Handle, prefix: String, depth: Int, into names: inout [String], remaining: inout Int
  ) throws {
    var information = H5G_info_t()
    try LibraryFailure.check(H5Gget_info(group.identifier, &information))
    // HDF5 1.10 frees memory that it never set when it fails to list such a group: a damaged one would crash it.
    guard information.storage_type != H5G_STORAGE_TYPE_DENSE else {
      throw refusal("the group \"\(prefix)\" is stored as a heap, which checkpoints never are")
    }
    // Hard links can form loops: both limits end them.
    guard depth <= ArrayReader.deepestGroup, information.nlinks <= remaining else {
      throw refusal("it holds too many or too deeply nested objects")
    }
    remaining -= Int(information.nlinks)
    for index in 0..<information.nlinks {
      let name = prefix + (try linkName(group, index))
      guard hdf5_is_hard_link(group.identifier, index) > 0 else {
        throw refusal("\"\(name)\" is a soft or external link")
      }
      let object = try Handle(
        H5Oopen_by_idx(group.identifier, ".", H5_INDEX_NAME, H5_ITER_INC, index, hdf5_default()))
      switch H5Iget_type(object.identifier) {
      case H5I_GROUP:
        try collect(object, prefix: name + "/", depth: depth + 1, into: &names, remaining: &remaining)
      case H5I_DATASET: names.append(name)
      default: throw refusal("\"\(name)\" is neither a group nor a data set")
      }
    }
  }

  private borrowing func linkName(_ group: borrowing Handle, _ index: hsize_t) throws -> String {
    let length = H5Lget_name_by_idx(
      group.identifier, ".", H5_INDEX_NAME, H5_ITER_INC, index, nil, 0, hdf5_default())
    try LibraryFailure.check(length)
    var bytes = [CChar](repeating: 0, count: length + 1)
    try LibraryFailure.check(
      H5Lget_name_by_idx(
        group.identifier, ".", H5_INDEX_NAME, H5_ITER_INC, index, &bytes, bytes.count, hdf5_default()))
    guard
      let name = String(validating: bytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    else { throw refusal("a name is not UTF-8") }
    return name
  }

  /// Opens a data set, once its shape, layout and size are known to be harmless. Sizes add up over all calls, so that
  /// many names for one data set gain nothing.
  mutating func open(_ name: String) throws -> StoredArray {
    let dataset = try Handle(H5Dopen2(file.identifier, name, hdf5_default()))
    guard let shape = try Space.shape(Handle(H5Dget_space(dataset.identifier))),
      let count = Space.count(shape)
    else {
      throw refusal("the shape of \"\(name)\" is empty, too large or of rank above \(Space.maximumRank)")
    }
    let type = try Handle(H5Dget_type(dataset.identifier))
    let (size, overflow) = count.multipliedReportingOverflow(by: H5Tget_size(type.identifier))
    guard !overflow else { throw refusal("\"\(name)\" is too large") }
    let creation = try Handle(H5Dget_create_plist(dataset.identifier))
    try claim(size, name, width: H5Tget_size(type.identifier), layout: creation)
    return StoredArray(dataset: dataset, type: type, shape: shape, count: count)
  }

  private mutating func claim(
    _ size: Int, _ name: String, width: Int, layout creation: borrowing Handle
  ) throws {
    guard size <= ArrayReader.largestContent - contentSize,
      size <= fileSize.multipliedClamped(by: ArrayReader.largestExpansion) - contentSize
    else { throw refusal("\"\(name)\" claims \(size) bytes in a file of \(fileSize)") }
    contentSize += size
    switch H5Pget_layout(creation.identifier) {
    case H5D_COMPACT, H5D_CONTIGUOUS:
      guard H5Pget_external_count(creation.identifier) == 0 else {
        throw refusal("\"\(name)\" lies in another file")
      }
      guard size <= fileSize - storedSize else {
        throw refusal("\"\(name)\" claims \(size) bytes in a file of \(fileSize)")
      }
      storedSize += size
    case H5D_CHUNKED: try checkChunks(name, width: width, creation)
    default: throw refusal("\"\(name)\" has an unknown layout")
    }
  }

  /// Only filters built into HDF5: others would be looked for among the plug-ins on this machine.
  private borrowing func checkChunks(_ name: String, width: Int, _ creation: borrowing Handle) throws {
    var extents = [hsize_t](repeating: 0, count: Space.maximumRank)
    let rank = H5Pget_chunk(creation.identifier, Int32(extents.count), &extents)
    try LibraryFailure.check(rank)
    // In bytes, which HDF5 allocates for one chunk.
    let chunk = Space.count(extents.prefix(Int(rank)).map { Int(clamping: $0) } + [width])
    guard let chunk, chunk <= fileSize.multipliedClamped(by: ArrayReader.largestExpansion) else {
      throw refusal("the chunks of \"\(name)\" are too large")
    }
    for index in 0..<UInt32(max(0, H5Pget_nfilters(creation.identifier))) {
      guard [hdf5_deflate(), hdf5_shuffle()].contains(hdf5_filter(creation.identifier, index)) else {
        throw refusal("\"\(name)\" is compressed by an unknown filter")
      }
    }
  }

  borrowing func refusal(_ reason: String) -> ArchiveError { .refused(path, reason: reason) }
}

/// An open file of the system, closed at its end.
private struct Descriptor: ~Copyable {
  let number: Int32
  deinit { close(number) }
}

extension Int {
  fileprivate func multipliedClamped(by factor: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    return overflow ? .max : product
  }
}
