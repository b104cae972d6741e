import Foundation
import Tensors

/// Golden numbers: computed by PyTorch in float64, with the script beside the file that made them.
///
/// The environment variable GTN_GOLDEN names another file to be read instead.
public struct Golden: Sendable {
  private let file: GoldenFile
  /// The paths of all arrays.
  private let names: Set<String>

  public init() throws { self = try Self.opened.get() }

  /// What published implementations of attacks do to the network of the other file's group "attacks".
  public static func strongAttacks() throws -> Golden { try openedAttacks.get() }

  /// Opened once: listing a file's arrays takes longer than reading one.
  private static let opened = Result {
    try Golden(path: ProcessInfo.processInfo.environment["GTN_GOLDEN"] ?? shipped("golden.h5"))
  }
  private static let openedAttacks = Result { try Golden(path: shipped("attacks.h5")) }

  private static func shipped(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Golden/\(name)").path
  }

  private init(path: String) throws {
    file = GoldenFile(path: path)
    names = try file.names()
  }

  /// The names of the groups that lie directly in a group ("" is the root).
  public func groups(in group: String) -> Set<String> {
    let prefix = group.isEmpty ? "" : group + "/"
    return Set(
      names.filter { $0.hasPrefix(prefix) }.compactMap { name in
        let parts = name.dropFirst(prefix.count).split(separator: "/")
        return parts.count > 1 ? String(parts[0]) : nil
      })
  }

  /// Whether there is an array of this path.
  public func contains(_ path: String) -> Bool { names.contains(path) }

  /// The numbers of an array in PyTorch's order.
  public func numbers(_ path: String) throws -> [Double] { try file.array(path).scalars }

  /// The numbers of an array of integers.
  public func integers(_ path: String) throws -> [Int] { try numbers(path).map { Int($0) } }

  /// An array as it is: convolution filters OIHW, dense weights [out, in], rows and vectors.
  public func tensor(_ path: String, _ precision: Precision) throws -> Tensor {
    let (shape, scalars) = try file.array(path)
    return Tensor(shape: shape.isEmpty ? [1] : shape, scalars, precision)
  }

  /// Images, stored NCHW, as our NHWC; rows and single numbers as they are.
  public func activations(_ path: String, _ precision: Precision) throws -> Tensor {
    let plain = try tensor(path, precision)
    return plain.shape.count == 4 ? Layout.nhwc(plain) : plain
  }

  /// An attribute that is one number or more.
  public func numbers(_ path: String, attribute: String) throws -> [Double] {
    try file.numbers(path, attribute: attribute)
  }

  /// An attribute that is a list of texts.
  public func texts(_ path: String, attribute: String) throws -> [String] {
    try file.texts(path, attribute: attribute)
  }
}

public struct GoldenError: Error, CustomStringConvertible {
  public let description: String
}

/// Between PyTorch's layout of images and ours.
public enum Layout {
  /// [n, c, h, w] as [n, h, w, c], a constant.
  public static func nhwc(_ images: Tensor) -> Tensor {
    let (n, c, h, w) = (images.shape[0], images.shape[1], images.shape[2], images.shape[3])
    return Tensor(shape: [n, h, w, c], transposed(images.doubles, n, c, h * w), images.precision)
  }

  /// The numbers of a result of ours in PyTorch's order.
  public static func numbers(_ result: Tensor) -> [Double] {
    guard result.shape.count == 4 else { return result.doubles }
    let pixels = result.shape[1] * result.shape[2]
    return transposed(result.doubles, result.shape[0], pixels, result.shape[3])
  }

  /// [n, a, b] -> [n, b, a]
  private static func transposed(_ x: [Double], _ n: Int, _ a: Int, _ b: Int) -> [Double] {
    (0..<n * a * b).map { index in
      let (image, place) = index.quotientAndRemainder(dividingBy: a * b)
      let (inner, outer) = place.quotientAndRemainder(dividingBy: a)
      return x[image * a * b + outer * b + inner]
    }
  }
}
