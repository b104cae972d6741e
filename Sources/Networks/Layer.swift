import Tensors

/// One layer of a learner. Weight-normalised layers scale each output channel's weights to the norm g.
///
/// What is computed in one pass is one layer, even where PyTorch has two modules.
public enum Layer: Sendable, Equatable {
  /// Weight-normalised convolution without bias, padded by kernel / 2, from so many channels to so many.
  case convolution(Int, Int, kernel: Int, stride: Int = 1)
  /// The same with stride 1, and max pooling 3x3, stride 2, padding 1 of its result.
  case pooledConvolution(Int, Int, kernel: Int)
  /// Weight-normalised dense layer with bias, from so many features to so many.
  case dense(Int, Int)
  /// The mean over all pixels: images [n, h, w, c] become rows [n, c].
  case globalAveragePool
  /// Images [n, h, w, c] become rows [n, c h w], channel by channel as in PyTorch; rows stay as they are.
  case flatten
  /// A normalisation of so many channels, and a leaky ReLU of slope 0.1 below zero of its result.
  case normalisedLeakyReLU(ChannelNormalisation, Int)

  /// The slope below zero of every leaky ReLU, and the constant that keeps a variance above zero.
  static let slope = 0.1
  static let epsilon = 1e-5

  /// Names after the layer's key and shapes of what is trained.
  public var parameterShapes: [(name: String, shape: [Int])] {
    switch self {
    case .convolution(let from, let to, let kernel, _), .pooledConvolution(let from, let to, let kernel):
      [("weight", [to, from, kernel, kernel]), ("weight_g", [to])]
    case .dense(let from, let to): [("weight", [to, from]), ("bias", [to]), ("weight_g", [to])]
    case .globalAveragePool, .flatten, .normalisedLeakyReLU: []
    }
  }

  /// The modules that this layer is in PyTorch, whose keys count them.
  var moduleCount: Int {
    switch self {
    case .pooledConvolution, .normalisedLeakyReLU: 2
    case .convolution, .dense, .globalAveragePool, .flatten: 1
    }
  }

  /// The layer's normalisation and its channels; nil where it has none.
  var normalisation: (kind: ChannelNormalisation, channels: Int)? {
    if case .normalisedLeakyReLU(let kind, let channels) = self { (kind, channels) } else { nil }
  }
}

extension Tensor {
  /// The factors g / ||W|| [out] of weight normalisation (Salimans and Kingma 2016), the norm of each
  /// output channel's weights.
  public func weightNormFactors(_ g: Tensor) -> Tensor {
    let rows = reshaped([shape[0], count / shape[0]])
    return g * rows.rowProducts(rows).squareRoot.reciprocal
  }
}
