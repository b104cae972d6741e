import Networks
import Tensors

/// The network that turns latents and labels into training images (reference: Such et al. 2019, and the
/// layer table of the original's modules).
///
/// z joined with the one-hot label; two dense layers; two nearest-neighbour upsamplings, each followed by a
/// convolution over a reflected border; tanh, times two. Weight norm everywhere, and ordinary trainable
/// batch norm that always uses the statistics of the batch at hand.
public struct Generator: Sendable, Equatable, Codable {
  /// Length of a latent.
  public var latent = 128
  /// Width of the first dense layer.
  public var hidden = 1024
  /// Channels before the first and the second convolution.
  public var firstChannels = 128, secondChannels = 64
  /// Height and width of the images; a multiple of four.
  public var side = 28

  public init(
    latent: Int = 128, hidden: Int = 1024, firstChannels: Int = 128, secondChannels: Int = 64,
    side: Int = 28
  ) {
    self.latent = latent
    self.hidden = hidden
    self.firstChannels = firstChannels
    self.secondChannels = secondChannels
    self.side = side
  }

  /// State-dict keys and shapes.
  public var parameterShapes: [(key: String, shape: [Int])] {
    let smallest = side / 4
    let features = firstChannels * smallest * smallest
    return [
      ("model.0.weight", [hidden, latent + 10]), ("model.0.weight_g", [hidden]),
      ("model.1.weight", [hidden]), ("model.1.bias", [hidden]),
      ("model.3.weight", [features, hidden]), ("model.3.weight_g", [features]),
      ("model.4.weight", [features]), ("model.4.bias", [features]),
      ("deconv.0.conv.weight", [secondChannels, firstChannels, 3, 3]),
      ("deconv.0.conv.weight_g", [secondChannels]),
      ("deconv.1.weight", [secondChannels]), ("deconv.1.bias", [secondChannels]),
      ("deconv.3.conv.weight", [1, secondChannels, 3, 3]), ("deconv.3.conv.bias", [1]),
      ("deconv.3.conv.weight_g", [1]),
    ]
  }

  /// Numbers that are learned, without the latents: 6,660,226 for the defaults.
  public var parameterCount: Int {
    parameterShapes.map { $0.shape.reduce(1, *) }.reduce(0, +)
  }

  /// Keys of the trainable batch norms.
  private static let batchNorms = ["model.1", "model.4", "deconv.1"]

  /// Fresh weights; the batch norms start at scale 1 and shift 0.
  public func initialParameters(seed: UInt64) -> Parameters {
    let fresh = Initialisation.weights(parameterShapes, seed: seed, purpose: "generator", [])
    return Parameters(
      zip(fresh.keys, fresh.tensors).map { key, tensor in
        let layer = key.split(separator: ".").dropLast().joined(separator: ".")
        guard Self.batchNorms.contains(layer) else { return (key, tensor) }
        return (key, Tensor(repeating: key.hasSuffix("weight") ? 1 : 0, shape: tensor.shape))
      })
  }

  /// Parameters with the weight norms folded into the weights and into the bias, which weight norm scales too;
  /// one folding serves all batches.
  public func folded(_ p: Parameters) -> Parameters {
    p.with(
      p.keys.map { key in
        let layer = key.split(separator: ".").dropLast().joined(separator: ".")
        guard p.keys.contains("\(layer).weight_g"), !key.hasSuffix("weight_g") else { return p[key] }
        let factors = p["\(layer).weight"].weightNormFactors(p["\(layer).weight_g"])
        return key.hasSuffix("bias") ? factors * p[key] : factors.scalingRows(of: p[key])
      })
  }

  /// Images [n, side, side, 1] in [-2, 2] for latents [n, latent], one-hot labels [n, 10] and parameters as
  /// ``folded(_:)`` gives them.
  public func callAsFunction(_ latents: Tensor, _ oneHot: Tensor, folded p: Parameters) -> Tensor {
    func dense(_ x: Tensor, _ key: String) -> Tensor { x.multiplied(byTransposeOf: p["\(key).weight"]) }
    func normalised(_ x: Tensor, _ key: String) -> Tensor {
      x.batchNormalised(scale: p["\(key).weight"], shift: p["\(key).bias"]).leakyReLU(slope: 0.1)
    }
    func convolved(_ x: Tensor, _ key: String) -> Tensor {
      x.upsampledAndConvolved(with: p["\(key).weight"])
    }
    var x = normalised(dense(latents.joined(oneHot), "model.0"), "model.1")
    x = normalised(dense(x, "model.3"), "model.4")
    x = x.unflattenedByChannel(height: side / 4, width: side / 4, channels: firstChannels)
    x = normalised(convolved(x, "deconv.0.conv"), "deconv.1")
    return 2 * convolved(x, "deconv.3.conv").addingToRows(p["deconv.3.conv.bias"]).hyperbolicTangent
  }

  /// The same for parameters as they are.
  public func callAsFunction(_ latents: Tensor, _ oneHot: Tensor, _ p: Parameters) -> Tensor {
    self(latents, oneHot, folded: folded(p))
  }
}

extension Tensor {
  /// Batch norm with the statistics of this batch (biased variance, epsilon 1e-5).
  func batchNormalised(scale: Tensor, shift: Tensor) -> Tensor {
    let centred = centred().centred
    let rows = count / shape.last!
    let variance = (1 / Double(rows)) * centred.columnProducts(centred)
    let epsilon = Tensor(repeating: 1e-5, shape: variance.shape, precision)
    let factors = scale * (variance + epsilon).squareRoot.reciprocal
    return factors.scalingColumns(of: centred).addingToRows(shift)
  }
}
