import Tensors

extension RobustnessTest {
  /// clip(x + β z), z ~ N(0, I) (report, "Noise Corruption").
  ///
  /// The noise of an image is a function of seed, trial and the image's position: the same for every network
  /// and strength, so that comparisons are paired.
  public static let noise = RobustnessTest(
    name: "noise", strengths: linspace(0, 1.6, 10), imageCount: 10_000, sampleImage: 3,
    perturbation: .corruption { request in
      let images = request.images
      let size = images.count / images.shape[0]
      var noise: [Double] = []
      noise.reserveCapacity(images.count)
      for image in 0..<images.shape[0] {
        noise += RandomStream(seed: request.seed, purpose: "noise", [request.trial, image]).normals(size)
      }
      let z = Tensor(shape: images.shape, noise, images.precision)
      return images.noisy(z, strength: request.strength, validRange: request.validRange)
    })
}

extension Tensor {
  func noisy(_ z: Tensor, strength: Double, validRange: ClosedRange<Double>) -> Tensor {
    (self + strength * z).clipped(to: validRange)
  }
}
