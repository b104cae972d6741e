import Tensors

/// What the normalisations of a network have seen: for each the mean [c] and, where it scales, the
/// variance [c] of its channels. Constants: no gradient passes.
public struct Statistics: Sendable {
  /// What one normalisation has seen.
  public struct Entry: Sendable {
    /// Mean and unbiased variance of each channel, [c]. A mean-only norm keeps no variance, a zero norm
    /// nothing.
    public var mean: Tensor?
    public var variance: Tensor?
    public init(mean: Tensor? = nil, variance: Tensor? = nil) {
      self.mean = mean
      self.variance = variance
    }
  }
  /// One for each of ``Architecture/normalisationKeys``, in that order.
  public var entries: [Entry]

  public init(_ entries: [Entry]) { self.entries = entries }

  /// The running average after one more batch; `self` are the statistics of that batch alone.
  public func averaged(into stored: Statistics?, momentum: Double) -> Statistics {
    guard momentum > 0 else { return self }
    func average(_ old: Tensor?, _ new: Tensor?) -> Tensor? {
      new.map { new in
        let part = (1 - momentum) * new
        return old.map { momentum * $0 + part } ?? part
      }
    }
    return Statistics(
      entries.enumerated().map { index, new in
        let old = stored?.entries[index]
        return Entry(mean: average(old?.mean, new.mean), variance: average(old?.variance, new.variance))
      })
  }
}

/// Where normalisations take their statistics from.
public enum NormalisationMode: Sendable {
  /// Training: from the batch itself, and gradients flow through them.
  case batch
  /// Training, with the same results, but statistics that are constants while differentiating: the gradient of an
  /// image's loss is then that image's alone.
  case batchHeldFixed
  /// Evaluation: stored ones.
  case stored(Statistics)
}
