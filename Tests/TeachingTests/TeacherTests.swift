import Foundation
import Networks
import Teaching
import Tensors
import Testing

@Suite("Teacher")
struct TeacherTests {
  /// The report's generator (report, "Introduction", after Such et al. 2019).
  @Test func generatorOfTheReport() {
    let generator = Generator()
    #expect(generator.parameterCount == 6_660_226)
    let lines = generator.parameterShapes.map { "\($0.key) \($0.shape)" }
    #expect(
      lines.joined(separator: "\n") == """
        model.0.weight [1024, 138]
        model.0.weight_g [1024]
        model.1.weight [1024]
        model.1.bias [1024]
        model.3.weight [6272, 1024]
        model.3.weight_g [6272]
        model.4.weight [6272]
        model.4.bias [6272]
        deconv.0.conv.weight [64, 128, 3, 3]
        deconv.0.conv.weight_g [64]
        deconv.1.weight [64]
        deconv.1.bias [64]
        deconv.3.conv.weight [1, 64, 3, 3]
        deconv.3.conv.bias [1]
        deconv.3.conv.weight_g [1]
        """)
  }

  @Test func batchNormsStartAsTheIdentity() {
    let generator = Generator(latent: 3, hidden: 4, firstChannels: 3, secondChannels: 2, side: 8)
    let parameters = generator.initialParameters(seed: 1)
    for key in ["model.1", "model.4", "deconv.1"] {
      #expect(parameters["\(key).weight"].floats.allSatisfy { $0 == 1 })
      #expect(parameters["\(key).bias"].floats.allSatisfy { $0 == 0 })
    }
    #expect(parameters["model.0.weight"].floats.contains { $0 != 1 })
  }

  /// Folded weights have the norms g, and a bias is scaled like its weights; nothing else changes.
  @Test func foldingAppliesWeightNorms() {
    let generator = Generator(latent: 3, hidden: 4, firstChannels: 3, secondChannels: 2, side: 8)
    let parameters = generator.initialParameters(seed: 1)
    let scaled = parameters.with(
      parameters.keys.map { $0.hasSuffix("weight_g") ? 3 * parameters[$0] : parameters[$0] })
    let folded = generator.folded(scaled)
    for key in parameters.keys where !key.hasSuffix("weight_g") {
      let isNormed = parameters.keys.contains {
        $0 == key.split(separator: ".").dropLast().joined(separator: ".") + ".weight_g"
      }
      let ratio = zip(folded[key].doubles, parameters[key].doubles).map { $0 - (isNormed ? 3 : 1) * $1 }
      #expect(ratio.allSatisfy { abs($0) < 1e-5 }, "\(key)")
    }
  }

  @Test func labelsGoRoundThroughAllSteps() {
    #expect(
      Curriculum.labels(steps: 3, batch: 8)
        == [[0, 1, 2, 3, 4, 5, 6, 7], [8, 9, 0, 1, 2, 3, 4, 5], [6, 7, 8, 9, 0, 1, 2, 3]])
  }

  @Test func startOfTheCurriculum() throws {
    let teacher = Teacher(
      generator: Generator(latent: 3, hidden: 4, firstChannels: 3, secondChannels: 2, side: 8), steps: 4,
      batch: 500, learningRate: 0.02, momentum: 0.5, seed: 1)
    #expect(teacher.curriculum.steps == 4)
    #expect(teacher.curriculum.batch == 500)
    for step in 0..<4 {
      #expect(teacher.curriculum.logLearningRate[step] == Double(Float(log(0.02 + 1e-6))))
      #expect(teacher.curriculum.logMomentum[step] == Double(Float(log(0.5 + 1e-6))))
      #expect(abs(teacher.curriculum.learningRate(step) - 0.020001) < 1e-8)
      #expect(abs(teacher.curriculum.momentum(step) - 0.500001) < 1e-7)
    }
    let latents = teacher.curriculum.latents.map(\.floats)
    #expect(Set(latents).count == 4)
    let all = latents.flatMap { $0 }.map { Double($0) }
    let variance = all.map { $0 * $0 }.reduce(0, +) / Double(all.count)
    #expect(abs(variance - 1) < 0.1)
  }

  @Test func imagesAreInRange() throws {
    let small = try Small("linear", .single)
    let images = small.teacher.images(0)
    #expect(images.shape == [5, 8, 8, 1])
    #expect(images.floats.allSatisfy { abs($0) <= 2 })
    #expect(images.floats.contains { abs($0) > 0.1 })
  }

  /// The first lessons of a run are a run of the first lessons.
  @Test func shorterTrainingIsASnapshotOfALongerOne() throws {
    let small = try Small("base_larger", steps: 4, .single)
    var visited: [Student] = []
    let whole = small.teacher.teach(small.architecture, from: small.initial) { student in
      visited.append(student)
      return true
    }
    #expect(visited.map(\.step) == [1, 2, 3, 4])
    for steps in 1...4 {
      let student = try small.teacher.teach(small.architecture, from: small.initial, steps: steps)
      let snapshot = visited[steps - 1]
      #expect(student.parameters.tensors.map(\.floats) == snapshot.parameters.tensors.map(\.floats))
      #expect(
        student.statistics?.entries.map { $0.mean?.floats }
          == snapshot.statistics?.entries.map { $0.mean?.floats })
    }
    #expect(whole.parameters.tensors.map(\.floats) != small.initial.tensors.map(\.floats))
    let stopped = small.teacher.teach(small.architecture, from: small.initial) { $0.step < 2 }
    #expect(stopped.parameters.tensors.map(\.floats) == visited[1].parameters.tensors.map(\.floats))
  }
}
