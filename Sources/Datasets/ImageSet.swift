import Digest

/// Square grey images with one label each.
public struct ImageSet: Sendable, Equatable {
  /// The number of rows and of columns of an image.
  public let side: Int
  /// Grey levels, 0 black to 255 white, [count, side, side] in row-major order.
  public let pixels: [UInt8]
  /// The class of every image, 0 to 9, [count].
  public let labels: [UInt8]

  /// The SHA-256 digest of side, count, pixels and labels, as 64 hexadecimal digits.
  public let digest: String

  /// The number of images.
  public var count: Int { labels.count }

  /// - Parameters:
  ///   - pixels: [count, side, side].
  ///   - labels: [count], each 0 to 9.
  public init(side: Int = 28, pixels: [UInt8], labels: [UInt8]) {
    precondition(pixels.count == labels.count * side * side, "as many images as labels")
    self.side = side
    self.pixels = pixels
    self.labels = labels
    let digest = SHA256()
    digest.update("\(side) \(labels.count)\n")
    pixels.withUnsafeBytes { digest.update($0) }
    labels.withUnsafeBytes { digest.update($0) }
    self.digest = digest.finish()
  }

  /// The images of the given numbers as network input, [indices, side, side, 1], in
  /// `Normalisation.validRange`.
  public func normalised(_ indices: some Collection<Int>) -> [Float] {
    let area = side * side
    let table = Normalisation.table
    var values: [Float] = []
    values.reserveCapacity(indices.count * area)
    for index in indices {
      values += pixels[index * area..<(index + 1) * area].lazy.map { table[Int($0)] }
    }
    return values
  }
}
