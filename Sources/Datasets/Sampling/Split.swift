/// A random division of a training set: five sixths to learn from and one sixth to validate with, which for
/// the 60,000 images of MNIST is 50,000 and 10,000.
public struct Split: Sendable, Equatable {
  /// Image numbers in the order of the permutation.
  public let training: [Int]
  /// Image numbers in the order of the permutation.
  public let validation: [Int]

  /// - Parameter count: The number of images to divide.
  public init(count: Int, seed: UInt64) {
    var generator = KeyedGenerator(seed: seed, purpose: .split)
    let order = generator.shuffled(Array(0..<count))
    training = Array(order.dropLast(count / 6))
    validation = order.suffix(count / 6)
  }
}
