import Archive
import Tensors

/// How far an attack moved the images of one network at one strength, in normalised units.
public struct Distance: Sendable, Equatable {
  /// Mean over the images of the L2 distance of each to its original.
  public let mean: Double
  /// The largest of these.
  public let largest: Double
  /// The largest change of any pixel (the max-norm).
  public let largestPixel: Double

  public init(mean: Double, largest: Double, largestPixel: Double) {
    self.mean = mean
    self.largest = largest
    self.largestPixel = largestPixel
  }

  /// - Parameters:
  ///   - images: attacked images [n, side, side, 1].
  ///   - originals: the same before.
  public init(from originals: Tensor, to images: Tensor) {
    let (before, after) = (originals.floats, images.floats)
    let count = images.shape[0]
    let size = images.count / count
    var largestPixel = 0.0
    let lengths = (0..<count).map { image in
      var squares = 0.0
      for pixel in image * size..<(image + 1) * size {
        let change = Double(after[pixel]) - Double(before[pixel])
        squares += change * change
        largestPixel = max(largestPixel, abs(change))
      }
      return squares.squareRoot()
    }
    self.init(
      mean: lengths.reduce(0, +) / Double(count), largest: lengths.max() ?? 0, largestPixel: largestPixel)
  }

  /// Names of the three arrays in a file.
  private static let arrays = ["mean_l2", "largest_l2", "largest_pixel"]
  var numbers: [Double] { [mean, largest, largestPixel] }

  /// Writes `distance/mean_l2`, `/largest_l2` and `/largest_pixel`, NaN where there is none.
  ///
  /// - Parameter distances: row-major over `shape`.
  static func write(_ distances: [Distance?], shape: [Int], into file: inout Checkpoint) {
    for (index, name) in arrays.enumerated() {
      file.set(
        "distance/\(name)", shape: shape, .float64(distances.map { $0?.numbers[index] ?? .nan }))
    }
  }

  /// The distances in a file, in the order of its arrays; of places without one they are NaN.
  static func read(_ file: Checkpoint, shape: [Int]) throws -> [Distance] {
    let columns = try arrays.map { try file.doubles("distance/\($0)", shape: shape) }
    return columns[0].indices.map {
      Distance(mean: columns[0][$0], largest: columns[1][$0], largestPixel: columns[2][$0])
    }
  }
}
