import Networks
import Tensors

extension NetworkUnderTest {
  /// How far the means of these images, standing in one batch, are from the stored ones: for each normalisation the length of
  /// the difference over its channels, relative to the length of the stored means; the mean over the normalisations. It does
  /// not depend on the scale of a layer. Zero for images that have the stored means, and for a network that stores none.
  ///
  /// - Parameter images: [n, side, side, 1].
  public func shiftOfMeans(_ images: Tensor) -> Double {
    let seen = withoutRecording { architecture(images, parameters, .batch).statistics }
    let shifts = zip(seen.entries, statistics.entries).compactMap { new, stored -> Double? in
      guard let new = new.mean?.doubles, let stored = stored.mean?.doubles else { return nil }
      let length = stored.map { $0 * $0 }.reduce(0, +).squareRoot()
      guard length > 0 else { return nil }
      return zip(new, stored).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot() / length
    }
    return shifts.isEmpty ? 0 : shifts.reduce(0, +) / Double(shifts.count)
  }
}
