import Tensors

/// A network's layers, without weights: what a learner type is.
public struct Architecture: Sendable {
  /// The name of the learner type. Initial weights depend on it (``initialParameters(seed:trial:)``).
  public let name: String
  /// From the images to the ten classes, without the log-softmax at the end.
  public let layers: [Layer]
  /// The keys of the layers under which PyTorch users know their weights: `convs.4`, `fc.0`, `fc`.
  let keys: [String]
  /// Stored mean <- momentum * stored mean + (1 - momentum) * batch mean.
  public let runningMomentum: Double
  /// Height and width of the images.
  public let side: Int

  /// - Parameters:
  ///   - body: the layers up to `bridge`, keyed `convs.i`, where i counts every layer.
  ///   - bridge: what makes rows of features of images.
  ///   - head: the layers after it, keyed `headName.i`, or `headName` alone if there is one only.
  init(
    _ name: String, side: Int, _ body: [Layer], _ bridge: Layer, _ head: [Layer], headName: String = "fc",
    runningMomentum: Double = 0
  ) {
    self.name = name
    self.side = side
    self.runningMomentum = runningMomentum
    layers = body + [bridge] + head
    // Pooling is done with the convolution before it, and a leaky ReLU with the normalisation before it.
    for (before, layer) in zip([nil] + layers, layers) {
      switch (before, layer) {
      case (.convolution(_, _, _, 1), .maximumPool),
        (_?, .leakyReLU) where before?.normalisedChannels != nil:
        break
      case (_, .maximumPool), (_, .leakyReLU): preconditionFailure("\(name): \(layer) after \(before as Any)")
      default: precondition(before?.normalisedChannels == nil, "\(name): no leaky ReLU after a normalisation")
      }
    }
    keys =
      body.indices.map { "convs.\($0)" } + [""]
      + (head.count == 1 ? [headName] : head.indices.map { "\(headName).\($0)" })
  }

  /// Keys and shapes of all trained parameters, in the order of the layers.
  public var parameterShapes: [(key: String, shape: [Int])] {
    zip(keys, layers).flatMap { key, layer in
      layer.parameterShapes.map { ("\(key).\($0.name)", $0.shape) }
    }
  }

  /// Numbers that are trained; stored statistics do not count.
  public var parameterCount: Int {
    parameterShapes.map { $0.shape.reduce(1, *) }.reduce(0, +)
  }

  /// Keys of the layers that keep statistics, in the order of ``Statistics``.
  public var normalisationKeys: [String] {
    zip(keys, layers).filter { $0.1.normalisedChannels != nil }.map(\.0)
  }

  /// What each of those layers needs to be stored for evaluation mode.
  public var normalisationsKept: [(mean: Bool, variance: Bool)] {
    layers.filter { $0.normalisedChannels != nil }.map(\.keeps)
  }

  /// Channels of those layers.
  public var normalisationWidths: [Int] { layers.compactMap(\.normalisedChannels) }
}

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
  /// Evaluation: stored ones.
  case stored(Statistics)
}

extension Architecture {
  /// Log-probabilities [n, 10] of images [n, side, side, 1], and the statistics of this batch.
  public func callAsFunction(
    _ images: Tensor, _ parameters: Parameters, _ mode: NormalisationMode
  ) -> (logProbabilities: Tensor, statistics: Statistics) {
    var x = images
    var seen: [Statistics.Entry] = []
    for (index, (key, layer)) in zip(keys, layers).enumerated() {
      let next = index + 1 < layers.count ? layers[index + 1] : nil
      switch layer {
      case .convolution(_, _, let kernel, let stride):
        let (w, g) = (parameters["\(key).weight"], parameters["\(key).weight_g"])
        let filter = w.weightNormFactors(g).scalingRows(of: w)
        x =
          next == .maximumPool
          ? x.convolvedAndPooled(with: filter, padding: kernel / 2)
          : x.convolved(with: filter, stride: stride, padding: kernel / 2)
      case .maximumPool: break  // Done with the convolution before it.
      case .dense:
        let (w, b) = (parameters["\(key).weight"], parameters["\(key).bias"])
        // The rows are scaled instead of the weights: they are far fewer numbers.
        x = w.weightNormFactors(parameters["\(key).weight_g"])
          .scalingColumns(of: x.multiplied(byTransposeOf: w).addingToRows(b))
      case .globalAveragePool: x = x.meanOverPixels()
      case .flatten: x = x.shape.count == 4 ? x.flattenedByChannel() : x
      case .leakyReLU: break  // Done with the normalisation before it.
      case .meanOnlyNorm, .fullNorm, .zeroNorm:
        let stored: Statistics.Entry? =
          if case .stored(let statistics) = mode { statistics.entries[seen.count] } else { nil }
        // Or the batch's would be taken: the other protocol.
        precondition(
          stored.map { ($0.mean != nil, $0.variance != nil) == layer.keeps } ?? true, "\(name): no statistics"
        )
        seen.append(layer.normaliseAndGate(&x, stored))
      }
    }
    return (x.logSoftmax(), Statistics(seen))
  }
}

extension Layer {
  /// Normalises images or rows and applies the leaky ReLU; returns the statistics of this batch (or the stored
  /// ones, if given).
  ///
  /// In place, so that each array is let go of once the next exists: of 10,000 images one takes gigabytes.
  fileprivate func normaliseAndGate(_ x: inout Tensor, _ stored: Statistics.Entry?) -> Statistics.Entry {
    switch self {
    case .zeroNorm:
      x = 0 * x
      return Statistics.Entry()
    case .fullNorm:
      let mean: Tensor
      if let known = stored?.mean {
        mean = known
        x = x.addingToRows(-known)
      } else {
        (x, mean) = x.centred()
      }
      let rows = Double(x.count / x.shape.last!)
      let variance = stored?.variance ?? (1 / (rows - 1)) * x.columnProducts(x)
      x = x.scaledToUnitVariance(variance)
      x = x.leakyReLU(slope: Self.slope)
      return Statistics.Entry(mean: mean, variance: variance.detached)
    case .meanOnlyNorm:
      let mean: Tensor
      if let known = stored?.mean {
        mean = known
        x = x.shiftedLeakyReLU(by: known, slope: Self.slope)
      } else {
        (x, mean) = x.centredLeakyReLU(slope: Self.slope)
      }
      return Statistics.Entry(mean: mean)
    default: preconditionFailure("\(self) is no normalisation")
    }
  }
}

extension Tensor {
  /// Every column divided by the square root of its variance [c] plus 1e-5.
  func scaledToUnitVariance(_ variance: Tensor) -> Tensor {
    let epsilon = Tensor(repeating: Layer.epsilon, shape: variance.shape, variance.precision)
    return (variance + epsilon).squareRoot.reciprocal.scalingColumns(of: self)
  }
}
