import CHDF5

/// The extents of an array.
enum Space {
  /// Ranks above this are refused: nothing here writes them.
  static let maximumRank = 8

  static func create(_ shape: [Int]) throws -> Handle {
    if shape.isEmpty { return try Handle(H5Screate(H5S_SCALAR)) }
    return try Handle(H5Screate_simple(Int32(shape.count), shape.map { hsize_t($0) }, nil))
  }

  /// The shape of a space ([] for a single value), or nil if it is empty, of too high a rank or too large to count.
  static func shape(_ space: borrowing Handle) throws -> [Int]? {
    switch H5Sget_simple_extent_type(space.identifier) {
    case H5S_SCALAR: return []
    case H5S_SIMPLE: break
    default: return nil
    }
    let rank = H5Sget_simple_extent_ndims(space.identifier)
    guard (0...maximumRank).contains(Int(rank)) else { return nil }
    var extents = [hsize_t](repeating: 0, count: Int(rank))
    try LibraryFailure.check(H5Sget_simple_extent_dims(space.identifier, &extents, nil))
    let shape = extents.compactMap { Int(exactly: $0) }
    return shape.count == extents.count && count(shape) != nil ? shape : nil
  }

  /// The number of elements, or nil if an extent is negative or the number does not fit.
  static func count(_ shape: [Int]) -> Int? {
    var product = 1
    for extent in shape {
      let (next, overflow) = product.multipliedReportingOverflow(by: extent)
      if overflow || extent < 0 { return nil }
      product = next
    }
    return product
  }
}
