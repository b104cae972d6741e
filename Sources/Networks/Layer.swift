import Tensors

/// One layer of a learner. Weight-normalised layers scale each output channel's weights to the norm g.
public enum Layer: Sendable, Equatable {
  /// Weight-normalised convolution without bias, padded by kernel / 2, from so many channels to so many.
  case convolution(Int, Int, kernel: Int, stride: Int = 1)
  /// Weight-normalised dense layer with bias, from so many features to so many.
  case dense(Int, Int)
  /// Max pooling 3x3, stride 2, padding 1.
  case maximumPool
  /// The mean over all pixels: images [n, h, w, c] become rows [n, c].
  case globalAveragePool
  /// Images [n, h, w, c] become rows [n, c h w], channel by channel as in PyTorch; rows stay as they are.
  case flatten
  /// Subtracts the mean of each channel; nothing is scaled and nothing learned.
  case meanOnlyNorm(Int)
  /// Normalises mean and (unbiased) variance of each channel, without learned scale and shift.
  case fullNorm(Int)
  /// Full batch norm as published: its scale and shift are constants equal to zero, so its output is zero.
  case zeroNorm(Int)
  /// Slope 0.1 below zero. Stands behind a normalisation only, with which it is computed.
  case leakyReLU

  /// The slope below zero of every leaky ReLU, and the constant that keeps a variance above zero.
  static let slope = 0.1
  static let epsilon = 1e-5

  /// Names after the layer's key and shapes of what is trained.
  public var parameterShapes: [(name: String, shape: [Int])] {
    switch self {
    case .convolution(let from, let to, let kernel, _):
      [("weight", [to, from, kernel, kernel]), ("weight_g", [to])]
    case .dense(let from, let to): [("weight", [to, from]), ("bias", [to]), ("weight_g", [to])]
    default: []
    }
  }

  /// Whether a normalisation in evaluation mode needs a stored mean, and a stored variance.
  var keeps: (mean: Bool, variance: Bool) {
    switch self {
    case .meanOnlyNorm: (true, false)
    case .fullNorm: (true, true)
    default: (false, false)
    }
  }

  /// Channels of a normalisation; nil for any other layer.
  var normalisedChannels: Int? {
    switch self {
    case .meanOnlyNorm(let channels), .fullNorm(let channels), .zeroNorm(let channels): channels
    default: nil
    }
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
