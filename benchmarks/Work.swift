import Networks
import Teaching

// Arithmetic by layer, as nominal work: what the plain algorithm does, whatever an implementation saves.

/// A layer that multiplies: its output positions, and multiplications at each.
private func gflop(positions: Int, inputs: Int, outputs: Int) -> Double {
  2e-9 * Double(positions) * Double(inputs) * Double(outputs)
}

extension Architecture {
  /// One forward pass of one image, in GFLOP: two for each multiplication of convolutions and dense layers.
  var gflopPerImage: Double {
    var side = side
    return layers.reduce(0) { total, layer in
      switch layer {
      case .convolution(let from, let to, let kernel, let stride):
        side = (side + stride - 1) / stride
        return total + gflop(positions: side * side, inputs: from * kernel * kernel, outputs: to)
      case .pooledConvolution(let from, let to, let kernel):
        defer { side = (side + 1) / 2 }
        return total + gflop(positions: side * side, inputs: from * kernel * kernel, outputs: to)
      case .dense(let from, let to): return total + gflop(positions: 1, inputs: from, outputs: to)
      default: return total
      }
    }
  }
}

extension Generator {
  /// One forward pass of one latent, in GFLOP.
  var gflopPerImage: Double {
    let features = firstChannels * (side / 4) * (side / 4)
    return gflop(positions: 1, inputs: latent + 10, outputs: hidden)
      + gflop(positions: 1, inputs: hidden, outputs: features)
      + gflop(positions: side * side / 4, inputs: 9 * firstChannels, outputs: secondChannels)
      + gflop(positions: side * side, inputs: 9 * secondChannels, outputs: 1)
  }
}

/// One inner step of meta-training: of the learner 3 passes forward in time, 3 to rebuild the step, 6 of second
/// order and 3 for the intermediate loss; of the generator 4.
func gflopPerInnerStep(_ learner: Architecture, _ generator: Generator, batch: Int) -> Double {
  Double(batch) * (15 * learner.gflopPerImage + 4 * generator.gflopPerImage)
}
