/// How wide a learner's layers are; the report's widths are the defaults.
public struct Widths: Sendable, Equatable, Codable {
  /// Height and width of the images.
  public var side = 28
  /// Channels of the convolutions, which grow in this order, and features of the hidden dense layer; `linear`
  /// has a second one of half as many.
  public var first = 64, second = 128, third = 256, dense = 256
  public static let report = Widths()

  /// - Parameter side: a multiple of four, because most types halve it twice.
  public init(side: Int = 28, first: Int = 64, second: Int = 128, third: Int = 256, dense: Int = 256) {
    self.side = side
    self.first = first
    self.second = second
    self.third = third
    self.dense = dense
  }
}

/// The catalogue of learner types.
public enum Learners {
  /// The report's nine, in the order of its table.
  public static let report = [
    "base", "base_fc", "linear", "base_larger", "base_larger2", "base_larger3", "base_larger3_global_pooling",
    "base_larger4_global_pooling", "base_larger4",
  ]
  /// The two whose published batch norm is a constant zero, with a batch norm that works.
  public static let corrected = ["base_larger4_global_pooling_corrected", "base_larger4_corrected"]
  /// All types that can be trained, the report's first.
  public static let names = report + corrected

  /// The learner type of the given name, or nil.
  public static func architecture(_ name: String, _ widths: Widths = .report) -> Architecture? {
    guard let make = catalogue[name] else { return nil }
    return make(name, widths)
  }

  private typealias Maker = @Sendable (String, Widths) -> Architecture
  private static let catalogue: [String: Maker] = [
    "linear": { name, w in
      Architecture(
        name, side: w.side, [], .flatten,
        dense(w.side * w.side, w.dense) + dense(w.dense, w.dense / 2) + [.dense(w.dense / 2, 10)],
        runningMomentum: 0.9)
    },
    "base": { name, w in
      Architecture(name, side: w.side, pooled(w), .globalAveragePool, [.dense(w.second, 10)])
    },
    "base_fc": baseLarger,
    "base_larger": baseLarger,
    "base_larger2": { name, w in
      let body =
        block(1, w.first) + block(w.first, w.second, stride: 2) + block(w.second, w.second)
        + block(w.second, w.third, stride: 2) + block(w.third, w.third)
      return Architecture(
        name, side: w.side, body, .globalAveragePool, [.dense(w.third, 10)], headName: "fc2")
    },
    "base_larger3": { name, w in deep(name, w, repeats: 1, .meanOnly) },
    "base_larger3_global_pooling": { name, w in deep(name, w, repeats: 1, .meanOnly, pools: true) },
    "base_larger4": { name, w in deep(name, w, repeats: 2, .zero) },
    "base_larger4_global_pooling": { name, w in deep(name, w, repeats: 2, .zero, pools: true) },
    "base_larger4_corrected": { name, w in deep(name, w, repeats: 2, .full) },
    "base_larger4_global_pooling_corrected": { name, w in
      deep(name, w, repeats: 2, .full, pools: true)
    },
  ]

  /// `base_fc` and `base_larger` are one network under two names.
  private static let baseLarger: Maker = { name, w in
    let features = w.second * (w.side / 4) * (w.side / 4)
    return Architecture(
      name, side: w.side, pooled(w), .flatten, dense(features, w.dense) + [.dense(w.dense, 10)])
  }

  /// Two convolutions, each followed by max pooling.
  private static func pooled(_ w: Widths) -> [Layer] {
    [(1, w.first), (w.first, w.second)].flatMap { from, to in
      [.pooledConvolution(from, to, kernel: 3), .normalisedLeakyReLU(.meanOnly, to)]
    }
  }

  /// Three 3x3 convolutions, each followed by 1x1 convolutions (the later two by `repeats` of them).
  private static func deep(
    _ name: String, _ w: Widths, repeats: Int, _ norm: ChannelNormalisation, pools: Bool = false
  ) -> Architecture {
    let body =
      block(1, w.first, norm) + block(w.first, w.first, kernel: 1, norm)
      + [(w.first, w.second), (w.second, w.third)].flatMap { from, to in
        block(from, to, stride: 2, norm)
          + (0..<repeats).flatMap { _ in block(to, to, kernel: 1, norm) }
      }
    if pools { return Architecture(name, side: w.side, body, .globalAveragePool, [.dense(w.third, 10)]) }
    let features = w.third * (w.side / 4) * (w.side / 4)
    return Architecture(
      name, side: w.side, body, .flatten, dense(features, w.dense, norm) + [.dense(w.dense, 10)])
  }

  private static func block(
    _ from: Int, _ to: Int, kernel: Int = 3, stride: Int = 1, _ norm: ChannelNormalisation = .meanOnly
  ) -> [Layer] {
    [.convolution(from, to, kernel: kernel, stride: stride), .normalisedLeakyReLU(norm, to)]
  }

  private static func dense(
    _ from: Int, _ to: Int, _ norm: ChannelNormalisation = .meanOnly
  ) -> [Layer] {
    [.dense(from, to), .normalisedLeakyReLU(norm, to)]
  }
}
