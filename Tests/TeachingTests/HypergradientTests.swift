import Networks
import Teaching
import Tensors
import TestSupport
import Testing

/// The sweep that goes back one step at a time, against one graph of the whole training.
@Suite("Hypergradient")
struct HypergradientTests {
  static let tolerance = Tolerance(ofArray: 1e-9, ofKind: 1e-12)

  @Test(arguments: ["base_larger", "linear", "base_larger4_corrected"], [false, true])
  func agreesWithReverseOverReverse(learner: String, intermediateLosses: Bool) throws {
    let small = try Small(learner)
    let objective = MetaObjective(
      architecture: small.architecture, intermediateLosses: intermediateLosses)
    let swept = objective.gradient(of: small.teacher, from: small.initial, realBatch: small.realBatch)
    let unrolled = Unrolled(small, intermediateLosses)

    let names = small.teacher.parameters.keys
    let steps = small.teacher.curriculum.steps
    let gradients =
      zip(names, zip(swept.generator.tensors, unrolled.generator)).map {
        Compared($0, $1.0.doubles, $1.1.doubles)
      }
      + (0..<steps).map {
        Compared("latents/\($0)", swept.latents[$0].doubles, unrolled.latents[$0].doubles)
      } + [
        Compared("log rates", swept.logLearningRate, unrolled.logLearningRate),
        Compared("log momenta", swept.logMomentum, unrolled.logMomentum),
      ]
    let losses = [
      Compared("meta-loss", [swept.metaLoss], [unrolled.metaLoss]),
      Compared("inner losses", swept.innerLosses, unrolled.innerLosses),
    ]
    #expect(differences(in: learner, gradients, Self.tolerance) == [])
    #expect(differences(in: learner, losses, Self.tolerance) == [])
    // Otherwise all of the above could be zeros.
    #expect(gradients.allSatisfy { $0.name == "deconv.3.conv.bias" || $0.expected.contains { $0 != 0 } })
  }

  @Test func finalLossIsTheLastTerm() throws {
    let small = try Small("base_larger")
    func result(_ intermediateLosses: Bool) -> Hypergradient {
      MetaObjective(architecture: small.architecture, intermediateLosses: intermediateLosses)
        .gradient(of: small.teacher, from: small.initial, realBatch: small.realBatch)
    }
    let (final, all) = (result(false), result(true))
    #expect(final.metaLoss == final.finalLoss)
    #expect(all.finalLoss == final.finalLoss)
    #expect(all.metaLoss > all.finalLoss)
  }
}

/// The meta-loss as one expression of all that is learned, differentiated in one go.
private struct Unrolled {
  let metaLoss: Double
  let innerLosses: [Double]
  let generator: [Tensor]
  let latents: [Tensor]
  let logLearningRate: [Double]
  let logMomentum: [Double]

  init(_ small: Small, _ intermediateLosses: Bool) {
    let (teacher, architecture) = (small.teacher, small.architecture)
    let steps = teacher.curriculum.steps
    let weights = teacher.parameters.map(\.variable)
    let latents = teacher.curriculum.latents.map(\.variable)
    func variables(_ numbers: [Double]) -> [Tensor] { numbers.map { Tensor(shape: [1], [$0]).variable } }
    let rates = variables(teacher.curriculum.logLearningRate)
    let momenta = variables(teacher.curriculum.logMomentum)

    var parameters = small.initial.map(\.variable)
    var velocity = small.initial.zeros
    var statistics: Statistics?
    var innerLosses: [Double] = []
    var losses: [Tensor] = []
    for step in 0..<steps {
      let oneHot = teacher.oneHot(step)
      let images = teacher.generator(latents[step], oneHot, weights)
      let (logProbabilities, seen) = architecture(images, parameters, .batch)
      let loss = logProbabilities.crossEntropy(oneHot)
      innerLosses.append(loss.scalar)
      let gradients = parameters.with(gradient(of: loss, wrt: parameters.tensors, recording: true))
      velocity = velocity.zip(gradients) { $0.scaled(by: momenta[step].exponential) + $1 }
      parameters = parameters.zip(velocity) { $0 - $1.scaled(by: rates[step].exponential) }
      statistics = seen.averaged(into: statistics, momentum: architecture.runningMomentum)
      if intermediateLosses || step == steps - 1 {
        let batch = small.realBatch(step + 1)
        losses.append(
          architecture(batch.images, parameters, .stored(statistics!)).logProbabilities
            .crossEntropy(batch.oneHot))
      }
    }
    let total = losses.dropFirst().reduce(losses[0]) { $0 + $1 }
    let all = gradient(of: total, wrt: weights.tensors + latents + rates + momenta)
    let count = weights.tensors.count
    metaLoss = total.scalar
    self.innerLosses = innerLosses
    generator = Array(all[..<count])
    self.latents = Array(all[count..<count + steps])
    logLearningRate = all[(count + steps)..<(count + 2 * steps)].map(\.scalar)
    logMomentum = all[(count + 2 * steps)...].map(\.scalar)
  }
}

extension Tensor {
  /// The tensor times one number [1].
  fileprivate func scaled(by factor: Tensor) -> Tensor {
    factor.scalingRows(of: reshaped([1, count])).reshaped(shape)
  }
}
