import Tensors

/// How channels are normalised; nothing of it is learned.
public enum ChannelNormalisation: Sendable {
  /// Subtracts the mean of each channel; nothing is scaled.
  case meanOnly
  /// Normalises mean and (unbiased) variance of each channel.
  case full
  /// Full batch norm as published: its scale and shift are constants equal to zero, so its output is zero.
  case zero

  /// Whether evaluation mode needs a stored mean, and a stored variance.
  var keeps: (mean: Bool, variance: Bool) {
    switch self {
    case .meanOnly: (true, false)
    case .full: (true, true)
    case .zero: (false, false)
    }
  }
}

extension ChannelNormalisation {
  /// What it would subtract and divide by of this batch, as constants.
  func statistics(of x: Tensor) -> Statistics.Entry {
    var copy = x.detached
    return normaliseAndGate(&copy, nil)
  }

  /// Normalises images or rows and applies the leaky ReLU; returns the statistics of this batch (or the stored
  /// ones, if given).
  ///
  /// In place, so that each array is let go of once the next exists: of 10,000 images one takes gigabytes.
  func normaliseAndGate(_ x: inout Tensor, _ stored: Statistics.Entry?) -> Statistics.Entry {
    switch self {
    case .zero:
      x = 0 * x
      return Statistics.Entry()
    case .full:
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
      x = x.leakyReLU(slope: Layer.slope)
      return Statistics.Entry(mean: mean, variance: variance.detached)
    case .meanOnly:
      let mean: Tensor
      if let known = stored?.mean {
        mean = known
        x = x.shiftedLeakyReLU(by: known, slope: Layer.slope)
      } else {
        (x, mean) = x.centredLeakyReLU(slope: Layer.slope)
      }
      return Statistics.Entry(mean: mean)
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
