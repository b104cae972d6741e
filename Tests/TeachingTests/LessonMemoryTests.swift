import Networks
import Testing

@testable import Teaching

@Suite("Memory for lessons")
struct LessonMemoryTests {
  /// The steps whose lessons, and whose images, are kept where each takes so many bytes.
  private func kept(_ limit: Int, images: Int = 30, lesson: Int = 100) -> (lessons: [Int], images: [Int]) {
    var memory = LessonMemory(limit: limit, steps: 5)
    var kept: (lessons: [Int], images: [Int]) = ([], [])
    for step in 0..<5 where memory.keepsLesson {
      kept.lessons.append(step)
      if memory.keepsImages { kept.images.append(step) }
      memory.take(images: kept.images.contains(step) ? images : 0, lesson: lesson)
    }
    return kept
  }

  @Test func lessonsComeFirst() {
    #expect(kept(0) == ([], []))
    // One byte is enough for the first step, and nothing is known of its size before.
    #expect(kept(1) == ([0], [0]))
    #expect(kept(131) == ([0, 1], [0]))
    #expect(kept(530) == ([0, 1, 2, 3, 4], [0]))
    #expect(kept(531) == ([0, 1, 2, 3, 4], [0, 1]))
    #expect(kept(621) == ([0, 1, 2, 3, 4], [0, 1, 2, 3, 4]))
  }

  /// Memory decides what is kept and what is computed again, and nothing else.
  @Test(arguments: ["base_larger", "base_larger4_corrected"])
  func memoryMakesNoDifference(learner: String) throws {
    let small = try Small(learner, .single)
    func result(memory: Int) -> [[Float]] {
      var objective = MetaObjective(architecture: small.architecture)
      objective.memory = memory
      let result = objective.gradient(of: small.teacher, from: small.initial, realBatch: small.realBatch)
      return (result.generator.tensors + result.latents + result.student.parameters.tensors).map(\.floats)
        + [result.logLearningRate + result.logMomentum + [result.metaLoss]].map { $0.map { Float($0) } }
    }
    let recomputed = result(memory: 0)
    // From one step kept to all of them, with images of one or of all.
    for memory in [1, 60_000, 200_000, .max] {
      #expect(result(memory: memory) == recomputed, "\(memory) bytes")
    }
  }
}
