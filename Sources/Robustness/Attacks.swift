import Tensors

// The attacks climb a loss for 30 steps and return to the valid range after each. Gradients are taken with
// respect to the images only.

/// Steps of every attack (report, "FGSM-Attack").
private let attackSteps = 30

extension RobustnessTest {
  /// x <- clip(x + β sign(∇ CE)) (report, "FGSM-Attack"): 30 steps, so up to 30 β in all, no ball around x.
  public static let fgsm = RobustnessTest(
    name: "fgsm", strengths: linspace(0.001, 0.02, 6), imageCount: 1_000, sampleImage: 0,
    perturbation: .attack { request in
      request.climb { x, gradient in x + request.strength * gradient.sign }
    })

  private static let lbfgsStrengths: [Double] = [20, 50, 100, 200, 500, 1000, 2000]

  /// x <- clip(x + 0.02 sign(∇(CE - ‖x - x0‖ / β))): what the report's figures show. CE is the mean over the
  /// batch and the norm is one over the whole batch, so the effect of β depends on the batch's size.
  public static let lbfgsAsRun = RobustnessTest(
    name: "lbfgs", strengths: lbfgsStrengths, imageCount: 1_000, sampleImage: 1,
    perturbation: .attack { request in
      request.climb { x, gradient in
        let moved = x - request.images
        let distance = moved.dot(moved).scalar.squareRoot()
        let pull = distance > 0 ? 1 / (request.strength * distance) : 0
        return x + 0.02 * (gradient - pull * moved).sign
      }
    })

  /// x <- clip(x + 0.002 ∇(CE - ‖x - x0‖ / β)), each image with its own loss and its own norm: what the
  /// report's text says.
  public static let lbfgsAsWritten = RobustnessTest(
    name: "lbfgs-as-written", strengths: lbfgsStrengths, imageCount: 1_000, sampleImage: 1,
    perturbation: .attack { request in
      let count = request.images.shape[0]
      return request.climb { x, gradient in
        let moved = x - request.images
        let pull = moved.rowProducts(moved).doubles.map { squared in
          squared > 0 ? 1 / (request.strength * squared.squareRoot()) : 0
        }
        let pulls = Tensor(shape: [count], pull, x.precision)
        // The mean's gradient times the number of images is each image's own.
        return x + 0.002 * (Double(count) * gradient - pulls.scalingRows(of: moved))
      }
    })
}

extension PerturbationRequest {
  /// Repeats `step`, which is handed the images and the gradient of the network's mean loss there.
  fileprivate func climb(_ step: (_ x: Tensor, _ gradient: Tensor) -> Tensor) -> Tensor {
    guard let network else { preconditionFailure("an attack needs a network") }
    var x = step(images, network.startingGradient(images, oneHot)).clipped(to: validRange)
    for _ in 1..<attackSteps {
      x = step(x, network.attackGradient(x, oneHot)).clipped(to: validRange)
    }
    return x
  }
}
