import Foundation
import Networks
import Tensors
import Testing

@testable import Teaching

@Suite("Several learners an outer step")
struct SeveralLearnersTests {
  private func training(_ learners: Int) throws -> MetaTraining {
    var settings = MetaTrainingTests.settings
    settings.learnersPerStep = learners
    return try #require(MetaTraining(settings, seed: 1))
  }

  private static let realBatch = MetaTrainingTests.realBatch

  /// All numbers of a meta-gradient, to the bit.
  private static func bits(_ gradient: Hypergradient) -> [UInt64] {
    (gradient.generator.tensors + gradient.latents).flatMap { $0.doubles.map(\.bitPattern) }
      + (gradient.logLearningRate + gradient.logMomentum + [gradient.metaLoss, gradient.finalLoss]).map(\.bitPattern)
  }

  /// ((g1 + g2) + g3) / 3, in float32 where the teacher is, each learner alone on real batches of its own.
  @Test(arguments: [2, 3])
  func meanOfEachAlone(learners: Int) throws {
    var training = try training(learners)
    for step in 1...2 {
      let before = training
      let objective = MetaObjective(architecture: before.architecture)
      let alone = (0..<learners).map { learner in
        objective.gradient(
          of: before.teacher, from: before.initialLearner(outerStep: step, learner: learner)
        ) { Self.realBatch(3 * ((step - 1) * learners + learner) + $0 - 1) }
      }
      let used = training.advance(realBatch: Self.realBatch)
      func mean(_ numbers: (Hypergradient) -> [Float]) -> [Float] {
        let sum = alone.dropFirst().reduce(numbers(alone[0])) { zip($0, numbers($1)).map { $0 + $1 } }
        return sum.map { $0 * Float(1 / Double(learners)) }
      }
      #expect(used.generator.tensors.flatMap(\.floats) == mean { $0.generator.tensors.flatMap(\.floats) })
      #expect(used.latents.flatMap(\.floats) == mean { $0.latents.flatMap(\.floats) })
      func meanOfDoubles(_ numbers: (Hypergradient) -> [Double]) -> [Double] {
        let sum = alone.dropFirst().reduce(numbers(alone[0])) { zip($0, numbers($1)).map { $0 + $1 } }
        return sum.map { $0 * (1 / Double(learners)) }
      }
      for numbers in [\Hypergradient.logLearningRate, \.logMomentum, \.losses] {
        #expect(used[keyPath: numbers] == meanOfDoubles { $0[keyPath: numbers] })
      }
      var adam = before.optimiser
      let learned = adam.updated(
        before.teacher.learned, used.learned, learningRate: before.settings.learningRate(outerStep: step))
      #expect(training.teacher.learned.map(\.floats) == learned.map(\.floats))
      #expect(training.outerStep == step)
    }
  }

  /// No two learners of a run are initialised alike, and none draws another's real batches.
  @Test func learnersAreFresh() throws {
    var training = try training(3)
    var weights: Set<[Float]> = []
    for step in 0..<2 {
      for learner in 0..<3 {
        weights.insert(training.initialLearner(outerStep: step + 1, learner: learner).tensors[0].floats)
        var drawn: Set<Int> = []
        _ = training.gradient(learner: learner) { number in
          drawn.insert(number)
          return Self.realBatch(number)
        }
        let first = 3 * (3 * step + learner)
        #expect(drawn == Set(first..<first + 3))
      }
      _ = training.advance(realBatch: Self.realBatch)
    }
    #expect(weights.count == 6)
    // Learners are counted through all steps.
    let fifth = try self.training(1).initialLearner(outerStep: 5).tensors[0].floats
    #expect(fifth == training.initialLearner(outerStep: 2, learner: 1).tensors[0].floats)
  }

  @Test func oneThatFailsChangesNothing() throws {
    var training = try training(2)
    let before = training.teacher.learned.map(\.floats)
    let result = training.advance { number in
      let batch = Self.realBatch(number)
      guard number >= 3 else { return batch }
      return Batch(images: Tensor(repeating: .nan, shape: batch.images.shape), oneHot: batch.oneHot)
    }
    #expect(!result.isFinite)
    #expect(training.teacher.learned.map(\.floats) == before)
    #expect(training.outerStep == 0 && training.optimiser.step == 0)
  }

  /// What another process is sent of a teacher and sends back gives the bits that it would give here.
  @Test func anotherProcessComputesTheSame() throws {
    var training = try training(2)
    _ = training.advance(realBatch: Self.realBatch)
    var sent = NumberStream()
    sent.append([7])
    sent.append(training.teacher)
    var (other, request) = (try self.training(2), NumberStream(sent.bytes))
    #expect(request.doubles(1) == [7])
    request.read(into: &other.teacher)
    other.outerStep = training.outerStep
    let there = other.gradient(learner: 1, realBatch: Self.realBatch)
    var reply = NumberStream()
    reply.append(there)
    reply.append(NumberStream(Array("ä".utf8)))
    var received = NumberStream(reply.bytes)
    let first = training.gradient(learner: 0, realBatch: Self.realBatch)
    let here = training.gradient(learner: 1, realBatch: Self.realBatch)
    #expect(Self.bits(received.gradient(like: first)) == Self.bits(here))
    #expect(received.text() == "ä")
  }

  /// Results of one learner an outer step were recorded before there could be more.
  @Test func oneIsNotWrittenDown() throws {
    func json(_ learners: Int) throws -> String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return String(decoding: try encoder.encode(try training(learners).settings), as: UTF8.self)
    }
    #expect(try !json(1).contains("learnersPerStep"))
    #expect(try json(4).contains("\"learnersPerStep\":4"))
    for learners in [1, 4] {
      let read = try JSONDecoder().decode(MetaTrainingSettings.self, from: Data(try json(learners).utf8))
      #expect(read == (try training(learners).settings))
    }
  }
}

extension Hypergradient {
  fileprivate var losses: [Double] { [metaLoss, finalLoss] }
}
