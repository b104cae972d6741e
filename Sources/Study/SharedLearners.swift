import Networks
import Platform
import Ranks
import Teaching
import Workflow

// The learners of an outer step, shared out among the ranks that `mpirun` started. The first rank sends the teacher, computes
// its own part and sums the meta-gradients of all parts in the order of the learners: the result does not depend on how many
// ranks there are.

extension TeacherArtifact {
  /// The mean meta-gradient of the next outer step.
  ///
  /// - Throws: `NotebookError` with what kept a rank from its part, when all others are through with theirs; `RanksError` if
  ///   one is lost.
  func gradient(_ training: MetaTraining, _ realBatch: (Int) -> Batch) throws -> Hypergradient {
    let others = 1..<Ranks.count
    if !others.isEmpty {
      var request = NumberStream()
      request.append([
        Double((study.part?.whole ?? study).trainedTeachers.firstIndex { $0.plan == plan }!),
        Double(training.outerStep),
      ])
      request.append(training.teacher)
      for rank in others { try Ranks.send(request.bytes, to: rank) }
    }
    var gradients = part(of: 0).map { training.gradient(learner: $0, realBatch: realBatch) }
    // All of them, before anything is made of one: a rank that is not heard waits for ever.
    let replies = try others.map { try Ranks.receive(from: $0) }
    for (rank, bytes) in zip(others, replies) {
      var reply = NumberStream(bytes)
      let head = reply.doubles(2)
      if head[0] != 0 { Interruption.note(Int32(head[0])) }
      guard head[1] == 0 else { throw NotebookError("rank \(rank): \(reply.text())") }
      for _ in part(of: rank) { gradients.append(reply.gradient(like: gradients[0])) }
    }
    return .mean(gradients)
  }

  /// The learners, from 0, that a rank computes.
  fileprivate func part(of rank: Int) -> Range<Int> {
    Ranks.part(of: plan.training.learnersPerStep, rank: rank, of: Ranks.count)
  }
}

extension Study {
  /// Computes meta-gradients for the first rank, until that leaves.
  ///
  /// - Parameter memory: bytes that kept lessons may take; nil for the default.
  public func assist(_ ledger: Ledger, memory: Int?) {
    var trainings: [Int: MetaTraining] = [:]
    while let request = try? Ranks.receive(from: 0), !request.isEmpty {
      var (body, problem) = (NumberStream(), "")
      do { body = try answer(NumberStream(request), &trainings, memory, ledger) } catch { problem = "\(error)" }
      var reply = NumberStream()
      reply.append([Double(Interruption.signalNumber ?? 0), problem.isEmpty ? 0 : 1])
      reply.append(problem.isEmpty ? body : NumberStream(Array(problem.utf8)))
      guard (try? Ranks.send(reply.bytes, to: 0)) != nil else { return }
    }
  }

  private func answer(
    _ request: NumberStream, _ trainings: inout [Int: MetaTraining], _ memory: Int?, _ ledger: Ledger
  ) throws -> NumberStream {
    var request = request
    let head = request.doubles(2).map { Int($0) }
    var artifact = trainedTeachers[head[0]]
    artifact.memory = memory
    var training = try trainings[head[0]] ?? artifact.start().training
    request.read(into: &training.teacher)
    training.outerStep = head[1]
    trainings[head[0]] = training
    let realBatch = try artifact.realBatches(ledger)
    var answer = NumberStream()
    for learner in artifact.part(of: Ranks.own) {
      answer.append(training.gradient(learner: learner, realBatch: realBatch))
    }
    return answer
  }
}
