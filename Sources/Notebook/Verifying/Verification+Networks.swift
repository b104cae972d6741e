import Archive
import Foundation
import Networks
import Robustness
import Tensors

// Learners are not shipped: a network is trained again from its teacher or the data set, which checks its file if
// there is one, and then all that was counted of it. Of a sample there is one network, or as few as all cells have
// results of, one count in the accuracy table, and one strength in each test.

extension Verification {
  /// What is on disk about one network.
  private struct Evidence {
    let job: LearnerTraining.Job
    let key: LearnerKey
    /// Whether its own file is there, made from what is there now.
    var hasFile = false
    /// The count in the accuracy table.
    var correct: Int?
    var tested: [(sweep: Sweep, job: SweepJob, strength: Int)] = []

    /// The names of the files that tell about it, apart from its own.
    var metricFiles: Set<String> {
      Set(tested.map(\.sweep.file) + (correct == nil ? [] : [AccuracyTable.file]))
    }
  }

  func verifyNetworks(_ current: Set<String>) throws {
    // A network that is trained again to check a test is compared with its file, whichever cell is asked for.
    let learners = Set(try run.status(of: Cells.learners).files.filter { $0.state == .current }.map(\.name))
    let tests = RobustnessTests.all.map { Sweep($0, run) }.filter {
      includes($0.test.cell) && current.contains($0.file)
    }
    let results = Dictionary(uniqueKeysWithValues: try tests.map { ($0.file, try $0.results()) })
    let evidence = try gather(current, learners, tests, results)
    for network in full ? evidence : chosen(evidence) {
      let trained = try checkTraining(network)
      guard let trained else { continue }
      try checkCounts(network, trained, results)
    }
  }

  private func gather(
    _ current: Set<String>, _ learners: Set<String>, _ tests: [Sweep], _ results: [String: SweepResults]
  ) throws -> [Evidence] {
    let hasTable = includes(Cells.accuracyTable) && current.contains(AccuracyTable.file)
    let table = hasTable ? try AccuracyTable(run).counts() : nil
    var jobs: [LearnerKey: [(Sweep, SweepJob, Int)]] = [:]
    for sweep in tests {
      guard let counts = results[sweep.file]?.counts else { continue }
      for job in sweep.jobs(learners: counts.labels("learner")) {
        let left = job.unfinished(counts)
        for strength in sweep.test.strengths.indices where !left.contains(strength) {
          jobs[job.key, default: []].append((sweep, job, strength))
        }
      }
    }
    return LearnerTraining(run).jobs().flatMap { job in
      job.keys.map { key in
        var found = Evidence(job: LearnerTraining.Job(keys: [key]), key: key)
        found.hasFile = learners.contains(key.file)
        // Where a network has no teacher its count stands under each.
        let teacher = key.teacher ?? run.settings.teachers[0].learner
        found.correct = table?[teacher, key.algorithm.rawValue, key.learner, "\(Double(key.trial))"]
        found.tested = (jobs[key] ?? []).map { (sweep: $0.0, job: $0.1, strength: $0.2) }
        return found
      }
    }.filter { $0.hasFile && includes(Cells.learners) || !$0.metricFiles.isEmpty }
  }

  /// As few networks as tell about all metric files, chosen at random among those that tell about most; if there are
  /// none of these, one that has a file.
  private func chosen(_ evidence: [Evidence]) -> [Evidence] {
    var left = evidence.reduce(into: Set<String>()) { $0.formUnion($1.metricFiles) }
    guard !left.isEmpty else { return [choose(evidence, for: "learner")].compactMap { $0 } }
    var chosen: [Evidence] = []
    while !left.isEmpty {
      let most = evidence.map { $0.metricFiles.intersection(left).count }.max() ?? 0
      let best = evidence.filter { $0.metricFiles.intersection(left).count == most }
      // A file to compare with is worth more than none.
      let withFile = best.filter(\.hasFile)
      let candidates = withFile.isEmpty ? best : withFile
      // An attack on the slowest type takes minutes at report scale: the usual sample keeps to the first teacher's, and
      // to a network that was taught, on which the teacher's file is tried too.
      let quick = candidates.filter {
        sample == 1 && $0.key.learner == run.settings.teachers.first?.learner && $0.key.teacher != nil
      }
      guard let next = choose(quick.isEmpty ? candidates : quick, for: "network \(chosen.count)") else {
        break
      }
      left.subtract(next.metricFiles)
      chosen.append(next)
    }
    return chosen
  }

  /// Trains a network again and compares it with its file.
  ///
  /// - Returns: nil if it cannot be trained.
  private func checkTraining(_ network: Evidence) throws -> Checkpoint? {
    let key = network.key
    var trained: Checkpoint?
    try check(Cells.learners, "training of \(key.file)") {
      do {
        try LearnerTraining(run).train(network.job) { _, file in trained = file }
      } catch let error as NotebookError { return .notChecked("\(error)") }
      guard let trained else { return .notChecked("its teacher has too few lessons") }
      guard network.hasFile else {
        return .notChecked(
          run.isThere(key.file) ? "the file is stale" : "there is no file, but what was counted of it is")
      }
      return try .comparing(stored(key.file), trained)
    }
    return trained
  }

  private func checkCounts(
    _ network: Evidence, _ file: Checkpoint, _ results: [String: SweepResults]
  ) throws {
    let key = network.key
    let architecture = try run.architecture(key.learner)
    let (parameters, statistics) = try LearnerFile.learner(file, architecture)
    func underTest(_ mode: EvaluationMode) -> NetworkUnderTest {
      NetworkUnderTest(architecture: architecture, parameters: parameters, statistics: statistics, mode: mode)
    }
    if let correct = network.correct {
      let batch = try run.testBatch(count: AccuracyTable(run).empty().total)
      try check(Cells.accuracyTable, "accuracy of \(key.name)") {
        .comparing(
          correct, underTest(.evaluation).correct(batch.images, batch.labels), of: batch.labels.count)
      }
    }
    for test in RobustnessTests.all {
      let tested = network.tested.filter { $0.sweep.test.name == test.name }
      let sample = choose(tested, for: "strength of \(test.name)").map { [$0] } ?? []
      for (sweep, job, strength) in full ? tested : sample {
        guard let stored = results[sweep.file] else { continue }
        let value = sweep.test.strengths[strength]
        let what =
          "\(sweep.file), \(key.name), \(job.mode.rawValue) mode, strength \(String(format: "%.3g", value))"
        try check(sweep.test.cell, what) { try recount(sweep, job, strength, underTest(job.mode), stored) }
      }
    }
  }

  private func recount(
    _ sweep: Sweep, _ job: SweepJob, _ strength: Int, _ network: NetworkUnderTest, _ stored: SweepResults
  ) throws -> Check.Outcome {
    let batch = try run.testBatch(count: stored.counts.total)
    let images = sweep.test.perturbed(
      batch.images, batch.oneHot, strength: strength, seed: run.seed, trial: job.key.trial, network)
    let again = network.correct(images, batch.labels)
    let isAttack = sweep.test.isAttack
    let clean = isAttack ? network.correct(batch.images, batch.labels) : 0
    let moved = isAttack ? Distance(from: batch.images, to: images) : nil
    for place in job.places {
      let position = job.position(place, strength, stored.counts)
      let count = stored.counts[position] ?? -1
      if count != again { return .comparing(count, again, of: stored.counts.total) }
      let before = stored.clean.map { $0[Array(position.dropLast())] ?? -1 } ?? clean
      if before != clean { return .comparing(before, clean, of: stored.counts.total) }
      if let moved, let found = stored.distances[position], found != moved {
        return .comparing(found.numbers, moved.numbers)
      }
    }
    guard sweep.isSample(job), let pixels = stored.sample[strength] else { return .equal }
    return .comparing(pixels.map { Double($0) }, sweep.sampleImage(images).map { Double($0) })
  }
}

extension Check.Outcome {
  /// Compares numbers of images that were put into the right class.
  fileprivate static func comparing(_ stored: Int, _ again: Int, of total: Int) -> Self {
    stored == again ? .equal : .different("\(stored) -> \(again) of \(total) images")
  }
}

extension LearnerKey {
  /// What lines call the network.
  fileprivate var name: String {
    "\(learner) by \(algorithm.rawValue)\(teacher.map { " of \($0)" } ?? ""), trial \(trial)"
  }
}
