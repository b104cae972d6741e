import CZlib

/// Decompression of gzip files (RFC 1952).
enum Gzip {
  private static let magic: [UInt8] = [0x1f, 0x8b]

  static func isCompressed(_ bytes: [UInt8]) -> Bool { bytes.starts(with: magic) }

  /// The content of a gzip file: all members of it, one after the other, as gzip reads them. What follows the last is
  /// passed over, zeros that a tape or a disk has added or anything else: the content's digest decides.
  ///
  /// - Parameters:
  ///   - limit: The most bytes to expect: a small file can expand to a thousand times its size.
  ///   - file: Its name, for messages.
  /// - Throws: `DatasetError` if it is damaged, cut short, or expands beyond the limit.
  static func expand(_ bytes: [UInt8], limit: Int, file: String) throws -> [UInt8] {
    // zlib remembers the address of the stream, so it must not move.
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    defer { stream.deallocate() }
    precondition(gzip_inflate_start(stream) == Z_OK, "zlib cannot start")
    defer { inflateEnd(stream) }

    return try bytes.withUnsafeBufferPointer { input in
      stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.pointee.avail_in = UInt32(input.count)
      var content: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 1 << 18)
      while true {
        let status = chunk.withUnsafeMutableBufferPointer { output in
          stream.pointee.next_out = output.baseAddress
          stream.pointee.avail_out = UInt32(output.count)
          return inflate(stream, Z_NO_FLUSH)
        }
        content += chunk.dropLast(Int(stream.pointee.avail_out))
        guard content.count <= limit else {
          throw DatasetError("\(file): expands to more than the \(limit) bytes expected; fetch it again")
        }
        switch status {
        case Z_OK: continue
        case Z_STREAM_END:
          let rest = input.suffix(Int(stream.pointee.avail_in))
          guard rest.starts(with: magic) else { return content }
          inflateReset(stream)
        case Z_BUF_ERROR: throw DatasetError("\(file): the gzip stream is cut short; fetch it again")
        default: throw DatasetError("\(file): the gzip stream is damaged; fetch it again")
        }
      }
    }
  }
}
