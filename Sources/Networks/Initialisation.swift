import Tensors

/// The report's initialisation (reference: the original's modules): weights W ~ N(0, 2 / fan-in), biases
/// b ~ U(-1/sqrt(fan-in), 1/sqrt(fan-in)), norms g = ||W||.
public enum Initialisation {
  /// - Parameters:
  ///   - shapes: keys and shapes; a bias or norm follows the weight of its layer.
  ///   - purpose: what the weights are for, with `indices` the key of their random numbers.
  public static func weights(
    _ shapes: [(key: String, shape: [Int])], seed: UInt64, purpose: String, _ indices: [Int]
  ) -> Parameters {
    var fanIn = 1
    var norms: [Double] = []
    var named: [(key: String, tensor: Tensor)] = []
    for (position, (key, shape)) in shapes.enumerated() {
      let random = RandomStream(seed: seed, purpose: purpose, indices + [position])
      let scalars: [Double]
      if key.hasSuffix(".weight") {
        fanIn = shape.dropFirst().reduce(1, *)
        let scale = (2 / Double(fanIn)).squareRoot()
        // Rounded as they are stored, so that g is the norm of the weights that are used.
        scalars = random.normals(shape.reduce(1, *)).map { Double(Float(scale * $0)) }
        norms = (0..<shape[0]).map { row in
          scalars[row * fanIn..<(row + 1) * fanIn].reduce(0) { $0 + $1 * $1 }.squareRoot()
        }
      } else if key.hasSuffix(".weight_g") {
        scalars = norms
      } else {
        let bound = 1 / Double(fanIn).squareRoot()
        scalars = random.uniforms(shape[0]).map { bound * (2 * $0 - 1) }
      }
      named.append((key, Tensor(shape: shape, scalars, .single)))
    }
    return Parameters(named)
  }
}

extension Architecture {
  /// The initial weights of a trial: the same for every algorithm and teacher, so that comparisons are
  /// paired, and different for every learner type.
  public func initialParameters(seed: UInt64, trial: Int) -> Parameters {
    Initialisation.weights(parameterShapes, seed: seed, purpose: "learner \(name)", [trial])
  }
}
