/// An array of bytes in the IDX format: two zero bytes, the type (8: unsigned bytes), the number of
/// dimensions, the dimensions as big-endian 32-bit numbers, the content.
///
/// Source: http://yann.lecun.com/exdb/mnist/
struct IDX {
  /// More than any file of the data sets holds, compressed or not.
  static let largestFile = 64 << 20

  let dimensions: [Int]
  /// As many bytes as the product of the dimensions.
  let content: ArraySlice<UInt8>

  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - rank: The number of dimensions it must have.
  ///   - file: Its name, for messages.
  /// - Throws: `DatasetError` unless the file is exactly what its header says.
  init(_ bytes: [UInt8], rank: Int, file: String) throws {
    guard bytes.starts(with: [0, 0, 8, UInt8(rank)]) else {
      throw DatasetError(
        "\(file): not an IDX file of bytes with \(rank) dimension\(rank == 1 ? "" : "s"); fetch it again")
    }
    let headerSize = 4 + 4 * rank
    guard bytes.count >= headerSize else {
      throw DatasetError("\(file): cut short within its header of \(headerSize) bytes; fetch it again")
    }
    dimensions = (1...rank).map { index in
      bytes[4 * index..<4 * index + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    content = bytes[headerSize...]
    guard Self.product(dimensions) == content.count else {
      let shape = dimensions.map(String.init).joined(separator: " x ")
      throw DatasetError(
        "\(file): its header announces \(shape) bytes, but \(content.count) follow; fetch it again")
    }
  }

  /// The product, or nothing if it is no `Int`: three dimensions of 32 bits can exceed 64.
  private static func product(_ factors: [Int]) -> Int? {
    factors.reduce(1) { partial, factor in
      partial.flatMap {
        let (product, overflow) = $0.multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
      }
    }
  }
}

extension ImageSet {
  /// Joins a file of images, [count, 28, 28], and a file of labels, [count].
  ///
  /// - Throws: `DatasetError` if the shapes do not fit or a label is not 0 to 9.
  init(images: IDX, labels: IDX, imageFile: String, labelFile: String) throws {
    guard images.dimensions.dropFirst() == [28, 28] else {
      let shape = images.dimensions.dropFirst().map(String.init).joined(separator: " x ")
      throw DatasetError("\(imageFile): its images have \(shape) pixels instead of 28 x 28; use another file")
    }
    guard images.dimensions[0] == labels.dimensions[0] else {
      throw DatasetError(
        "\(labelFile): \(labels.dimensions[0]) labels for the \(images.dimensions[0]) images of "
          + "\(imageFile); fetch both again")
    }
    if let label = labels.content.first(where: { $0 > 9 }) {
      throw DatasetError("\(labelFile): holds the label \(label), labels are 0 to 9; fetch it again")
    }
    self.init(pixels: Array(images.content), labels: Array(labels.content))
  }
}
