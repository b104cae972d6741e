import Foundation
import Networks
import Tensors

/// The learned sequence of lessons: for every inner step its latents, learning rate and momentum
/// (the "full curriculum" of Such et al. 2019; report, introduction).
public struct Curriculum: Sendable {
  /// For every inner step, latents [batch, latent].
  public var latents: [Tensor]
  /// Natural logarithms of the learning rate and of the momentum, one for every inner step.
  public var logLearningRate: [Double]
  public var logMomentum: [Double]
  /// Classes 0 to 9 of the items of every inner step; fixed.
  public let labels: [[Int]]

  /// All four have one entry for every inner step, and latents and labels as many items in each.
  public init(latents: [Tensor], logLearningRate: [Double], logMomentum: [Double], labels: [[Int]]) {
    self.latents = latents
    self.logLearningRate = logLearningRate
    self.logMomentum = logMomentum
    self.labels = labels
  }

  /// Inner steps.
  public var steps: Int { latents.count }
  /// Items of an inner step, the same in all.
  public var batch: Int { latents[0].shape[0] }

  /// Learning rate and momentum of an inner step, counted from 0.
  public func learningRate(_ step: Int) -> Double { exp(logLearningRate[step]) }
  public func momentum(_ step: Int) -> Double { exp(logMomentum[step]) }

  /// Label of item i of step t: (t * batch + i) mod 10.
  public static func labels(steps: Int, batch: Int) -> [[Int]] {
    (0..<steps).map { t in (0..<batch).map { (t * batch + $0) % 10 } }
  }
}

/// A generator with its curriculum: all that is needed to train learners, and all that meta-training learns.
public struct Teacher: Sendable {
  public let generator: Generator
  /// Those of the generator, under the keys of ``Generator/parameterShapes``; weight norms are not folded in.
  public var parameters: Parameters
  public var curriculum: Curriculum

  public init(generator: Generator, parameters: Parameters, curriculum: Curriculum) {
    self.generator = generator
    self.parameters = parameters
    self.curriculum = curriculum
  }

  /// A teacher before meta-training: latents z ~ N(0, I), every step with the same rate and momentum.
  ///
  /// - Parameters:
  ///   - learningRate: of every inner step; 0.02 in the report. One millionth is added, as there.
  ///   - momentum: of every inner step; 0.5 in the report, likewise.
  public init(
    generator: Generator, steps: Int, batch: Int, learningRate: Double, momentum: Double, seed: UInt64
  ) {
    let latents = (0..<steps).map { step in
      let random = RandomStream(seed: seed, purpose: "latents", [step])
      return Tensor(shape: [batch, generator.latent], random.normals(batch * generator.latent), .single)
    }
    // Kept as the float32 that they are stored as.
    func rounded(_ x: Double) -> Double { Double(Float(log(x + 1e-6))) }
    self.init(
      generator: generator, parameters: generator.initialParameters(seed: seed),
      curriculum: Curriculum(
        latents: latents, logLearningRate: Array(repeating: rounded(learningRate), count: steps),
        logMomentum: Array(repeating: rounded(momentum), count: steps),
        labels: Curriculum.labels(steps: steps, batch: batch)))
  }

  /// One-hot labels [batch, 10] of an inner step.
  public func oneHot(_ step: Int) -> Tensor {
    .oneHot(curriculum.labels[step], curriculum.latents[step].precision)
  }

  /// The images [batch, side, side, 1] of an inner step.
  public func images(_ step: Int) -> Tensor { images(step, generator.folded(parameters)) }

  /// The first image of every class in an inner step, [10][side * side].
  public func samples(_ step: Int) -> [[Float]] {
    let images = images(step)
    return (0..<10).map { digit in
      let item = curriculum.labels[step].firstIndex(of: digit) ?? 0
      return images.images(item..<item + 1).floats
    }
  }

  /// ``images(_:)`` with the generator's parameters folded before.
  func images(_ step: Int, _ folded: Parameters) -> Tensor {
    withoutRecording { generator(curriculum.latents[step], oneHot(step), folded: folded) }
  }
}
