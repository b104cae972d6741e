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
  ///   - side: height and width of the images.
  ///   - body: the layers up to `bridge`, keyed `convs.i`, where i counts PyTorch's modules.
  ///   - bridge: what makes rows of features of images.
  ///   - head: the layers after it, to ten classes, keyed `headName.i`, or `headName` alone if there is one only.
  ///   - runningMomentum: how much of the stored means a new batch leaves.
  public init(
    _ name: String, side: Int, _ body: [Layer], _ bridge: Layer, _ head: [Layer], headName: String = "fc",
    runningMomentum: Double = 0
  ) {
    self.name = name
    self.side = side
    self.runningMomentum = runningMomentum
    layers = body + [bridge] + head
    func keys(_ layers: [Layer], _ prefix: String) -> [String] {
      layers.indices.map { "\(prefix).\(layers[..<$0].reduce(0) { $0 + $1.moduleCount })" }
    }
    self.keys = keys(body, "convs") + [""] + (head.count == 1 ? [headName] : keys(head, headName))
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
    zip(keys, layers).filter { $0.1.normalisation != nil }.map(\.0)
  }

  /// What each of those layers needs to be stored for evaluation mode.
  public var normalisationsKept: [(mean: Bool, variance: Bool)] {
    layers.compactMap(\.normalisation?.kind.keeps)
  }

  /// Channels of those layers.
  public var normalisationWidths: [Int] { layers.compactMap(\.normalisation?.channels) }
}

extension Architecture {
  /// Log-probabilities [n, 10] of images [n, side, side, 1], and the statistics of this batch.
  public func callAsFunction(
    _ images: Tensor, _ parameters: Parameters, _ mode: NormalisationMode
  ) -> (logProbabilities: Tensor, statistics: Statistics) {
    var x = images
    var seen: [Statistics.Entry] = []
    func filter(_ key: String) -> Tensor {
      let (w, g) = (parameters["\(key).weight"], parameters["\(key).weight_g"])
      return w.weightNormFactors(g).scalingRows(of: w)
    }
    for (key, layer) in zip(keys, layers) {
      switch layer {
      case .convolution(_, _, let kernel, let stride):
        x = x.convolved(with: filter(key), stride: stride, padding: kernel / 2)
      case .pooledConvolution(_, _, let kernel):
        x = x.convolvedAndPooled(with: filter(key), padding: kernel / 2)
      case .dense:
        let (w, b) = (parameters["\(key).weight"], parameters["\(key).bias"])
        // The rows are scaled instead of the weights: they are far fewer numbers.
        x = w.weightNormFactors(parameters["\(key).weight_g"])
          .scalingColumns(of: x.multiplied(byTransposeOf: w).addingToRows(b))
      case .globalAveragePool: x = x.meanOverPixels()
      case .flatten: x = x.shape.count == 4 ? x.flattenedByChannel() : x
      case .normalisedLeakyReLU(let normalisation, _):
        let stored: Statistics.Entry? =
          switch mode {
          case .batch: nil
          case .batchHeldFixed: normalisation.statistics(of: x)
          case .stored(let statistics): statistics.entries[seen.count]
          }
        // Or the batch's would be taken: the other protocol.
        precondition(
          stored.map { ($0.mean != nil, $0.variance != nil) == normalisation.keeps } ?? true,
          "\(name): no statistics")
        seen.append(normalisation.normaliseAndGate(&x, stored))
      }
    }
    return (x.logSoftmax(), Statistics(seen))
  }
}
