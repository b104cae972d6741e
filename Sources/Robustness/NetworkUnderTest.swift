import Accelerator
import Networks
import Tensors

/// Which means the normalisations of a network subtract while it is tested.
public enum EvaluationMode: String, Sendable, CaseIterable {
  /// The mean of the whole perturbed batch; an attack's gradient flows through it.
  case training
  /// The stored mean of a training batch.
  case evaluation
}

/// A trained network to be tested.
public struct NetworkUnderTest: Sendable {
  public let architecture: Architecture
  public let parameters: Parameters
  /// What its normalisations saw in training; used in evaluation mode only.
  public let statistics: Statistics
  public let mode: EvaluationMode
  /// The same on a device; nil where the processor computes.
  private let accelerated: AcceleratedNetwork?
  private let firstGradient = FirstGradient()

  /// - Parameter accelerator: what computes; nil for the processor.
  public init(
    architecture: Architecture, parameters: Parameters, statistics: Statistics, mode: EvaluationMode,
    on accelerator: Accelerator? = nil
  ) {
    accelerated = accelerator.map { AcceleratedNetwork(architecture, parameters, statistics, mode, on: $0) }
    self.architecture = architecture
    self.parameters = parameters
    self.statistics = statistics
    self.mode = mode
  }

  /// Log-probabilities [n, 10] of images [n, side, side, 1], all in one batch.
  public func logProbabilities(_ images: Tensor) -> Tensor {
    architecture(images, parameters, mode == .training ? .batch : .stored(statistics)).logProbabilities
  }

  /// The loss that attacks climb [1]: the mean cross-entropy of the log-probabilities taken as logits, a
  /// second log-softmax. It is the same function, but in float32 the gradient of a confident image survives
  /// it, and that decides signs (DIVERGENCES.md, 6).
  public func attackLoss(_ images: Tensor, _ oneHot: Tensor) -> Tensor {
    logProbabilities(images).logSoftmax().crossEntropy(oneHot)
  }

  /// The gradient of ``attackLoss(_:_:)`` with respect to the images.
  func attackGradient(_ images: Tensor, _ oneHot: Tensor) -> Tensor {
    if let accelerated { return accelerated.attackGradient(images, oneHot) }
    let variable = images.variable
    return gradient(of: attackLoss(variable, oneHot), wrt: [variable])[0]
  }

  /// ``attackGradient(_:_:)`` where an attack starts, computed once for all that start there.
  func startingGradient(_ images: Tensor, _ oneHot: Tensor) -> Tensor {
    firstGradient.at(images, oneHot) { attackGradient(images, oneHot) }
  }

  /// Images that stand in one batch while counting in evaluation mode, where batches do not matter.
  private var countingBatch: Int { accelerated == nil ? 64 : 1_000 }

  /// How many images the network puts into the right class.
  public func correct(_ images: Tensor, _ labels: [Int]) -> Int { isRight(images, labels).count { $0 } }

  /// Whether it puts each of the images into the right class.
  public func isRight(_ images: Tensor, _ labels: [Int]) -> [Bool] {
    withoutRecording {
      let batch = mode == .training ? labels.count : countingBatch
      return stride(from: 0, to: labels.count, by: batch).flatMap { start in
        let range = start..<min(start + batch, labels.count)
        let some = images.images(range)
        let guesses = (accelerated?.logProbabilities(some) ?? logProbabilities(some)).largestInRows()
        return zip(guesses, labels[range]).map { $0 == $1 }
      }
    }
  }
}
