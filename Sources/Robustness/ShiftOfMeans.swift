import Networks
import Tensors

/// The means that the normalisations of a network subtract, [normalisations][channels]; empty where one has none.
public struct ChannelMeans: Sendable {
  let channels: [[Double]]

  init(_ statistics: Statistics) { channels = statistics.entries.map { $0.mean?.doubles ?? [] } }

  /// How far these are from others: for each normalisation the length of the difference over its channels, relative to the
  /// length of the others; the mean over the normalisations. It does not depend on the scale of a layer. Zero for equal means,
  /// and where there are none.
  public func shift(from others: ChannelMeans) -> Double {
    func length(_ x: [Double]) -> Double { x.map { $0 * $0 }.reduce(0, +).squareRoot() }
    let shifts = zip(channels, others.channels).compactMap { new, old in
      length(old) > 0 ? length(zip(new, old).map { $0 - $1 }) / length(old) : nil
    }
    return shifts.isEmpty ? 0 : shifts.reduce(0, +) / Double(shifts.count)
  }
}

extension NetworkUnderTest {
  /// What evaluation mode subtracts.
  public var storedMeans: ChannelMeans { ChannelMeans(statistics) }

  /// What training mode subtracts of images [n, side, side, 1] that stand in one batch.
  public func means(of images: Tensor) -> ChannelMeans {
    ChannelMeans(withoutRecording { architecture(images, parameters, .batch).statistics })
  }
}
