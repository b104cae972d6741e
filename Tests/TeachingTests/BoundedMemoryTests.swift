import Teaching
import Tensors
import Testing

@Suite("Memory of meta-gradients")
struct BoundedMemoryTests {
  /// Lessons are kept up to the limit and one beyond, and nothing stays when the gradient is there. In a process of its
  /// own: what is held is counted for the whole of one.
  @Test func isBounded() async {
    await #expect(processExitsWith: .success) {
      let small = try Small("base_larger", steps: 12, .single)
      /// Bytes held when all lessons have been taken and the first is about to be differentiated.
      func held(memory: Int) -> Int {
        var objective = MetaObjective(architecture: small.architecture)
        objective.memory = memory
        let before = Tensor.bytesHeld
        var most = 0
        _ = objective.gradient(of: small.teacher, from: small.initial) { step in
          if step == 12 { most = Tensor.bytesHeld - before }
          return small.realBatch(step)
        }
        return most
      }
      // What is made once and stays.
      _ = held(memory: .max)
      let before = Tensor.bytesHeld
      let (none, one, all) = (held(memory: 0), held(memory: 1), held(memory: .max))
      let lesson = one - none
      #expect(lesson > 0)
      #expect(all - none > 10 * lesson)
      for limit in [2 * lesson, 5 * lesson] {
        let found = held(memory: limit) - none
        #expect(limit <= found && found <= limit + 2 * lesson, "\(found) bytes of lessons for \(limit)")
      }
      // Its own tensors are among those held.
      withExtendedLifetime(small) { #expect(Tensor.bytesHeld == before) }
    }
  }
}
