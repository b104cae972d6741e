import CHDF5

/// The type of one element as stored in a checkpoint.
enum Element: Equatable {
  case float32, float64, int32, uint8
  /// Text of a fixed number of bytes.
  case text(width: Int)

  /// Bytes of one element in the file.
  var width: Int {
    switch self {
    case .float32, .int32: 4
    case .float64: 8
    case .uint8: 1
    case .text(let width): width
    }
  }

  /// The HDF5 type, the same in the file and in memory: every machine that this runs on is little-endian.
  func type() throws -> Handle {
    switch self {
    case .float32: try Handle(H5Tcopy(hdf5_float32()))
    case .float64: try Handle(H5Tcopy(hdf5_float64()))
    case .int32: try Handle(H5Tcopy(hdf5_int32()))
    case .uint8: try Handle(H5Tcopy(hdf5_uint8()))
    case .text(let width): try Handle(hdf5_create_text(width))
    }
  }

  /// The element of an HDF5 type, or nil if checkpoints do not hold that type.
  init?(_ type: borrowing Handle) throws {
    let identifier = type.identifier
    if H5Tequal(identifier, hdf5_float32()) > 0 {
      self = .float32
    } else if H5Tequal(identifier, hdf5_float64()) > 0 {
      self = .float64
    } else if H5Tequal(identifier, hdf5_int32()) > 0 {
      self = .int32
    } else if H5Tequal(identifier, hdf5_uint8()) > 0 {
      self = .uint8
    } else if H5Tget_class(identifier) == H5T_STRING, H5Tis_variable_str(identifier) == 0 {
      let width = H5Tget_size(identifier)
      let text = try Handle(hdf5_create_text(width))
      guard H5Tequal(identifier, text.identifier) > 0 else { return nil }
      self = .text(width: width)
    } else {
      return nil
    }
  }
}

#if _endian(big)
  #error("Digests and memory types assume a little-endian machine")
#endif
